@cgroup-writable @root
Feature: A container opens only the devices that it is allowed

  A device node is only a name for a pair of numbers, and root may make any. So the border does not
  stand at the node: the kernel asks the control group when a device is opened.

  Rule: A device that is not allowed cannot be opened, even through a node that the container made itself

    @DEV-01 @P0 @smoke
    Example: The kernel's log can be named and not be opened
      Given a container running an idle process
      And it has the capability CAP_MKNOD
      And it has the capability CAP_SYSLOG
      And the container has been started
      And "mknod /dev/made c 1 11" has been executed in the container
      When "open /dev/made r" is executed in the container
      Then the attempt fails with EPERM

    @DEV-01 @P0
    Example: A device that every container may use can be opened by the same way
      Given a container running an idle process
      And it has the capability CAP_MKNOD
      And the container has been started
      And "mknod /dev/made c 1 3" has been executed in the container
      When "open /dev/made w" is executed in the container
      Then the attempt succeeds

    @DEV-01 @P0
    Example: Once a rule allows the kernel's log it can be opened
      Given a container running an idle process
      And it has the capability CAP_MKNOD
      And it has the capability CAP_SYSLOG
      And its configuration has:
        """
        { "linux": { "resources": { "devices": [
          { "allow": false, "access": "rwm" },
          { "allow": true, "type": "c", "major": 1, "minor": 11, "access": "r" }
        ] } } }
        """
      And the container has been started
      And "mknod /dev/made c 1 11" has been executed in the container
      When "open /dev/made r" is executed in the container
      Then the attempt succeeds

  Rule: Reading and writing are allowed apart

    @DEV-04 @P2
    Example: A device that may be read may not be written
      Given a container running an idle process
      And it has the capability CAP_MKNOD
      And it has the capability CAP_SYSLOG
      And its configuration has:
        """
        { "linux": { "resources": { "devices": [
          { "allow": false, "access": "rwm" },
          { "allow": true, "type": "c", "major": 1, "minor": 11, "access": "r" }
        ] } } }
        """
      And the container has been started
      And "mknod /dev/made c 1 11" has been executed in the container
      When "open /dev/made w" is executed in the container
      Then the attempt fails with EPERM

  Rule: The default devices are there, and work

    @DEV-02 @P1
    Scenario Outline: <device> can be opened
      Given a container running an idle process
      And the container has been started
      When "open <device> <mode>" is executed in the container
      Then the attempt succeeds

      Examples:
        | device       | mode |
        | /dev/null    | w    |
        | /dev/zero    | r    |
        | /dev/full    | r    |
        | /dev/random  | r    |
        | /dev/urandom | r    |

    @DEV-02 @P1
    Scenario Outline: <device> is the device <major>, <minor>
      Given a container running an idle process
      When the container is started
      Then <device> is the character device <major>, <minor> in the container

      Examples:
        | device       | major | minor |
        | /dev/null    | 1     | 3     |
        | /dev/zero    | 1     | 5     |
        | /dev/full    | 1     | 7     |
        | /dev/random  | 1     | 8     |
        | /dev/urandom | 1     | 9     |
        | /dev/tty     | 5     | 0     |

    @DEV-02 @P1
    Example: /dev/ptmx makes terminals
      Given a container running an idle process
      And the container has been started
      When "open /dev/ptmx w" is executed in the container
      Then the attempt succeeds

    @DEV-02 @P1
    Example: Nothing can be written to /dev/full
      Given a container running an idle process
      And the container has been started
      When "write /dev/full something" is executed in the container
      Then the attempt fails with ENOSPC

    @DEV-02 @P1
    Example: Everything can be written to /dev/null
      Given a container running an idle process
      And the container has been started
      When "write /dev/null something" is executed in the container
      Then the attempt succeeds

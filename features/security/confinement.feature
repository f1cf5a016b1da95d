@root
Feature: Root in a container has the capabilities that it was given, and no others

  What makes root powerful is a set of some forty capabilities. A container's root has a few of them, and
  everything it does is asked about them and not about its number. A process holds five sets: what it acts by
  is the effective one, and what it can ever regain is bounded by the bounding one.

  Rule: The program holds exactly the configured capabilities

    @SEC-01 @P0 @smoke
    Example: Its sets hold what was asked for
      Given a container running an idle process
      And it has the capability CAP_CHOWN
      And it has the capability CAP_SYS_CHROOT
      When the container is started
      Then its effective capabilities are CAP_CHOWN and CAP_SYS_CHROOT
      And its permitted capabilities are CAP_CHOWN and CAP_SYS_CHROOT
      And its bounding capabilities are CAP_CHOWN and CAP_SYS_CHROOT
      And its inheritable capabilities are none
      And its ambient capabilities are none

    @SEC-01 @P0
    Example: Without any it holds none, though it is root
      Given a container running an idle process
      And it has no capabilities
      When the container is started
      Then its effective capabilities are none
      And its permitted capabilities are none
      And its bounding capabilities are none

    @SEC-01 @P0
    Example: A program executed in it holds the same
      Given a container running an idle process
      And it has the capability CAP_CHOWN
      And the container has been started
      When "report" is executed in the container
      Then the executed program's effective capabilities are CAP_CHOWN
      And the executed program's bounding capabilities are CAP_CHOWN

    @SEC-01 @P0
    Example: Those that programs may inherit are the configured ones
      Given a container running an idle process
      And its configuration has:
        """
        { "process": { "capabilities": {
          "bounding": ["CAP_CHOWN", "CAP_KILL"], "permitted": ["CAP_CHOWN", "CAP_KILL"], "effective": ["CAP_CHOWN", "CAP_KILL"],
          "inheritable": ["CAP_CHOWN"]
        } } }
        """
      And the container has been started
      When "report" is executed in the container
      Then its inheritable capabilities are CAP_CHOWN
      And the executed program's inheritable capabilities are CAP_CHOWN

    @SEC-01 @P0
    Example: Another user than root acts by none of them
      Given a container running an idle process
      And its configuration has:
        """
        { "process": { "user": { "uid": 1000, "gid": 1000 }, "capabilities": {
          "bounding": ["CAP_CHOWN", "CAP_KILL"], "permitted": ["CAP_CHOWN", "CAP_KILL"], "effective": ["CAP_CHOWN", "CAP_KILL"]
        } } }
        """
      When the container is started
      Then its effective capabilities are none
      And its permitted capabilities are none
      And its bounding capabilities are CAP_CHOWN and CAP_KILL

    @SEC-01 @P0
    Example: Only ambient ones stay with another user
      Given a container running an idle process
      And its configuration has:
        """
        { "process": { "user": { "uid": 1000, "gid": 1000 }, "capabilities": {
          "bounding": ["CAP_CHOWN", "CAP_KILL"], "permitted": ["CAP_CHOWN", "CAP_KILL"], "effective": ["CAP_CHOWN", "CAP_KILL"],
          "inheritable": ["CAP_CHOWN"], "ambient": ["CAP_CHOWN"]
        } } }
        """
      When the container is started
      Then its effective capabilities are CAP_CHOWN
      And its permitted capabilities are CAP_CHOWN
      And its inheritable capabilities are CAP_CHOWN
      And its ambient capabilities are CAP_CHOWN

    @SEC-01 @P0
    Example: They stay with a program that another user executes in it, too
      Given a container running an idle process
      And its configuration has:
        """
        { "process": { "user": { "uid": 1000, "gid": 1000 }, "capabilities": {
          "bounding": ["CAP_CHOWN", "CAP_KILL"], "permitted": ["CAP_CHOWN", "CAP_KILL"], "effective": ["CAP_CHOWN", "CAP_KILL"],
          "inheritable": ["CAP_CHOWN"], "ambient": ["CAP_CHOWN"]
        } } }
        """
      And the container has been started
      When "report" is executed in the container
      Then the executed program has UID 1000 and acts as UID 1000
      And the executed program's effective capabilities are CAP_CHOWN
      And the executed program's ambient capabilities are CAP_CHOWN

  Rule: A capability that nobody knows is not granted, and the others are

    @OCI-10 @P1 @spec-1.2
    Example: The container runs with those that the kernel knows
      Given a container running an idle process
      And its configuration has:
        """
        { "process": { "capabilities": {
          "bounding": ["CAP_CHOWN", "CAP_NO_SUCH"], "permitted": ["CAP_CHOWN", "CAP_NO_SUCH"], "effective": ["CAP_CHOWN", "CAP_NO_SUCH"]
        } } }
        """
      When the container is started
      Then its effective capabilities are CAP_CHOWN
      And its bounding capabilities are CAP_CHOWN

  Rule: Without a capability root is refused what it stands for

    @SEC-03 @P1
    Scenario Outline: Without capabilities it may not <doing>
      Given a container running an idle process
      And it has no capabilities
      And the container has been started
      When "<command>" is executed in the container
      Then the attempt fails with EPERM

      Examples:
        | doing                        | command                   |
        | give away a file             | chown /dev/shm 1000 1000  |
        | mount a file system          | mount-tmpfs /dev/shm      |
        | make a device node           | mknod /dev/made c 1 3     |
        | rename the host              | hostname renamed          |

    @SEC-03 @P1
    Scenario Outline: With <capability> it may <doing>
      Given a container running an idle process
      And it has the capability <capability>
      And the container has been started
      When "<command>" is executed in the container
      Then the attempt succeeds

      Examples:
        | doing               | capability    | command                  |
        | give away a file    | CAP_CHOWN     | chown /dev/shm 1000 1000 |
        | mount a file system | CAP_SYS_ADMIN | mount-tmpfs /dev/shm     |
        | make a device node  | CAP_MKNOD     | mknod /dev/made c 1 3    |
        | rename the host     | CAP_SYS_ADMIN | hostname renamed         |

  Rule: Whether a program can gain privileges is as configured

    @SEC-06 @P1
    Example: With no-new-privileges it cannot
      Given a container running an idle process
      And its configuration has:
        """
        { "process": { "noNewPrivileges": true } }
        """
      When the container is started
      Then no program that it executes can gain privileges

    @SEC-06 @P1
    Example: Nor can a program that is executed in the container
      Given a container running an idle process
      And its configuration has:
        """
        { "process": { "noNewPrivileges": true } }
        """
      And the container has been started
      When "report" is executed in the container
      Then the executed program can gain no privileges

    @SEC-06 @P1
    Scenario Outline: Where it is <said> it can
      Given a container running an idle process
      And its configuration has:
        """
        { "process": { "noNewPrivileges": <value> } }
        """
      When the container is started
      Then a program that it executes can gain privileges

      Examples:
        | said     | value |
        | false    | false |
        | not said | null  |

  Rule: With no-new-privileges a set-user-ID program gains nothing

    Background: A program that belongs to root and has the set-user-ID bit
      Given an image "app" with the layers:
        | layer | path     | content |
        | app   | /app/key | secret  |
      And a container from image "app"
      And it has the capability CAP_SETUID
      And it has the capability CAP_SETGID

    @SEC-05 @P1 @overlay-native
    Example: It runs as who executes it
      Given the container has been started
      And "chmod /bin/probe 4755" has been executed in the container
      When "run-as 1000 /bin/probe report" is executed in the container
      Then the executed program has UID 1000 and acts as UID 1000
      And no program that it executes can gain privileges

    @SEC-05 @P1 @overlay-native
    Example: Otherwise it runs as root
      Given its program may gain privileges
      And the container has been started
      And "chmod /bin/probe 4755" has been executed in the container
      When "run-as 1000 /bin/probe report" is executed in the container
      Then the executed program has UID 1000 and acts as UID 0
      And a program that it executes can gain privileges

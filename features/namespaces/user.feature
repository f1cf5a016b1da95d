@userns
Feature: Root inside a user namespace is nobody in particular outside

  A user namespace numbers users anew: each ID inside stands for one outside, by a map that is written once. Its root
  has capabilities, and they are real, but they reach no further than to what the namespace itself owns.

  @root
  Rule: An ID inside stands for the mapped ID outside

    @USR-01 @P0 @smoke
    Example: UID 0 runs as the mapped UID
      Given a container running an idle process
      And its user namespace is new
      And its IDs are mapped 0:100000:1000
      When the container is started
      Then its program runs as UID 0 inside
      And its program runs as UID 100000 on the host

    @USR-01 @P0
    Example: In the host's user namespace UID 0 is the host's
      Given a container running an idle process
      And its user namespace is the host's
      When the container is started
      Then its program runs as UID 0 inside
      And its program runs as UID 0 on the host

    @USR-02 @P1
    Example: A file belongs on the host to the mapped UID
      Given a container running an idle process
      And its user namespace is new
      And its IDs are mapped 0:100000:1000
      And it has the capability CAP_CHOWN
      And the host directory "data" is mounted at /dev/data
      And the container has been started
      When the container creates /dev/data/mine owned by UID 999
      Then /dev/data/mine is owned by UID 999 in the container
      And /dev/data/mine is owned by UID 100999 on the host

    @USR-02 @P1
    Example: In the host's user namespace it belongs to the same UID inside and outside
      Given a container running an idle process
      And it has the capability CAP_CHOWN
      And the host directory "data" is mounted at /dev/data
      And the container has been started
      When the container creates /dev/data/mine owned by UID 999
      Then /dev/data/mine is owned by UID 999 in the container
      And /dev/data/mine is owned by UID 999 on the host

    @CGI-12 @P0
    Example: Its limits hold it as they do the host's root
      Given a container running an idle process
      And its user namespace is new
      And its IDs are mapped 0:100000:1000
      When the container is started
      Then its program runs as UID 100000 on the host
      And its group in every hierarchy is the one it was asked to be put in

    @NS-08 @OCI-40 @P0
    Scenario Outline: A program executed in it is in its <type> namespace
      Given a container running an idle process
      And its user namespace is new
      And the container has been started
      When "report" is executed in the container
      Then the executed program's <type> namespace equals that of the container
      And the executed program's <type> namespace differs from that of the host

      Examples:
        | type    |
        | user    |
        | PID     |
        | mount   |
        | UTS     |
        | IPC     |
        | network |

  @root
  Rule: An ID outside the map is nobody's inside

    @USR-03 @P1
    Example: A file of the host's root appears to belong to the overflow UID
      Given a container running an idle process
      And its user namespace is new
      And its IDs are mapped 0:100000:1000
      When the container is started
      Then /etc/passwd is owned by the overflow UID in the container

    @USR-03 @P1
    Example: In the host's user namespace it belongs to root
      Given a container running an idle process
      When the container is started
      Then /etc/passwd is owned by UID 0 in the container

    @USR-04 @P1
    Example: A file cannot be given to an ID outside the map
      Given a container running an idle process
      And its user namespace is new
      And its IDs are mapped 0:100000:1000
      And it has the capability CAP_CHOWN
      And the container has been started
      When "chown /dev/shm 1000 1000" is executed in the container
      Then the attempt fails with EINVAL

    @USR-04 @P1
    Example: It can be given to the last one in the map
      Given a container running an idle process
      And its user namespace is new
      And its IDs are mapped 0:100000:1000
      And it has the capability CAP_CHOWN
      And the container has been started
      When "chown /dev/shm 999 999" is executed in the container
      Then the attempt succeeds

  @root
  Rule: Capabilities have no power over what the namespace does not own

    @USR-05 @P0
    Scenario Outline: With <capability> its root may not <doing>
      Given a container running an idle process
      And its user namespace is new
      And its IDs are mapped 0:100000:1000
      And it has the capability <capability>
      And the host directory "data" is mounted at /dev/data
      And the container has been started
      When "<command>" is executed in the container
      Then the attempt fails with <error>
      And its effective capabilities are <capability>

      Examples:
        | doing                   | capability       | command                | error  |
        | set the calendar clock  | CAP_SYS_TIME     | settime                | EPERM  |
        | make a device node      | CAP_MKNOD        | mknod /dev/made c 1 3  | EPERM  |
        | write to a host's file  | CAP_DAC_OVERRIDE | open /dev/data/name w  | EACCES |

    # The host's calendar clock is not set, were it to the time that it shows.
    @USR-05 @P0
    Scenario Outline: In the host's user namespace it may <doing>
      Given a container running an idle process
      And it has the capability <capability>
      And the host directory "data" is mounted at /dev/data
      And the container has been started
      When "<command>" is executed in the container
      Then the attempt succeeds

      Examples:
        | doing                   | capability       | command                |
        | make a device node      | CAP_MKNOD        | mknod /dev/made c 1 3  |
        | write to a host's file  | CAP_DAC_OVERRIDE | open /dev/data/name w  |

  @root
  Rule: Capabilities have power over the namespaces that the user namespace owns

    @USR-06 @P1
    Example: Its root may rename the machine that is its own
      Given a container running an idle process
      And its user namespace is new
      And its IDs are mapped 0:100000:1000
      And it has the capability CAP_SYS_ADMIN
      And the container has been started
      When the container sets its host name to "inner"
      Then the host name of the container is "inner"
      And the host's host name is unchanged

    @USR-06 @P1
    Scenario Outline: A user without privilege may <doing> in new user and <type> namespaces
      Given a process of UID 1234
      When it tries to <doing> in new user and <type> namespaces
      Then the attempt succeeds

      Examples:
        | doing                       | type    |
        | set its host name           | UTS     |
        | mount a tmpfs               | mount   |
        | take its loopback device up | network |

    @USR-06 @P1
    Scenario Outline: It may not <doing> where the user namespace alone is new
      Given a process of UID 1234
      When it tries to <doing> in a new user namespace
      Then the attempt fails with EPERM

      Examples:
        | doing                       |
        | set its host name           |
        | mount a tmpfs               |
        | take its loopback device up |

  @root
  Rule: A user without privilege may map its own ID, and no other

    @USR-07 @P1
    Scenario Outline: UID 1234 may be UID <inside> inside
      Given a process of UID 1234
      When it tries to map <inside>:1234:1 in a new user namespace
      Then the attempt succeeds

      Examples:
        | inside |
        | 0      |
        | 1234   |

    @USR-07 @P1
    Scenario Outline: It may not map <what>
      Given a process of UID 1234
      When it tries to map <map> in a new user namespace
      Then the attempt fails with EPERM

      Examples:
        | what                       | map                   |
        | the host's root            | 0:0:1                 |
        | a neighbour                | 0:1235:1              |
        | its own ID and a neighbour | 0:1234:2              |
        | them in two lines          | 0:1234:1 and 1:1235:1 |

  @root
  Rule: Containers whose ranges are apart are strangers to one another

    @USR-15 @P1
    Example: The root of the one cannot read a private file of the other's
      Given a container named one running an idle process
      And its user namespace is new
      And its IDs are mapped 0:100000:1000
      And the host directory "data" is mounted at /dev/data
      And container one has been started
      And container one has written "secret" to /dev/data/private
      And "chmod /dev/data/private 600" has been executed in container one
      And a container named other running an idle process
      And its user namespace is new
      And its IDs are mapped 0:200000:1000
      And it has the capability CAP_DAC_OVERRIDE
      And the host directory "data" is mounted at /dev/data
      And container other has been started
      When "read /dev/data/private" is executed in container other
      Then the attempt fails with EACCES

    @USR-15 @P1
    Example: Where the ranges are the same it can
      Given a container named one running an idle process
      And its user namespace is new
      And its IDs are mapped 0:100000:1000
      And the host directory "data" is mounted at /dev/data
      And container one has been started
      And container one has written "secret" to /dev/data/private
      And "chmod /dev/data/private 600" has been executed in container one
      And a container named other running an idle process
      And its user namespace is new
      And its IDs are mapped 0:100000:1000
      And the host directory "data" is mounted at /dev/data
      And container other has been started
      When "read /dev/data/private" is executed in container other
      Then the attempt succeeds

  Rule: A container that a user without privilege asks for is that user's

    @USR-17 @P1 @rootless
    Example: UID 0 runs as the user who asked for it
      Given a container running an idle process
      And whoever asks for it has no privilege
      When the container is started
      Then its program runs as UID 0 inside
      And its program runs on the host as who asked for it

    @USR-17 @P1 @rootless
    Example: Its groups are what they are
      Given a container running an idle process
      And whoever asks for it has no privilege
      When the container is started
      Then its user namespace denies setgroups

    @USR-17 @P1 @root
    Example: In one that root asks for they can be set
      Given a container running an idle process
      And its user namespace is new
      When the container is started
      Then its user namespace allows setgroups

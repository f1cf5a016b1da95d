@notes
Feature: A mount namespace gives a container a mount table of its own

  What a path leads to is decided by the mount table, and every mount namespace has one. A new namespace begins with a copy
  of its creator's table, so nothing changes until something is mounted: the runtime does, and takes the old root away.

  Rule: A new mount namespace begins as a copy

    @MNT-01 @P0 @root
    Example: Before anything is mounted a file of the host is found at its path
      Given the host has a file of its own
      When a process is cloned with a new mount namespace
      Then its mount namespace differs from that of the host
      And it sees the host's file

    @MNT-01 @P0 @root
    Example: The table is that of the creator
      Given a process cloned with a new mount namespace
      And another process cloned without new namespaces
      And it joins the mount namespace of the first process
      When it unshares its mount namespace
      Then its mount namespace differs from that of the first process
      And its mount table equals that of the first process

    @MNT-01 @P0 @root
    Example: After a mount it is not
      Given a process cloned with a new mount namespace
      And another process cloned without new namespaces
      And it joins the mount namespace of the first process
      And it unshares its mount namespace
      When it mounts a proc file system of its own
      Then its mount table differs from that of the first process

  Rule: A mount made inside is seen inside alone

    @MNT-02 @P0 @root @smoke
    Example: A tmpfs that a container mounts hides the directory to it, and not to the host
      Given a container running an idle process
      And it has the capability CAP_SYS_ADMIN
      And the host directory "data" is mounted at /dev/data
      And the container has been started
      When the container mounts a tmpfs at /dev/data
      Then /dev/data/name does not exist in the container
      And the host still finds the file of the host directory "data"

    @MNT-02 @P0 @root
    Example: Without the mount the container finds what the host finds
      Given a container running an idle process
      And it has the capability CAP_SYS_ADMIN
      And the host directory "data" is mounted at /dev/data
      When the container is started
      Then /dev/data/name contains "data" in the container
      And the host still finds the file of the host directory "data"

  Rule: With private propagation a mount stays where it was made

    @MNT-04 @P1 @root
    Example: What the host mounts later does not appear in the container
      Given a container running an idle process
      And the host directory "data" is mounted with private propagation at /dev/data
      And the container has been started
      When the host mounts a tmpfs in the host directory "data"
      Then /dev/data/inner/name does not exist in the container
      And its mount at /dev/data is neither peer nor slave of the host directory "data"

  Rule: With slave propagation the host's mounts travel to the container, and none travels back

    @MNT-05 @P1 @root
    Example: What the host mounts later appears in the container
      Given a container running an idle process
      And the host directory "data" is mounted with slave propagation at /dev/data
      And the container has been started
      When the host mounts a tmpfs in the host directory "data"
      Then /dev/data/inner/name contains "inner" in the container
      And its mount at /dev/data is a slave of the host directory "data"

    @MNT-05 @P1 @root
    Example: What the container mounts does not appear on the host
      Given a container running an idle process
      And it has the capability CAP_SYS_ADMIN
      And the host directory "data" is mounted with slave propagation at /dev/data
      And the container has been started
      When the container mounts a tmpfs at /dev/data/inner
      Then /dev/data/inner is a mount of type tmpfs in the container
      And the host does not see a mount in the host directory "data"

  Rule: With shared propagation mounts travel both ways

    @MNT-06 @P1 @root
    Example: What the host mounts later appears in the container, which is its peer
      Given a container running an idle process
      And the host directory "data" is mounted with shared propagation at /dev/data
      And the container has been started
      When the host mounts a tmpfs in the host directory "data"
      Then /dev/data/inner/name contains "inner" in the container
      And its mount at /dev/data is a peer of the host directory "data"

    @MNT-06 @P1 @root
    Example: What the container mounts appears on the host, too
      Given a container running an idle process
      And it has the capability CAP_SYS_ADMIN
      And the host directory "data" is mounted with shared propagation at /dev/data
      And the container has been started
      When the container mounts a tmpfs at /dev/data/inner
      Then /dev/data/inner is a mount of type tmpfs in the container
      And the host sees a mount in the host directory "data"

  Rule: Mounts are made in the order in which they are listed

    @MNT-09 @P1 @root
    Scenario Outline: Of two mounts at one path the later, <later>, is seen
      Given a container running an idle process
      And the host directory "<earlier>" is mounted at /dev/data
      And the host directory "<later>" is mounted at /dev/data
      When the container is started
      Then /dev/data/name contains "<later>" in the container

      Examples:
        | earlier | later  |
        | first   | second |
        | second  | first  |

    @MNT-09 @P1 @root
    Example: A later mount covers an earlier one below it
      Given a container running an idle process
      And the host directory "inner" is mounted at /dev/data/inner
      And the host directory "outer" is mounted at /dev/data
      When the container is started
      Then /dev/data/name contains "outer" in the container
      And /dev/data/inner does not exist in the container

    @MNT-09 @P1 @root
    Example: Listed the other way round both are seen
      Given a container running an idle process
      And the host directory "outer" is mounted at /dev/data
      And the host directory "inner" is mounted at /dev/data/inner
      When the container is started
      Then /dev/data/name contains "outer" in the container
      And /dev/data/inner/name contains "inner" in the container

  Rule: A read-only bind mount refuses writes, whatever its source is

    @MNT-10 @P1 @root
    Example: Inside nothing can be written
      Given a container running an idle process
      And the host directory "data" is mounted read-only at /dev/data
      And the container has been started
      When "write /dev/data/made text" is executed in the container
      Then the attempt fails with EROFS

    @MNT-10 @P1 @root
    Example: Mounted without the option it can
      Given a container running an idle process
      And the host directory "data" is mounted at /dev/data
      And the container has been started
      When "write /dev/data/made text" is executed in the container
      Then the attempt succeeds

  Rule: After the start the table holds what the container was given, and nothing of the host's

    @MNT-14 @P0 @root @smoke
    Example: Beside its root it has its mounts below /proc, /dev and /sys
      Given a container running an idle process
      When the container is started
      Then its mounts are all at / or below /proc, /dev and /sys
      And it has one mount at /

    @MNT-14 @P0 @root
    Example: A process in a mount namespace of its own has those of the host
      When a process is cloned with a new mount namespace
      Then not all its mounts are at / or below /proc, /dev and /sys

  Rule: The usual file systems are there, each of its own type

    @MNT-16 @P1 @root
    Scenario Outline: <path> is a <type>
      Given a container running an idle process
      When the container is started
      Then <path> is a mount of type <type> in the container

      Examples:
        | path        | type   |
        | /proc       | proc   |
        | /sys        | sysfs  |
        | /dev        | tmpfs  |
        | /dev/pts    | devpts |
        | /dev/shm    | tmpfs  |
        | /dev/mqueue | mqueue |

    @MNT-16 @P1 @root
    Scenario Outline: <path> is no mount where the configuration leaves it out
      Given a container running an idle process
      And its configuration has:
        """
        { "mounts": [
          { "destination": "/proc", "type": "proc", "source": "proc" },
          { "destination": "/dev", "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "mode=755"] }
        ] }
        """
      When the container is started
      Then <path> is no mount in the container

      Examples:
        | path        |
        | /sys        |
        | /dev/pts    |
        | /dev/shm    |
        | /dev/mqueue |

  Rule: A mount has the options that it is configured with

    @MNT-11 @P2 @root
    Scenario Outline: <path> is mounted <options>
      Given a container running an idle process
      When the container is started
      Then <path> is mounted with the options <options> in the container

      Examples:
        | path        | options                |
        | /dev        | rw,nosuid              |
        | /dev/pts    | rw,nosuid,noexec       |
        | /dev/shm    | rw,nosuid,nodev,noexec |
        | /dev/mqueue | rw,nosuid,nodev,noexec |
        | /sys        | ro,nosuid,nodev,noexec |

    @MNT-11 @P2 @root
    Example: Without options it has none of them
      Given a container running an idle process
      And its configuration has:
        """
        { "mounts": [
          { "destination": "/proc", "type": "proc", "source": "proc" },
          { "destination": "/dev", "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "mode=755"] },
          { "destination": "/dev/other", "type": "tmpfs", "source": "tmpfs" }
        ] }
        """
      When the container is started
      Then /dev/other is mounted with the options rw in the container

@notes @root
Feature: A container's root is a directory of the host, and there is no way back from it

  An image is files, and its kernel is the host's: the shell of an operating system without its soul. The
  runtime makes the directory with these files the root of a mount namespace and takes the old root away.
  chroot only moves where paths begin, and whoever is root walks out of it.

  Rule: The container's root is the root file system that it was given

    @ROOT-01 @P0 @smoke
    Example: Its / is that directory
      Given a container running an idle process
      When the container is started
      Then its root is the root file system that it was given
      And its root is not the host's

    @ROOT-01 @P0
    Example: A process that is no container has the host's
      Given a process cloned without new namespaces
      When it unshares its mount namespace
      Then its root is the host's

    @ROOT-01 @P0 @overlay-native
    Example: What the image holds stands at /
      Given an image "app" with the layers:
        | layer | path    | content |
        | app   | /marker | here    |
      And a container from image "app"
      When the container is started
      Then /marker contains "here" in the container

    @ROOT-01 @P0 @overlay-native
    Example: Of two images it is the one asked for
      Given an image "app" with the layers:
        | layer | path    | content |
        | app   | /marker | here    |
      And an image "other" with the layers:
        | layer | path    | content |
        | app   | /marker | there   |
      And a container from image "app"
      When the container is started
      Then /marker contains "here" in the container
      And /marker does not contain "there" in the container

  Rule: Nothing of the host's tree can be reached from inside

    @ROOT-02 @P0
    Example: A file of the host is not found at its path
      Given the host has a file of its own
      And a container running an idle process
      When the container is started
      Then it does not see the host's file

    @ROOT-02 @P0
    Example: A process of the host finds it
      Given the host has a file of its own
      When a process is cloned with a new mount namespace
      Then it sees the host's file

    @ROOT-02 @P0
    Example: Climbing above / ends in /
      Given the host has a file of its own
      And a container running an idle process
      And it has the capability CAP_SYS_CHROOT
      And the container has been started
      When it climbs out of its root
      Then it does not reach the host's file

  Rule: chroot changes where paths begin, and nothing else

    @ROOT-03 @P0
    Scenario Outline: In a chroot the <type> namespace is the host's
      Given a process cloned without new namespaces
      When it changes its root to another directory
      Then its root is not the host's
      And its <type> namespace equals that of the host

      Examples:
        | type    |
        | PID     |
        | mount   |
        | UTS     |
        | network |

    @ROOT-03 @P0
    Scenario Outline: In a container the <type> namespace is its own
      Given a container running an idle process
      When the container is started
      Then its root is not the host's
      And its <type> namespace differs from that of the host

      Examples:
        | type    |
        | PID     |
        | mount   |
        | UTS     |
        | network |

    @ROOT-04 @P1
    Example: In a chroot a file of the host is not found at its path
      Given the host has a file of its own
      And a process cloned with a new mount namespace
      When it changes its root to another directory
      Then it does not see the host's file

    @ROOT-04 @P1
    Example: Root can leave a chroot
      Given the host has a file of its own
      And a process cloned with a new mount namespace
      And it changes its root to another directory
      When it climbs out of its root
      Then it reaches the host's file

    @ROOT-04 @P1
    Example: It cannot leave the root of a container
      Given the host has a file of its own
      And a container running an idle process
      And it has the capability CAP_SYS_CHROOT
      And the container has been started
      When it climbs out of its root
      Then it does not reach the host's file

  Rule: The root file system carries the files of an operating system, and no kernel that runs

    @ROOT-05 @P1 @overlay-native
    Example: It runs without a kernel in it
      Given a container running an idle process
      When the container is started
      Then /boot does not exist in the container
      And the kernel release it reports equals the host's

    @ROOT-05 @P1 @overlay-native
    Example: A kernel among its files is a file
      Given an image "app" with the layers:
        | layer | path          | content        |
        | app   | /boot/vmlinuz | another kernel |
      And a container from image "app"
      When the container is started
      Then /boot/vmlinuz contains "another kernel" in the container
      And the kernel release it reports equals the host's

    @ROOT-11 @P1 @overlay-native
    Scenario Outline: <directory> is empty in the image, and filled when the container starts
      Given an image "app" with the layers:
        | layer | path         | content |
        | app   | <directory>/ |         |
      And a container from image "app"
      When the container is started
      Then the directory <directory> is empty in the lower layer
      And the directory <directory> lists "<name>" in the container
      And <directory> is a mount of type <type> in the container

      Examples:
        | directory | name | type  |
        | /proc     | self | proc  |
        | /dev      | null | tmpfs |
        | /sys      | fs   | sysfs |

  Rule: A parameter of a namespace is set for the container alone

    @ROOT-07 @P1
    Scenario Outline: <parameter> is the container's own
      Given a container running an idle process
      And its kernel parameter <parameter> is set to "<value>"
      When the container is started
      Then its kernel parameter <parameter> is "<value>", and the host's is another

      Examples:
        | parameter                   | value  |
        | net.ipv4.ip_default_ttl     | 77     |
        | kernel.shmmni               | 1234   |
        | fs.mqueue.queues_max        | 77     |

    @ROOT-07 @P1
    Example: A container that does not set it has another
      Given a container running an idle process
      When the container is started
      Then its kernel parameter net.ipv4.ip_default_ttl is not "77"
      And its kernel parameter kernel.shmmni is not "1234"

  Rule: A parameter without a namespace is the host's, and cannot be set for a container

    @ROOT-06 @P1
    Example: A configuration that sets it is refused
      Given a container named control running an idle process
      And container control has been started
      And a container running an idle process
      And its kernel parameter vm.swappiness is set to the host's value
      When an attempt is made to create the container
      Then the attempt fails
      And no process of it is left on the host

    @ROOT-06 @P1
    Example: Inside it can be read and not be written
      Given a container running an idle process
      And the container has been started
      When "open /proc/sys/vm/swappiness w" is executed in the container
      Then the attempt fails with EROFS
      And its kernel parameter vm.swappiness is the host's

  Rule: A read-only root refuses writes while its mounts stay writable

    @ROOT-08 @P1
    Scenario Outline: <path> <ability>
      Given a container running an idle process
      And its configuration has:
        """
        { "root": { "readonly": true } }
        """
      And the container has been started
      When "mkdir <path>" is executed in the container
      Then the attempt <end>

      Examples:
        | path          | ability                           | end              |
        | /made         | cannot be made in the root        | fails with EROFS |
        | /bin/made     | cannot be made below it           | fails with EROFS |
        | /dev/shm/made | can be made on a mount that it has | succeeds         |

    @ROOT-08 @P1 @overlay-native
    Example: In a root that is not read-only it can be made
      Given an image "app" with the layers:
        | layer | path     | content |
        | app   | /app/key | secret  |
      And a container from image "app"
      And the container has been started
      When "mkdir /made" is executed in the container
      Then the attempt succeeds

  Rule: What is masked is there and holds nothing

    @ROOT-09 @P1
    Example: A masked file reads as empty
      Given a container running an idle process
      And its configuration has:
        """
        { "linux": { "maskedPaths": ["/proc/version", "/proc/no-such-file"] } }
        """
      And the container has been started
      When "read /proc/version" is executed in the container
      Then what was read is empty

    @ROOT-09 @P1
    Example: A masked directory is empty and takes nothing
      Given a container running an idle process
      And its configuration has:
        """
        { "linux": { "maskedPaths": ["/dev/shm"] } }
        """
      And the container has been started
      When "mkdir /dev/shm/made" is executed in the container
      Then the attempt fails with EROFS
      And the directory /dev/shm is empty in the container

    @ROOT-09 @P1
    Example: What is not masked can be read
      Given a container running an idle process
      And the container has been started
      When "read /proc/version" is executed in the container
      Then what was read is not empty

  Rule: What is read-only cannot be written, nor be made writable again

    @ROOT-10 @P1
    Example: A parameter of the kernel cannot be opened for writing
      Given a container running an idle process
      And the container has been started
      When "open /proc/sys/kernel/domainname w" is executed in the container
      Then the attempt fails with EROFS

    @ROOT-10 @P1
    Example: Where no path is read-only it can
      Given a container running an idle process
      And its configuration has:
        """
        { "linux": { "readonlyPaths": [] } }
        """
      And the container has been started
      When "open /proc/sys/kernel/domainname w" is executed in the container
      Then the attempt succeeds

    @ROOT-10 @P1
    Example: Its root may not remount it
      Given a container running an idle process
      And the container has been started
      When "remount-writable /proc/sys" is executed in the container
      Then the attempt fails with EPERM

    @ROOT-10 @P1
    Example: Root with CAP_SYS_ADMIN may
      Given a container running an idle process
      And it has the capability CAP_SYS_ADMIN
      And the container has been started
      When "remount-writable /proc/sys" is executed in the container
      Then the attempt succeeds

  Rule: Where the image has planted a link nothing of the host's is mounted upon

    @OCI-14 @P1
    Scenario Outline: A symbolic link at <path> is refused
      Given a container named control running an idle process
      And container control has been started
      And a container running an idle process
      And its root file system has a symbolic link at <path> to /tmp
      When an attempt is made to create the container
      Then the attempt fails
      And no process of it is left on the host

      Examples:
        | path  |
        | /proc |
        | /sys  |

    @OCI-14 @P1
    Example: A link where nothing is mounted is not
      Given a container running an idle process
      And its root file system has a symbolic link at /home to /tmp
      When the container is started
      Then /home is a symbolic link in the container

  Rule: At the end of creation everything is in place, before the program runs

    @ROOT-14 @P0 @cgroup-writable @cgroup-memory
    Example: A container that was only created has namespaces, a limit and a root of its own
      Given a container running an idle process
      And it is limited to 64 MiB of memory
      When the container is created
      Then its PID namespace differs from that of the host
      And its network namespace differs from that of the host
      And its memory limit is 64 MiB
      And its root is the root file system that it was given
      And its program has not begun

    @ROOT-14 @P0 @cgroup-writable @cgroup-memory
    Example: Once it is started its program runs
      Given a container running an idle process
      And it is limited to 64 MiB of memory
      And the container has been created
      When the container is started
      Then its program has begun
      And its memory limit is 64 MiB

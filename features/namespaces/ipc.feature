Feature: An IPC namespace keeps message queues and their kin to its members

  Objects of System V are found by a number, POSIX message queues by a name, and neither is a file that a mount could
  hide. An IPC namespace is a set of them of its own. POSIX shared memory is the exception: it is a file below /dev/shm.

  Rule: A System V object is found by its key in its own IPC namespace alone

    @IPC-01 @P0 @smoke
    Example: Neither the host nor another container finds the message queue of a container
      Given a container named maker running an idle process
      And container maker has been started
      And a container named stranger running an idle process
      And container stranger has been started
      When container maker makes a System V message queue
      Then container maker finds that System V message queue
      And container stranger does not find that System V message queue
      And the host does not find that System V message queue

    @IPC-04 @P1
    Example: A container in the same IPC namespace finds it
      Given a container named maker running an idle process
      And container maker has been started
      And a container named sharer running an idle process
      And its IPC namespace is that of container maker
      And container sharer has been started
      When container maker makes a System V message queue
      Then container sharer finds that System V message queue

  Rule: A POSIX message queue is found by its name in its own IPC namespace alone

    @IPC-03 @P1
    Example: Neither the host nor another container finds it
      Given a container named maker running an idle process
      And container maker has been started
      And a container named stranger running an idle process
      And container stranger has been started
      When container maker makes a POSIX message queue
      Then container maker finds that POSIX message queue
      And container stranger does not find that POSIX message queue
      And the host does not find that POSIX message queue

    @IPC-03 @P1
    Example: A container in the same IPC namespace finds it
      Given a container named maker running an idle process
      And container maker has been started
      And a container named sharer running an idle process
      And its IPC namespace is that of container maker
      And container sharer has been started
      When container maker makes a POSIX message queue
      Then container sharer finds that POSIX message queue

  Rule: POSIX shared memory is kept apart by what is mounted at /dev/shm, and not by the IPC namespace

    @IPC-06 @P1
    Example: A container with a /dev/shm of its own does not find it, though it shares the IPC namespace
      Given a container named maker running an idle process
      And container maker has been started
      And a container named sharer running an idle process
      And its IPC namespace is that of container maker
      And container sharer has been started
      When container maker makes a POSIX shared memory
      Then container maker finds that POSIX shared memory
      And container sharer does not find that POSIX shared memory
      And the host does not find that POSIX shared memory

    @IPC-06 @P1 @root
    Example: A container with the same directory there finds it, though its IPC namespace is another
      Given a container named maker running an idle process
      And the host directory "memory" is mounted at /dev/shm
      And container maker has been started
      And a container named neighbour running an idle process
      And the host directory "memory" is mounted at /dev/shm
      And container neighbour has been started
      When container maker makes a POSIX shared memory
      Then container neighbour finds that POSIX shared memory
      And the IPC namespace of container neighbour differs from that of container maker

    @IPC-06 @P1
    Scenario Outline: Of the usual 64 MiB <amount> <outcome>
      Given a container running an idle process
      And the container has been started
      When "fill /dev/shm/block <bytes> buffered" is executed in the container
      Then the attempt <end>

      Examples: Engines that count in thousands stay below by a twentieth
        | amount | bytes    | outcome     | end               |
        | 60 MiB | 62914560 | fit         | succeeds          |
        | 68 MiB | 71303168 | do not fit  | fails with ENOSPC |

  Rule: The limits of these objects belong to the IPC namespace

    @IPC-07 @P1
    Scenario Outline: <parameter> is the container's own
      Given a container running an idle process
      And its kernel parameter <parameter> is set to "<value>"
      When the container is started
      Then its kernel parameter <parameter> is "<value>", and the host's is another

      Examples:
        | parameter         | value   |
        | kernel.shmmax     | 1048576 |
        | kernel.msgmax     | 4096    |
        | fs.mqueue.msg_max | 5       |

    @IPC-07 @P1
    Example: A container in the same IPC namespace reads the same
      Given a container named owner running an idle process
      And its kernel parameter kernel.msgmax is set to "4096"
      And container owner has been started
      And a container named sharer running an idle process
      And its IPC namespace is that of container owner
      When container sharer is started
      Then its kernel parameter kernel.msgmax is "4096", and the host's is another

    @IPC-07 @P1
    Example: A container in another reads another
      Given a container named owner running an idle process
      And its kernel parameter kernel.msgmax is set to "4096"
      And container owner has been started
      And a container named stranger running an idle process
      When container stranger is started
      Then its kernel parameter kernel.msgmax is not "4096"

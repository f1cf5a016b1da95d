@notes @cgroup-writable @cgroup-io @root
Feature: A container writes to a disk as fast as it may

  A limit is set for a disk and holds the requests that reach it. What a program writes mostly does not: it
  ends in the page cache, and the kernel writes it out later. On v1 that is nobody's; on v2 it is the container's.

  Rule: Direct writes are held to the bytes per second of the disk

    @IO-01 @P1 @slow @serial
    Example: 4 MiB at 2 MiB a second take two seconds
      Given a container running an idle process
      And it has a directory on a disk of the host
      And it may write 2 MiB per second to that disk
      And the container has been started
      When it writes 4 MiB to that disk, past the page cache
      Then writing took at least 1500 ms

    @IO-01 @P1 @slow @serial
    Example: Without a limit they take no time
      Given a container running an idle process
      And it has a directory on a disk of the host
      And the container has been started
      When it writes 4 MiB to that disk, past the page cache
      Then writing took less than 1500 ms

  Rule: Buffered writes escape the limit of v1 and obey that of v2

    @IO-02 @P1 @cgroup-v1 @slow @serial
    Example: On v1 the page cache takes them at once
      Given a container running an idle process
      And it has a directory on a disk of the host
      And it may write 2 MiB per second to that disk
      And the container has been started
      When it writes 4 MiB to that disk, into the page cache
      Then writing took less than 1500 ms

    @IO-02 @P1 @cgroup-v1 @slow @serial
    Example: Past the page cache the same container is held
      Given a container running an idle process
      And it has a directory on a disk of the host
      And it may write 2 MiB per second to that disk
      And the container has been started
      When it writes 4 MiB to that disk, past the page cache
      Then writing took at least 1500 ms

    @IO-02 @P1 @cgroup-v2 @slow @serial
    Example: On v2 writing them out takes as long as writing directly
      Given a container running an idle process
      And it has a directory on a disk of the host
      And it may write 2 MiB per second to that disk
      And the container has been started
      When it writes 4 MiB to that disk, until it is on the disk
      Then writing took at least 1500 ms

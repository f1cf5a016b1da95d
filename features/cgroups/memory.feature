@notes @cgroup-writable @cgroup-memory @root
Feature: A container's memory limit is not what it is told

  The total that /proc/meminfo shows is not divided among containers. A program that sizes itself
  by it plans with the memory of the host and dies in its own. What ends it is the OOM killer of
  its control group, and only the group's counter says so: 137 is the exit status of any SIGKILL.

  Rule: The limit is written to the container's group, and is no more than a number there

    @MEM-04 @P1
    Example: The group has the limit that was asked for
      Given a container running an idle process
      And it is limited to 64 MiB of memory
      When the container is started
      Then its memory limit is 64 MiB

    @MEM-04 @P1
    Example: Without a limit it has none
      Given a container running an idle process
      And it has no limits
      When the container is started
      Then its memory is not limited

  Rule: The total that is reported is the host's, the limit that holds is the container's

    @MEM-02 @P0
    Example: The total memory reported inside is the host's
      Given a container running an idle process
      And it is limited to 64 MiB of memory
      When the container is started
      Then its memory limit is 64 MiB
      And the total memory it reports equals the host's

    @MEM-03 @P0
    Example: Half of the reported memory is too much
      Given a container running an allocation of 50 % of the reported memory
      And it is limited to 64 MiB of memory
      When the container is started
      Then its exit status is 137
      And the OOM killer has killed 1 of its processes

    @MEM-03 @P0
    Example: Half of its own limit is not
      Given a container running an allocation of 50 % of its own limit
      And it is limited to 64 MiB of memory
      When the container is started
      Then its exit status is 0
      And the OOM killer has killed 0 of its processes

  Rule: Where /proc/meminfo is served for each container anew, a program can believe it

    @MEM-02 @P0 @lxcfs
    Example: The total memory reported inside is the container's limit
      Given a container running an idle process
      And it is limited to 64 MiB of memory
      And its /proc/meminfo is served by lxcfs
      When the container is started
      Then its memory limit is 64 MiB
      And the total memory it reports is 64 MiB

    @MEM-03 @P0 @lxcfs
    Example: Half of the reported memory is not too much then
      Given a container running an allocation of 50 % of the reported memory
      And it is limited to 64 MiB of memory
      And its /proc/meminfo is served by lxcfs
      When the container is started
      Then its exit status is 0
      And the OOM killer has killed 0 of its processes

  Rule: The group is charged what its processes use

    @MEM-17 @P2
    Example: Memory that is held is charged
      Given a container running a process that holds 32 MiB of memory
      When the container is started
      Then its memory use comes to at least 32 MiB

    @MEM-17 @P2 @slow
    Example: A program that waits is charged little
      Given a container running an idle process
      When the container is started
      Then its memory use over 1 second is below 16 MiB

  Rule: Files on a tmpfs are memory too

    @MEM-09 @P1
    Example: Who writes more to /dev/shm than the limit is killed
      Given a container running an idle process
      And it is limited to 16 MiB of memory
      And the container has been started
      When a write of 48 MiB to /dev/shm/file is executed in the container
      Then the executed program has ended with 137
      And the OOM killer has killed at least 1 of its processes

    @MEM-09 @P1
    Example: What stays below the limit can be written, and is charged
      Given a container running an idle process
      And it is limited to 128 MiB of memory
      And the container has been started
      When a write of 48 MiB to /dev/shm/file is executed in the container
      Then the executed program has ended with 0
      And its memory use comes to at least 48 MiB
      And the OOM killer has killed 0 of its processes

  Rule: How readily a program is killed is adjusted before it runs

    @MEM-15 @P1
    Example: Its program has the adjustment that was asked for
      Given a container running an idle process
      And its OOM score adjustment is 500
      When the container is started
      Then the OOM score adjustment of its program is 500

    @MEM-15 @P1
    Example: Unasked it stays what it was
      Given a container running an idle process
      When the container is started
      Then the OOM score adjustment of its program is ours

  Rule: A process that takes more than the limit is killed

    @MEM-01 @P0 @smoke
    Example: An allocation above the limit ends by the OOM killer
      Given a container running an allocation of 96 MiB
      And it is limited to 32 MiB of memory
      When the container is started
      Then its exit status is 137
      And the OOM killer has killed 1 of its processes

    @MEM-05 @P2
    Example: The same allocation below the limit is not disturbed
      Given a container running an allocation of 96 MiB
      And it is limited to 128 MiB of memory
      When the container is started
      Then its exit status is 0
      And the OOM killer has killed 0 of its processes

  Rule: Only the victim dies, unless the group is to die as one

    @MEM-06 @P1
    Example: The other processes of the container live on
      Given a container running an idle process
      And it is limited to 32 MiB of memory
      And the container has been started
      When an allocation of 96 MiB is executed in the container
      Then the executed program has ended with 137
      And the OOM killer has killed 1 of its processes
      And its status stays running for 500 ms

    @MEM-07 @P1 @cgroup-v2
    Example: With group OOM all processes die together
      Given a container running an idle process
      And it is limited to 32 MiB of memory
      And memory.oom.group of its control group is set to "1"
      And the container has been started
      When an allocation of 96 MiB is executed in the container
      Then the executed program has ended with 137
      And the OOM killer has killed at least 2 of its processes
      And its exit status is 137

  Rule: On v2 the high mark slows a container down and never kills it

    @MEM-10 @P1 @cgroup-v2 @slow
    Example: Above the mark it goes on, slowly
      Given a container running a process that holds 128 MiB of memory
      And memory.high of its control group is set to "33554432"
      When the container is started
      Then it has been slowed down at its high mark
      And its status stays running for 1 second
      And its memory use comes to at least 24 MiB
      And its memory use over 1 second is below 64 MiB
      And the OOM killer has killed 0 of its processes

    @MEM-10 @P1 @cgroup-v2 @slow
    Example: Without the mark the same program soon has what it wants
      Given a container running a process that holds 128 MiB of memory
      When the container is started
      Then its memory use comes to at least 128 MiB
      And the OOM killer has killed 0 of its processes

  Rule: Lowering a limit below what is in use is refused on v1, and kills on v2

    @MEM-12 @P2 @cgroup-v1
    Example: On v1 the limit stays as it was, and so does the process
      Given a container running a process that holds 48 MiB of memory
      And it is limited to 64 MiB of memory
      And the container has been started
      And its memory use comes to at least 48 MiB
      When an attempt is made to change its limit to 16 MiB of memory
      Then the attempt fails
      And its memory limit is 64 MiB
      And its status stays running for 500 ms

    @MEM-12 @P2 @cgroup-v2
    Example: On v2 the limit is set and the process is killed
      Given a container running a process that holds 48 MiB of memory
      And it is limited to 64 MiB of memory
      And the container has been started
      And its memory use comes to at least 48 MiB
      When an attempt is made to change its limit to 16 MiB of memory
      Then its memory limit is 16 MiB
      And its exit status is 137
      And the OOM killer has killed 1 of its processes

    @MEM-12 @P2
    Example: Lowering it to what still suffices is accepted
      Given a container running a process that holds 16 MiB of memory
      And it is limited to 64 MiB of memory
      And the container has been started
      And its memory use comes to at least 16 MiB
      When an attempt is made to change its limit to 48 MiB of memory
      Then the attempt succeeds
      And its memory limit is 48 MiB
      And its status stays running for 500 ms

  Rule: On v1 a group can wait for memory instead of losing a process

    @MEM-13 @P2 @cgroup-v1
    Example: With the OOM killer disabled a process over the limit sleeps
      Given a container running an allocation of 96 MiB
      And it is limited to 32 MiB of memory
      And its processes wait for memory instead of being killed
      When the container is started
      Then it waits for memory
      And its status stays running for 500 ms
      And the OOM killer has killed 0 of its processes

    @MEM-13 @P2 @cgroup-v1
    Example: Raising the limit lets it go on
      Given a container running an allocation of 96 MiB
      And it is limited to 32 MiB of memory
      And its processes wait for memory instead of being killed
      And the container has been started
      And it waits for memory
      When its limit is changed to 128 MiB of memory
      Then its exit status is 0

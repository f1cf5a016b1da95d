@notes @cgroup-writable @cgroup-cpuset @root
Feature: A container runs on the CPUs of its set

  A set of CPUs takes away the choice and not the time: a program on one CPU of two may have all of that
  one. The scheduler keeps to it, and sched_getaffinity tells it; /proc/cpuinfo goes on to tell of all.

  Rule: Processes run only on the CPUs of their set

    @CPS-01 @P1 @smoke @multi-cpu
    Scenario Outline: With CPU <cpu> alone it runs there
      Given a container running a busy loop
      And it is limited to CPU <cpu>
      When the container is started
      Then its program may run on CPU <cpu> alone
      And it runs on CPU <cpu> for 300 ms

      Examples:
        | cpu |
        | 0   |
        | 1   |

    @CPS-01 @P1 @multi-cpu
    Example: Without a set it may run on all
      Given a container running an idle process
      When the container is started
      Then its program may run on every CPU of the host

    @CPS-01 @P1 @multi-cpu
    Example: Changed while it runs the set holds for its processes at once
      Given a container running a busy loop
      And it is limited to CPU 0
      And the container has been started
      When its limit is changed to CPU 1
      Then its program may run on CPU 1 alone
      And it runs on CPU 1 for 300 ms

  Rule: The set changes how many CPUs it may run on, not how many it is told of

    @CPS-01 @P1 @multi-cpu
    Example: It counts one to run on, and all in /proc/cpuinfo
      Given a container running an idle process
      And it is limited to CPU 0
      When the container is started
      Then it counts 1 CPU to run on, and all of the host's in /proc/cpuinfo

  Rule: Memory comes only from the nodes of the set

    @CPS-01 @P1
    Example: With memory node 0 alone it uses that one
      Given a container running an idle process
      And it is limited to memory node 0
      When the container is started
      Then its program may use memory node 0 alone

    @CPS-01 @P1
    Example: A node that there is not is refused
      Given a container named control running an idle process
      And container control has been started
      And a container running an idle process
      And it is limited to memory node 63
      When an attempt is made to create the container
      Then the attempt fails
      And no process of it is left on the host

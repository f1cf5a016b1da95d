@notes @cgroup-writable
Feature: A CPU quota caps what a container may use

  A quota is an amount of CPU time per period, shared by all processes of the container. It holds
  even when the machine is otherwise idle. A weight is something else: it divides a CPU that is
  wanted by several, and takes nothing from one that is alone.

  Rule: Without a limit a container has no quota and the kernel's period of 100 ms

    @CPU-03 @P0 @smoke
    Example: A container without limits has no quota
      Given a container running an idle process
      And it has no limits
      When the container is started
      Then its CPU quota is unlimited
      And its CPU period is 100 ms

    @CPU-03 @P0 @smoke
    Example: A limit is written as a quota per period
      Given a container running an idle process
      And it is limited to 20 % of one CPU
      When the container is started
      Then its CPU quota is 20 ms per 100 ms

  Rule: Over many periods the container uses its quota and no more

    @CPU-01 @P0 @slow @serial
    Example: A busy loop held to 20 % uses 20 % of one CPU
      Given a container running a busy loop
      And it is limited to 20 % of one CPU
      When the container is started
      Then it stays within its quota and uses all of it over 2 seconds

    @CPU-02 @P0 @slow @serial @needs-idle-cpu
    Example: The same loop without a quota takes a whole CPU
      Given a container running a busy loop
      And it has no limits
      When the container is started
      Then its CPU use over 2 seconds is at least 90 %

    @CPU-05 @P0 @slow @serial
    Example: Two loops in one container share one quota
      Given a container running 2 busy loops
      And it is limited to 20 % of one CPU
      When the container is started
      Then it stays within its quota and uses all of it over 2 seconds

    @CPU-06 @P2 @slow @serial @multi-cpu @needs-idle-cpu
    Example: A quota above its period is more than one CPU
      Given a container running 2 busy loops
      And it is limited to 150 % of one CPU
      When the container is started
      Then its CPU use over 1 second is at least 110 %

  Rule: The kernel enforces a quota by throttling, and counts it

    @CPU-07 @P1 @slow @serial
    Example: A loop that wants more than its quota is throttled in period after period
      Given a container running a busy loop
      And it is limited to 20 % of one CPU
      When the container is started
      Then it is throttled at least 5 times in 1 second

    @CPU-07 @P1 @slow @serial
    Example: A container that wants less than its quota is never throttled
      Given a container running an idle process
      And it is limited to 20 % of one CPU
      When the container is started
      Then it is throttled 0 times in 1 second

  Rule: A changed quota holds for the running container

    @CPU-09 @P1 @slow @serial @needs-idle-cpu
    Example: Removing the quota frees the container
      Given a container running a busy loop
      And it is limited to 20 % of one CPU
      And the container has been started
      When its CPU quota is removed
      Then its CPU quota is unlimited
      And its CPU use over 1 second is at least 60 %

    @CPU-10 @P2 @slow @serial
    Example: Lowering the quota holds the container to the new one
      Given a container running a busy loop
      And it is limited to 80 % of one CPU
      And the container has been started
      When its limit is changed to 20 % of one CPU
      Then its CPU quota is 20 ms per 100 ms
      And it stays within its quota and uses all of it over 1 second

  Rule: A quota is at least 1 ms and its period at most 1 second

    Background: An engine that starts nothing refuses nothing
      Given a container named control running an idle process
      And container control has been started

    @CPU-14 @P2 @smoke
    Example: A quota of half a millisecond is refused
      Given a container running an idle process
      And it is limited to 0.5 ms of CPU time per 100 ms
      When an attempt is made to create the container
      Then the attempt fails
      And no process of it is left on the host

    @CPU-14 @P2
    Example: A period of two seconds is refused
      Given a container running an idle process
      And it is limited to 20 ms of CPU time per 2 seconds
      When an attempt is made to create the container
      Then the attempt fails
      And no process of it is left on the host

    @CPU-14 @P2
    Scenario Outline: <quota> is accepted
      Given a container running an idle process
      And it is limited to <limit>
      When the container is created
      Then its CPU quota is <quota>

      Examples: The smallest quota and the longest period
        | limit                              | quota               |
        | 1 ms of CPU time per 10 ms         | 1 ms per 10 ms      |
        | 500 ms of CPU time per 1 second    | 500 ms per 1 second |

  Rule: What a group is given its members share, whatever each of them is allowed

    @CGI-16 @P1 @slow @serial
    Example: Two containers in a group of 20 % use 20 % together
      Given a control group limited to 20 % of one CPU
      And a container named one running a busy loop
      And it is put into that control group
      And container one has been started
      And a container named other running a busy loop
      And it is put into that control group
      When container other is started
      Then the CPU use of container one and container other over 2 seconds together is below 27 %

    @CPU-15 @P2 @cgroup-v1
    Example: On v1 a quota above that of the group is refused
      Given a control group limited to 20 % of one CPU
      And a container named modest running an idle process
      And it is limited to 10 % of one CPU
      And it is put into that control group
      And container modest has been started
      And a container running an idle process
      And it is limited to 50 % of one CPU
      And it is put into that control group
      When an attempt is made to create the container
      Then the attempt fails
      And no process of it is left on the host

    @CPU-15 @P2 @cgroup-v2 @slow @serial
    Example: On v2 it is accepted, and gives no more than the group has
      Given a control group limited to 20 % of one CPU
      And a container running a busy loop
      And it is limited to 50 % of one CPU
      And it is put into that control group
      When the container is started
      Then its CPU quota is 50 ms per 100 ms
      And its CPU use over 2 seconds is below 27 %

  Rule: Under contention CPU time is divided in the ratio of the weights

    @CPU-11 @P1 @slow @serial @cgroup-cpuset
    Example: The greater weight gets so much more CPU time
      Given a container named heavy running a busy loop
      And it has a CPU weight of 1024
      And it is limited to CPU 0
      And a container named light running a busy loop
      And it has a CPU weight of 512
      And it is limited to CPU 0
      When container heavy is started
      And container light is started
      Then the CPU weight of container heavy is above that of container light
      And the CPU use of container heavy is to that of container light as their weights are, within 15 %

    @CPU-11 @P1 @slow @serial @cgroup-cpuset
    Example: Equal weights are equal shares
      Given a container named one running a busy loop
      And it has a CPU weight of 512
      And it is limited to CPU 0
      And a container named other running a busy loop
      And it has a CPU weight of 512
      And it is limited to CPU 0
      When container one is started
      And container other is started
      Then the CPU weight of container one equals that of container other
      And the CPU use of container one is to that of container other as their weights are, within 15 %

    @CPU-12 @P2 @slow @serial @needs-idle-cpu
    Example: The smallest weight takes nothing from a container that is alone
      Given a container running a busy loop
      And it has a CPU weight of 2
      When the container is started
      Then its CPU use over 1 second is at least 80 %

  Rule: A weight is written in the scale of the version, and keeps its order

    @CPU-13 @P1 @cgroup-v1
    Scenario Outline: On v1 a weight of <weight> is written as it is
      Given a container running an idle process
      And it has a CPU weight of <weight>
      When the container is started
      Then its CPU weight is <weight>

      Examples:
        | weight |
        | 2      |
        | 512    |
        | 262144 |

    @CPU-13 @P1 @cgroup-v2
    Scenario Outline: On v2 a weight of <weight> becomes <converted>
      Given a container running an idle process
      And it has a CPU weight of <weight>
      When the container is started
      Then its CPU weight is <converted>

      Examples: The ends of both scales; what lies between depends on the formula
        | weight | converted |
        | 2      | 1         |
        | 262144 | 10000     |

    @CPU-13 @P1
    Example: Of two weights the greater stays the greater
      Given a container named heavy running an idle process
      And it has a CPU weight of 1024
      And a container named light running an idle process
      And it has a CPU weight of 512
      When container heavy is started
      And container light is started
      Then the CPU weight of container heavy is above that of container light

  Rule: CPU time is accounted to the container's group

    @CPU-18 @P1 @slow @serial
    Example: The group is charged what its program has used
      Given a container running a computation of 800 ms of CPU time
      When the container is started
      Then its exit status is 0
      And its group has been charged the CPU time its program reports, within 5 %

    @CPU-18 @P1
    Example: The group of a program that waits is charged nothing
      Given a container running an idle process
      When the container is started
      Then its CPU use over 500 ms is below 2 %

  Rule: A quota does not change the number of CPUs the container believes it has

    @CPU-16 @P0 @smoke
    Example: A capped container still counts every CPU of the host
      Given a container running an idle process
      And it is limited to 20 % of one CPU
      When the container is started
      Then the number of CPUs it reports equals the host's

    @CPU-16 @P0 @multi-cpu @cgroup-cpuset
    Example: A container bound to one CPU counts one
      Given a container running an idle process
      And it is limited to CPU 0
      When the container is started
      Then the number of CPUs it reports differs from the host's

@notes
Feature: A time namespace sets two clocks off, and the calendar clock is the host's for everybody

  How late it is cannot be different in a container: there is one calendar clock, and setting it takes a privilege that
  containers do not get. The clocks that count from some start, monotonic and boot-time, can be given offsets.

  Rule: The calendar clock is not virtualised

    @TIM-01 @P0 @smoke
    Example: Inside it is as late as outside
      Given a container running an idle process
      When the container is started
      Then its calendar clock is the host's

    @TIM-01 @P0 @time-namespace @root
    Example: A time namespace does not change that
      Given a process cloned without new namespaces
      When it forks a child in a new time namespace, with its monotonic clock 172800 s and its boot-time clock 86400 s ahead
      Then its calendar clock is the host's

    @TIM-01 @P0
    Example: Root in a container cannot set it
      Given a container running an idle process
      And the container has been started
      When "settime" is executed in the container
      Then the attempt fails with EPERM

  Rule: The offsets of a time namespace are added to the clocks of those inside

    @TIM-02 @P1 @time-namespace @root
    Scenario Outline: The <clock> clock of a child is <seconds> seconds ahead
      Given a process cloned without new namespaces
      When it forks a child in a new time namespace, with its monotonic clock 172800 s and its boot-time clock 86400 s ahead
      Then its <clock> clock is <seconds> seconds ahead of the host's

      Examples:
        | clock     | seconds |
        | monotonic | 172800  |
        | boot-time | 86400   |

    @TIM-02 @P1 @time-namespace @root
    Scenario Outline: Without offsets the <clock> clock of a child is the host's
      Given a process cloned without new namespaces
      When it unshares its time namespace
      And it forks a child
      Then its <clock> clock is the host's

      Examples:
        | clock     |
        | monotonic |
        | boot-time |

  Rule: Offsets can be configured for a container

    @TIM-05 @P1 @time-namespace
    Scenario Outline: Its <clock> clock is <seconds> seconds ahead
      Given a container running an idle process
      And its time namespace is new
      And its configuration has:
        """
        { "linux": { "timeOffsets": { "monotonic": { "secs": 172800 }, "boottime": { "secs": 86400 } } } }
        """
      When the container is started
      Then its <clock> clock is <seconds> seconds ahead of the host's

      Examples:
        | clock     | seconds |
        | monotonic | 172800  |
        | boot-time | 86400   |

    @TIM-06 @P1
    Scenario Outline: In the host's time namespace its <clock> clock is the host's
      Given a container running an idle process
      And its time namespace is the host's
      When the container is started
      Then its <clock> clock is the host's

      Examples:
        | clock     |
        | monotonic |
        | boot-time |

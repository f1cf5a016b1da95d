@cgroup-writable @root
Feature: A container may have so many processes and no more

  Process slots are a resource like memory: whoever takes them all stops everyone. The limit counts
  threads like processes, and it acts where they are made: nobody is killed, the call fails.

  Rule: A fork that would exceed the limit fails

    @PDS-01 @P0 @smoke
    Example: With 8 processes allowed the first can fork 7 times
      Given a container running 20 forks
      And it is limited to 8 processes
      When the container is started
      Then 7 of its forks succeed and the next is refused with EAGAIN

    @PDS-01 @P0
    Example: Without a limit none is refused
      Given a container running 20 forks
      And it has no limits
      When the container is started
      Then all 20 of its forks succeed
      And the number of its processes is not limited

  Rule: The limit is written to the container's group, which counts what it refuses

    @PDS-01 @P0
    Example: The group has the limit that was asked for
      Given a container running an idle process
      And it is limited to 8 processes
      When the container is started
      Then its limit is 8 processes

    @PDS-02 @P2
    Example: The refused fork is counted
      Given a container running 20 forks
      And it is limited to 8 processes
      When the container is started
      Then 7 of its forks succeed and the next is refused with EAGAIN
      And its group has counted 1 refused fork

    @PDS-02 @P2
    Example: Where no fork is refused none is counted
      Given a container running 5 forks
      And it is limited to 8 processes
      When the container is started
      Then all 5 of its forks succeed
      And its group has counted 0 refused forks

  Rule: A fork bomb stays in its container

    @PDS-04 @P1 @slow
    Example: It comes to its limit, the host goes on, and with its end nothing is left
      Given a container running a fork bomb that stops at 60 processes
      And it is limited to 16 processes
      And the container has been started
      And its processes come to 16 and to no more over 1 second
      And the host can start a process within 1 second
      When the container is killed
      Then no process of it is left on the host

    @PDS-04 @P1 @slow
    Example: Without a limit only its own fuse stops it
      Given a container running a fork bomb that stops at 60 processes
      And it has no limits
      When the container is started
      Then its processes come to at least 60

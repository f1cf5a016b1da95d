@notes @cgroup-writable @root
Feature: A container can be suspended as a whole and resumed

  The freezer stops every process of a group between two instructions. None of them is told, none
  can refuse, and nothing that they wait for is lost. Only on v2 can a frozen process be killed.

  Rule: A paused container makes no progress, and goes on where it was

    @FRZ-01 @P0 @smoke
    Example: Paused, a busy loop uses no CPU time
      Given a container running a busy loop
      And the container has been started
      When the container is paused
      Then its CPU use over 500 ms is below 1 %
      And its program keeps running for 100 ms

    @FRZ-01 @P0 @slow @serial
    Example: Resumed, it uses the CPU again
      Given a container running a busy loop
      And the container has been started
      And the container has been paused
      When the container is resumed
      Then its CPU use over 500 ms is at least 10 %
      And its program keeps running for 100 ms

  Rule: The state can be read, from the engine and from the group

    @FRZ-02 @P2
    Example: Paused, every process of the group is frozen
      Given a container running an init that never reaps
      And the container has been started
      When the container is paused
      Then its status is paused
      And its processes are frozen

    @FRZ-02 @P2
    Example: Resumed, it is running again
      Given a container running an init that never reaps
      And the container has been started
      And the container has been paused
      When the container is resumed
      Then its status is running
      And its processes are not frozen

  Rule: A frozen process dies at once on v2, and not before it is resumed on v1

    @FRZ-03 @P1 @cgroup-v2
    Example: On v2 SIGKILL ends it while it is frozen
      Given a container running an idle process
      And the container has been started
      And the container has been paused
      When the host sends SIGKILL to its program
      Then its exit status is 137

    @FRZ-03 @P1 @cgroup-v1
    Example: On v1 SIGKILL waits
      Given a container running an idle process
      And the container has been started
      And the container has been paused
      When the host sends SIGKILL to its program
      Then its program keeps running for 500 ms
      And its processes are frozen

    @FRZ-03 @P1 @cgroup-v1
    Example: Once it is resumed the signal takes effect
      Given a container running an idle process
      And the container has been started
      And the container has been paused
      And the host has sent SIGKILL to its program
      When the container is resumed
      Then its exit status is 137

  Rule: Nothing can be executed in a paused container

    @FRZ-04 @EXE-06 @OCI-40 @P1
    Example: The attempt is refused, and does not hang
      Given a container running an idle process
      And the container has been started
      And the container has been paused
      When an attempt is made to execute a program in the container
      Then the attempt fails

    @FRZ-04 @P1
    Example: In a running one it is possible
      Given a container running an idle process
      And the container has been started
      When an attempt is made to execute a program in the container
      Then the attempt succeeds

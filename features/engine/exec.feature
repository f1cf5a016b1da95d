@root
Feature: A program that is executed in a container is there as its first process is

  To execute a program in a running container is to make a process outside, and to have it join what the first process of the
  container is in. It is no child of anybody inside, and how it ends is told to whoever had it executed.

  Rule: It is in the container's namespaces, all of them

    @EXE-01 @OCI-40 @P0
    Example: Each is that of the container
      Given a container running an idle process
      And its cgroup namespace is new
      And the container has been started
      When "report" is executed in the container
      Then all the executed program's namespaces equal those of the container

    @EXE-01 @P0
    Example: Not one that is new is that of another container
      Given a container named other running an idle process
      And its cgroup namespace is new
      And container other has been started
      And a container named entered running an idle process
      And its cgroup namespace is new
      And container entered has been started
      When "report" is executed in container entered
      Then the executed program's PID namespace differs from that of container other
      And the executed program's cgroup namespace differs from that of container other

  Rule: It is in the container's control groups

    @EXE-02 @OCI-40 @P0
    Example: Each is that of the container
      Given a container running an idle process
      And the container has been started
      When "report" is executed in the container
      Then the executed program's control groups are those of the container

    @EXE-02 @P0
    Example: They are not those of another container
      Given a container named other running an idle process
      And container other has been started
      And a container named entered running an idle process
      And container entered has been started
      When "report" is executed in container entered
      Then the executed program's control groups are not those of container other

  Rule: It is a process of its own, whose parent is outside

    @EXE-03 @P1
    Example: It sees none
      Given a container running an idle process
      And the container has been started
      When "report" is executed in the container
      Then the parent of the executed program is outside

    @EXE-03 @P1
    Example: What it forks has one inside
      Given a container running an idle process
      And the container has been started
      When "fork-report" is executed in the container
      Then the parent of the executed program is inside

    @EXE-03 @P1
    Example: It leads a session of its own
      Given a container running an idle process
      And the container has been started
      When "report" is executed in the container
      Then the executed program leads a session of its own

  Rule: Its exit status is told

    @EXE-05 @OCI-40 @P1
    Scenario Outline: That of a program which exits with <status>
      Given a container running an idle process
      And the container has been started
      When "exit <status>" is executed in the container
      Then the executed program's exit status is <status>

      Examples:
        | status |
        | 0      |
        | 1      |
        | 42     |

    @EXE-05 @OCI-40 @P1
    Example: 128 and the number of the signal that ended it
      Given a container running an idle process
      And system call fork ends its caller
      And the container has been started
      When "fork 1" is executed in the container
      Then the executed program's exit status is 159

  Rule: Nothing is executed in a container that does not run

    @EXE-06 @P1
    Example: In one that has stopped it is refused
      Given a container running an idle process
      And the container has been started
      And the container has been killed
      And its status is stopped
      When an attempt is made to execute a program in the container
      Then the attempt fails

    @EXE-06 @P1
    Example: In one that runs it is not
      Given a container running an idle process
      And the container has been started
      When an attempt is made to execute a program in the container
      Then the attempt succeeds

  Rule: The files of the host's that are its standard streams stay as they are

    @OCI-40 @P1
    Example: A device that is the standard input of another user still belongs to root
      Given a container running an idle process
      And the container has been started
      And the host has a null device of its own
      When "report" is executed in the container as UID 1000 with that device for its standard input
      Then the executed program has UID 1000 and acts as UID 1000
      And that device still belongs to UID 0

@seccomp @root
Feature: A container may make the system calls that its profile leaves it

  A container talks to the same kernel as everybody else. A profile takes system calls away from it: the kernel answers them
  in the profile's words, before anything of them is carried out.

  Rule: A system call that the profile denies fails with the configured error

    @SEC-07 @P1 @smoke
    Scenario Outline: A denied mkdir fails with <error>
      Given a container running an idle process
      And system call mkdir is denied with <error>
      And the container has been started
      When "mkdir /dev/shm/made" is executed in the container
      Then the attempt fails with <error>
      And its program is under a seccomp filter

      Examples:
        | error  |
        | EPERM  |
        | ENOSYS |

    @SEC-07 @P1
    Example: The container's own program gets the error too
      Given a container running 3 forks
      And system call fork is denied with EACCES
      When the container is started
      Then 0 of its forks succeed and the next is refused with EACCES

    @SEC-07 @P1
    Example: Without a profile the same call succeeds
      Given a container running an idle process
      And the container has been started
      When "mkdir /dev/shm/made" is executed in the container
      Then the attempt succeeds
      And its program is under no seccomp filter

    @SEC-07 @P1
    Example: A call may be denied for one argument
      Given a container running an idle process
      And system call kill is denied with EACCES where argument 1 is 18
      And the container has been started
      When "kill 1 SIGCONT" is executed in the container
      Then the attempt fails with EACCES

    @SEC-07 @P1
    Example: With another argument that call succeeds
      Given a container running an idle process
      And system call kill is denied with EACCES where argument 1 is 18
      And the container has been started
      When "kill 1 SIGURG" is executed in the container
      Then the attempt succeeds

  Rule: A runtime adds no profile of its own

    What engines above it forbid by default, making user namespaces among it, a bare runtime allows.

    @SEC-08 @P1 @userns
    Example: Without a profile a program may unshare its user namespace
      Given a container running an idle process
      And the container has been started
      When "unshare user report" is executed in the container
      Then the attempt succeeds
      And the executed program is under no seccomp filter

    @SEC-08 @P1 @userns
    Example: With one that denies it it may not
      Given a container running an idle process
      And system call unshare is denied with EPERM
      And the container has been started
      When "unshare user report" is executed in the container
      Then the attempt fails with EPERM

  Rule: A profile may end the process that makes a call

    @SEC-09 @P2
    Example: A program that forks all the same is ended by SIGSYS
      Given a container running 3 forks
      And system call fork ends its caller
      When the container is started
      Then its exit status is 159

    @SEC-09 @P2
    Example: Without a profile it forks and exits
      Given a container running 3 forks
      When the container is started
      Then its exit status is 0

  Rule: A profile may leave the answer to an agent outside

    The agent is a process of the host: it is handed a descriptor, by which it hears of each such call, which waits for its answer.

    Background: The container's program makes a directory
      Given a container running an idle process
      And its configuration has:
        """
        { "process": { "args": ["/bin/probe", "mkdir", "/dev/shm/made"] } }
        """

    @SEC-11 @P2
    Example: The agent's answer is what the call gets
      Given system call mkdir is answered by an agent with EMLINK
      When the container is started
      Then its exit status is 1
      And the agent has been told of its process
      And the agent has answered 1 call

    @SEC-11 @P2
    Example: Of another call it is not asked
      Given system call rmdir is answered by an agent with EMLINK
      When the container is started
      Then its exit status is 0
      And the agent has answered 0 calls

  Rule: A program executed in the container is under the container's profile

    @EXE-08 @P1
    Example: An executed program is under a filter like the first one
      Given a container running an idle process
      And system call mkdir is denied with EPERM
      And the container has been started
      When "report" is executed in the container
      Then the executed program is under a seccomp filter

    @EXE-08 @P1
    Example: Without a profile it is under none
      Given a container running an idle process
      And the container has been started
      When "report" is executed in the container
      Then the executed program is under no seccomp filter

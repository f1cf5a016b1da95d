@notes
Feature: A container's first process is PID 1 of its PID namespace

  A container is an ordinary process of the host that has been given its own numbering of
  processes. Seen from inside it is the first process there is, and with the first place come the
  duties of an init: it is shielded from signals, it inherits orphans, and its end is the end of all.

  Rule: The first process of a PID namespace has PID 1 inside and another PID on the host

    @PID-01 @P0 @smoke
    Example: The program of a fresh container is PID 1
      Given a container running an idle process
      And its PID namespace is new
      When the container is started
      Then its program has PID 1 inside
      And its program has another PID on the host

    @PID-15 @P1 @smoke
    Example: Without a PID namespace of its own the program is one host process among others
      Given a container running an idle process
      And its PID namespace is the host's
      When the container is started
      Then its program has the same PID inside and on the host
      And its PID namespace equals that of the host

  Rule: The parent of PID 1 is outside, so PID 1 cannot name it

    @PID-02 @P1
    Example: PID 1 reads 0 as the PID of its parent
      Given a container running an idle process
      When the container is started
      Then the parent of its program is outside

    @PID-02 @P1
    Example: A process that PID 1 has made reads 1
      Given a container running an init that reaps its children
      When the container is started
      Then the parent of its child is PID 1

  Rule: A process sees and signals only the processes of its own PID namespace

    @PID-03 @P0 @smoke
    Example: Inside only the container's own processes are listed
      Given a container running an idle process
      When the container is started
      Then it sees only its own processes

    @PID-03 @P0
    Example: A process of the host cannot be signalled from inside
      Given a container running an idle process
      And the container has been started
      When a process inside tries to signal a process of the host
      Then the attempt fails with ESRCH

    @PID-15 @P1
    Example: In the host's PID namespace the processes of the host are listed and can be signalled
      Given a container running an idle process
      And its PID namespace is the host's
      And the container has been started
      When a process inside tries to signal a process of the host
      Then the attempt succeeds
      And it sees the processes of the host

    @PID-19 @P2
    Example: Two containers in one PID namespace see each other, and only one owns PID 1
      Given a container named first running an idle process
      And container first has been started
      And a container named second running an idle process
      And its PID namespace is that of container first
      When container second is started
      Then container second sees the program of container first
      And container first sees the program of container second
      And PID 1 is the program of container first

    @PID-19 @P2
    Example: Two containers with PID namespaces of their own do not
      Given a container named first running an idle process
      And container first has been started
      And a container named second running an idle process
      When container second is started
      Then container second does not see the program of container first
      And container first does not see the program of container second

  Rule: The list of processes follows the mounted proc file system, not its reader

    @PID-04 @P1 @root
    Example: The proc file system of the host lists the host's processes to a process in a new PID namespace
      Given a process cloned with new PID and mount namespaces
      When it lists the host's proc file system
      Then the list holds the processes of the host

    @PID-04 @P1 @root
    Example: A proc file system mounted from inside lists the new namespace
      Given a process cloned with new PID and mount namespaces
      When it mounts a proc file system of its own
      And it lists that proc file system
      Then the list holds PID 1 alone

  Rule: Inside the namespace only a handled signal reaches PID 1

    @PID-06 @P0
    Scenario Outline: <signal> from inside does not end an unprepared PID 1
      Given a container running an idle process
      And the container has been started
      When a process inside sends <signal> to PID 1
      Then its status stays running for 500 ms
      And PID 1 is not suspended

      Examples: Even the two signals no process can handle
        | signal  |
        | SIGTERM |
        | SIGKILL |
        | SIGSTOP |

    @PID-08 @P0
    Example: A handled signal from inside is delivered
      Given a container running a process that exits with 3 on SIGTERM
      And the container has been started
      When a process inside sends SIGTERM to PID 1
      Then its exit status is 3

    @PID-15 @P1
    Example: A program that is not PID 1 has no such shield
      Given a container running an idle process
      And its PID namespace is the host's
      And the container has been started
      When a process inside sends SIGTERM to its program
      Then its exit status is 143

  Rule: From the host only SIGKILL and SIGSTOP are stronger than PID 1

    @PID-07 @P0
    Scenario Outline: <signal> from the host does not end an unprepared PID 1
      Given a container running an idle process
      And the container has been started
      When the host sends <signal> to PID 1
      Then its status stays running for 500 ms

      Examples: Signals whose default action would end any other process
        | signal  |
        | SIGTERM |
        | SIGINT  |
        | SIGUSR1 |

    @PID-07 @P0
    Example: SIGKILL from the host ends PID 1
      Given a container running an idle process
      And the container has been started
      When the host sends SIGKILL to PID 1
      Then its status is stopped within 5 seconds
      And its exit status is 137

    @PID-07 @P0
    Example: SIGSTOP from the host suspends PID 1
      Given a container running an idle process
      And the container has been started
      When the host sends SIGSTOP to PID 1
      Then PID 1 is suspended

    @PID-07 @P0
    Example: SIGCONT from the host lets a suspended PID 1 go on
      Given a container running an idle process
      And the container has been started
      And the host has sent SIGSTOP to PID 1
      When the host sends SIGCONT to PID 1
      Then PID 1 is not suspended

    @PID-08 @P0
    Example: A handled signal from the host is delivered
      Given a container running a process that exits with 3 on SIGTERM
      And the container has been started
      When the host sends SIGTERM to PID 1
      Then its exit status is 3

  Rule: An orphan is adopted by PID 1, and disappears only when PID 1 waits for it

    @PID-10 @P0
    Example: A process that loses its parent becomes a child of PID 1
      Given a container running an init that never reaps
      And the container has been started
      When its child exits and leaves an orphan behind
      Then the parent of the orphan is PID 1

    @PID-10 @P0
    Example: While its parent lives it is not
      Given a container running an init that never reaps
      When the container is started
      Then the parent of the orphan is its child

    @PID-11 @P0 @smoke
    Example: An init that never waits keeps its own child and the orphan as zombies
      Given a container running an init that never reaps
      And the container has been started
      When its child exits and leaves an orphan behind
      And the orphan exits
      Then 2 zombies remain inside

    @PID-12 @P0
    Example: An init that waits leaves none
      Given a container running an init that reaps its children
      And the container has been started
      When its child exits and leaves an orphan behind
      And the orphan exits
      Then 0 zombies remain inside

    @PID-13 @P1
    Example: A nearer subreaper adopts the orphan in place of PID 1
      Given a container running a subreaper below its init
      And the container has been started
      When its child exits and leaves an orphan behind
      Then the parent of the orphan is the subreaper

  Rule: The end of PID 1 is the end of every process in the namespace

    @PID-05 @OCI-29 @P0 @smoke
    Example: A background process does not outlive PID 1
      Given a container running an init that exits with 7 and leaves a background process
      When the container is started
      Then its exit status is 7
      And no process of it is left on the host

    @PID-15 @P1
    Example: Without a PID namespace a background process outlives the program
      Given a container running an init that exits with 7 and leaves a background process
      And its PID namespace is the host's
      When the container is started
      Then its exit status is 7
      And its background process is left on the host

    @PID-15 @P1
    Example: Deleting the container ends what outlived its program
      Given a container running an init that exits with 7 and leaves a background process
      And its PID namespace is the host's
      And the container has been started
      And its exit status is 7
      When the container is deleted
      Then no process of it is left on the host

    @PID-21 @P1 @cgroup-writable
    Example: A program executed inside ends with PID 1
      Given a container running an idle process
      And the container has been started
      And "idle" keeps running in the container
      When the host sends SIGKILL to PID 1
      Then its status is stopped within 5 seconds
      And the executed program has ended with 137

    @PID-14 @P1
    Example: Nothing can be executed in a container whose PID 1 has ended
      Given a container running a process that exits with 0 on SIGTERM
      And the container has been started
      And the host has sent SIGTERM to PID 1
      And its status is stopped within 5 seconds
      When an attempt is made to execute a program in the container
      Then the attempt fails

    @PID-14 @P1 @root
    Example: The kernel makes no further process in a PID namespace whose first has ended
      Given a process cloned without new namespaces
      When it unshares its PID namespace
      And it forks a child that exits, and then another
      Then its first fork succeeds
      And its second fork fails with ENOMEM

    @PID-14 @P1 @root
    Example: In the namespace it was born in a process forks as often as it likes
      Given a process cloned without new namespaces
      When it forks a child that exits, and then another
      Then its first fork succeeds
      And its second fork succeeds

  Rule: The life, the stop signal and the exit status of a container are those of PID 1 alone

    @PID-22 @P0
    Example: Another process does not keep the container running
      Given a container running an init that exits with 7 on SIGTERM and leaves a background process
      And the container has been started
      When the container is sent SIGTERM
      Then its status is stopped within 5 seconds
      And its exit status is 7

    @PID-22 @P0
    Example: The end of another process does not stop the container
      Given a container running an init that reaps its children
      And the container has been started
      When the host sends SIGKILL to its child
      Then its status stays running for 500 ms

    @PID-22 @P0
    Example: The stop signal reaches no other process
      Given a container running an init that never reaps
      And the container has been started
      When the container is sent SIGTERM
      Then its child keeps running for 500 ms

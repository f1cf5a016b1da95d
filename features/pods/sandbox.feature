@notes
Feature: A pod is a set of containers that share some namespaces

  A pod exists nowhere in the kernel. Its first container, the infra container, does nothing but
  hold the namespaces that are shared; the others join them, come and go, and keep the rest for
  themselves. So the containers of a pod relate to each other as the programs of one machine.

  Rule: The network, IPC and UTS namespaces are the pod's, the mount namespace is the container's

    @POD-01 @P0
    Example: All containers of a pod are in one network namespace
      Given a pod with the containers:
        | name   | running         |
        | first  | an idle process |
        | second | an idle process |
      When the pod is started
      Then the network namespace of container first equals that of the infra container
      And the network namespace of container second equals that of the infra container
      And the network namespace of the infra container differs from that of the host

    @POD-01 @P0
    Example: A container outside the pod is in another
      Given a pod with the containers:
        | name   | running         |
        | inside | an idle process |
      And a container named outsider running an idle process
      When the pod is started
      And container outsider is started
      Then the network namespace of container outsider differs from that of container inside

    @POD-06 @P1
    Scenario Outline: The <type> namespace is shared
      Given a pod with the containers:
        | name   | running         |
        | first  | an idle process |
        | second | an idle process |
      When the pod is started
      Then the <type> namespace of container first equals that of container second
      And the <type> namespace of container first differs from that of the host

      Examples:
        | type |
        | IPC  |
        | UTS  |

    @POD-06 @P1
    Scenario Outline: A <type> namespace that the pod does not share is not
      Given a pod with the containers:
        | name   | running         |
        | first  | an idle process |
        | second | an idle process |
      And the pod does not share its <type> namespace
      When the pod is started
      Then the <type> namespace of container first differs from that of container second

      Examples:
        | type    |
        | IPC     |
        | UTS     |
        | network |

    @POD-06 @P1
    Example: What one container mounts or writes in its own mounts the other does not see
      Given a pod with the containers:
        | name   | running         |
        | first  | an idle process |
        | second | an idle process |
      And the pod has been started
      When container first writes "mine" to /dev/shm/note
      Then /dev/shm/note contains "mine" in container first
      And /dev/shm/note does not exist in container second
      And the mount namespace of container first differs from that of container second

  Rule: The infra container is there first and holds what the others join

    @POD-02 @P0
    Example: Its program was started before all others
      Given a pod with the containers:
        | name   | running         |
        | first  | an idle process |
        | second | an idle process |
      When the pod is started
      Then the program of the infra container was started before the program of container first
      And the program of the infra container was started before the program of container second

    @POD-02 @P0
    Scenario Outline: The <type> namespace that the containers join is its own
      Given a pod with the containers:
        | name  | running         |
        | first | an idle process |
      When the pod is started
      Then the <type> namespace of container first equals that of the infra container
      And the <type> namespace of the infra container differs from that of the host

      Examples:
        | type    |
        | network |
        | IPC     |
        | UTS     |

    @POD-03 @P0 @smoke
    Example: A restarted container finds the network it left
      Given a pod with the containers:
        | name   | running               |
        | web    | a server on port 8080 |
        | client | an idle process       |
      And the pod has been started
      When container web is restarted
      Then the network namespace of container web equals that of the infra container
      And container client reaches 127.0.0.1:8080

    @POD-03 @P0
    Example: A restarted container is another process all the same
      Given a pod with the containers:
        | name | running         |
        | web  | an idle process |
      And the pod has been started
      When container web is restarted
      Then its program is not the process it was before

    @POD-03 @P0
    Example: The end of one container leaves the network to the others
      Given a pod with the containers:
        | name   | running               |
        | web    | a server on port 8080 |
        | client | an idle process       |
        | doomed | an idle process       |
      And the pod has been started
      When container doomed is killed
      Then the status of container doomed is stopped within 5 seconds
      And the network namespace of container client equals that of the infra container
      And container client reaches 127.0.0.1:8080

    @POD-04 @P1 @slow @cgroup-writable
    Example: It only waits
      Given a pod with the containers:
        | name | running         |
        | app  | an idle process |
      When the pod is started
      Then the program of the infra container holds less than 1 MiB of memory
      And the CPU use of the infra container over 1 second is below 1 %

    @POD-04 @P1 @slow @serial @cgroup-writable
    Example: A container that works is seen to work by the same measure
      Given a pod with the containers:
        | name | running     |
        | app  | a busy loop |
      When the pod is started
      Then the CPU use of container app over 1 second is at least 5 %

  Rule: Each container has PID 1 of its own unless the pod shares its PID namespace

    @POD-07 @P1 @smoke
    Example: By default the program of each container is PID 1, and sees no other
      Given a pod with the containers:
        | name   | running         |
        | first  | an idle process |
        | second | an idle process |
      When the pod is started
      Then the program of container first has PID 1 inside
      And the program of container second has PID 1 inside
      And container first does not see the program of container second

    @POD-07 @P1
    Example: In a shared PID namespace PID 1 is the infra container, and all see each other
      Given a pod with the containers:
        | name   | running         |
        | first  | an idle process |
        | second | an idle process |
      And the pod shares its PID namespace
      When the pod is started
      Then the program of the infra container has PID 1 inside
      And container first sees the program of the infra container
      And container first sees the program of container second

    @POD-08 @P2
    Example: In a shared PID namespace the infra container reaps the orphan of another
      Given a pod with the containers:
        | name | running                 |
        | app  | an init that never reaps |
      And the pod shares its PID namespace
      And the pod has been started
      When the child of container app exits and leaves an orphan behind
      And the orphan of container app exits
      Then 1 zombie remains in container app

    @POD-08 @P2
    Example: In a PID namespace of its own the container keeps the orphan too
      Given a pod with the containers:
        | name | running                 |
        | app  | an init that never reaps |
      And the pod has been started
      When the child of container app exits and leaves an orphan behind
      And the orphan of container app exits
      Then 2 zombies remain in container app

  Rule: On the host a pod is nothing but processes, namespaces and control groups

    @POD-09 @P1 @cgroup-writable
    Example: Every container of the pod is one process in a control group of its own
      Given a pod with the containers:
        | name   | running         |
        | first  | an idle process |
        | second | an idle process |
      When the pod is started
      Then the pod consists of 3 processes on the host
      And each process of the pod is in a control group of its own

    @POD-09 @P1 @cgroup-writable
    Example: A deleted pod leaves no process behind
      Given a pod with the containers:
        | name  | running         |
        | first | 2 busy loops    |
      And the pod has been started
      When the pod is deleted
      Then no process of the pod is left on the host

  Rule: To its containers a pod is one machine

    @POD-13 @P1
    Example: It has one host name
      Given a pod with the containers:
        | name   | running         | capability    |
        | first  | an idle process | CAP_SYS_ADMIN |
        | second | an idle process | CAP_SYS_ADMIN |
      And the pod has been started
      When container first sets its host name to "one-machine"
      Then the host name of container second is "one-machine"
      And the host's host name is unchanged

    @POD-13 @P1
    Example: Without a shared UTS namespace each container has its own
      Given a pod with the containers:
        | name   | running         | capability    |
        | first  | an idle process | CAP_SYS_ADMIN |
        | second | an idle process | CAP_SYS_ADMIN |
      And the pod does not share its UTS namespace
      And the pod has been started
      When container first sets its host name to "one-machine"
      Then the host name of container first is "one-machine"
      And the host name of container second is not "one-machine"

    @POD-13 @P1
    Example: It has one set of ports, so that the program of one container finds them taken by another
      Given a pod with the containers:
        | name   | running               |
        | first  | a server on port 8080 |
        | second | an idle process       |
      And the pod has been started
      And container first reaches 127.0.0.1:8080
      When "serve 8080" is executed in container second
      Then the attempt fails with EADDRINUSE
      And the network namespace of container second equals that of container first

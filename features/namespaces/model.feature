@notes
Feature: A container is a set of ordinary host processes given a private view

  There is no container object in the kernel. There are processes, and each of them is in one
  namespace of every type; what it sees of that kind of resource is what its namespace holds. Three
  calls are all there is to it: clone makes a child in new namespaces, unshare moves the caller, setns joins.

  Rule: A container's process is a process of the host, on the kernel of the host

    @NS-01 @P0
    Example: The host knows the program under a PID of its own
      Given a container running an idle process
      And its PID namespace is new
      When the container is started
      Then its program has PID 1 inside
      And its program has another PID on the host
      And its PID namespace differs from that of the host

    @NS-17 @P0 @smoke
    Example: It reports the kernel release of the host, whatever its root file system
      Given a container running an idle process
      When the container is started
      Then the kernel release it reports equals the host's

    @NS-03 @P1 @time-namespace
    Example: It is in one namespace of each of the kernel's eight types
      Given a container running an idle process
      When the container is started
      Then its program is in one namespace of each of the types:
        | PID     |
        | mount   |
        | UTS     |
        | IPC     |
        | network |
        | user    |
        | cgroup  |
        | time    |

  Rule: A namespace that is configured is new, one that is not is inherited

    @NS-02 @P0
    Scenario Outline: A new <type> namespace is not the host's
      Given a container running an idle process
      And its <type> namespace is new
      When the container is started
      Then its <type> namespace differs from that of the host

      Examples:
        | type    |
        | PID     |
        | mount   |
        | UTS     |
        | IPC     |
        | network |
        | cgroup  |

    @NS-02 @P0
    Scenario Outline: Without a <type> namespace of its own it is in the host's
      Given a container running an idle process
      And its <type> namespace is the host's
      When the container is started
      Then its <type> namespace equals that of the host

      Examples:
        | type    |
        | PID     |
        | UTS     |
        | IPC     |
        | network |
        | cgroup  |
        | user    |

      @time-namespace
      Examples:
        | type |
        | time |

  Rule: A namespace with a path is joined

    @NS-12 @P1
    Scenario Outline: A container joins the <type> namespace of another
      Given a container named owner running an idle process
      And container owner has been started
      And a container named joiner running an idle process
      And its <type> namespace is that of container owner
      When container joiner is started
      Then its <type> namespace equals that of container owner
      And its <type> namespace differs from that of the host

      Examples:
        | type    |
        | PID     |
        | UTS     |
        | IPC     |
        | network |

    @NS-12 @P1
    Scenario Outline: Without the path its <type> namespace is another
      Given a container named owner running an idle process
      And container owner has been started
      And a container named stranger running an idle process
      And its <type> namespace is new
      When container stranger is started
      Then its <type> namespace differs from that of container owner

      Examples:
        | type    |
        | PID     |
        | UTS     |
        | IPC     |
        | network |

  Rule: Each namespace type is configured at most once

    Background: An engine that starts nothing refuses nothing
      Given a container named control running an idle process
      And container control has been started

    @NS-14 @P1 @smoke
    Example: A configuration that names a type twice is refused
      Given a container running an idle process
      And its configuration has:
        """
        { "linux": { "namespaces": [
          { "type": "pid" }, { "type": "mount" }, { "type": "uts" }, { "type": "uts" }
        ] } }
        """
      When an attempt is made to create the container
      Then the attempt fails
      And no process of it is left on the host

    @NS-14 @P1 @smoke
    Example: The same configuration with each type once is accepted
      Given a container running an idle process
      And its configuration has:
        """
        { "linux": { "namespaces": [
          { "type": "pid" }, { "type": "mount" }, { "type": "uts" }
        ] } }
        """
      When the container is created
      Then its status is created

  Rule: A program executed in a container joins the namespaces of its first process

    @NS-08 @OCI-40 @P0
    Scenario Outline: An executed program is in the container's <type> namespace
      Given a container running an idle process
      And the container has been started
      When "report" is executed in the container
      Then the executed program's <type> namespace equals that of the container
      And the executed program's <type> namespace differs from that of the host

      Examples:
        | type    |
        | PID     |
        | mount   |
        | UTS     |
        | IPC     |
        | network |

    @NS-08 @OCI-40 @P0
    Scenario Outline: With a cgroup namespace of its own it is in the container's <type> namespace
      Given a container running an idle process
      And its cgroup namespace is new
      And the container has been started
      When "report" is executed in the container
      Then the executed program's <type> namespace equals that of the container
      And the executed program's <type> namespace differs from that of the host

      Examples:
        | type    |
        | cgroup  |
        | mount   |
        | UTS     |
        | IPC     |
        | network |

    @NS-08 @P0
    Example: It is not in those of another container
      Given a container named other running an idle process
      And container other has been started
      And a container named entered running an idle process
      And container entered has been started
      When "report" is executed in container entered
      Then the executed program's PID namespace differs from that of container other
      And the executed program's network namespace differs from that of container other

  Rule: clone gives the child the new namespaces that its flags name, and leaves the caller alone

    @NS-04 @P1 @root
    Scenario Outline: The child alone is in a new <type> namespace
      When a process is cloned with a new <type> namespace
      Then its <type> namespace differs from that of its parent
      And all its other namespaces equal those of its parent
      And all namespaces of its parent equal those of the host

      Examples:
        | type    |
        | PID     |
        | mount   |
        | UTS     |
        | IPC     |
        | network |
        | cgroup  |

      @userns
      Examples:
        | type |
        | user |

    @NS-04 @P1 @root @smoke
    Example: Several flags give several new namespaces at once
      When a process is cloned with new PID, UTS and network namespaces
      Then its PID namespace differs from that of its parent
      And its UTS namespace differs from that of its parent
      And its network namespace differs from that of its parent
      And all its other namespaces equal those of its parent

    @NS-05 @P1
    Example: Without a flag the child shares every namespace with its parent
      When a process is cloned without new namespaces
      Then all its namespaces equal those of its parent
      And its program has the same PID inside and on the host

  Rule: unshare moves the calling process itself

    @NS-06 @P1 @root
    Scenario Outline: The caller is afterwards in a new <type> namespace
      Given a process cloned without new namespaces
      When it unshares its <type> namespace
      Then its <type> namespace differs from that of its parent
      And all its other namespaces equal those of its parent

      Examples:
        | type    |
        | mount   |
        | UTS     |
        | IPC     |
        | network |
        | cgroup  |

      @userns
      Examples:
        | type |
        | user |

  Rule: A new PID or time namespace is for the children, never for the caller

    @NS-07 @P1 @root
    Example: After unsharing the PID namespace the caller stays, and its first child is PID 1
      Given a process cloned without new namespaces
      When it unshares its PID namespace
      And it forks a child
      Then its PID namespace equals that of its parent
      And the forked child has PID 1 inside
      And the forked child's PID namespace differs from that of its parent

    @NS-07 @P1 @root @time-namespace
    Example: After unsharing the time namespace the caller stays, and its first child is in the new one
      Given a process cloned without new namespaces
      When it unshares its time namespace
      And it forks a child
      Then its time namespace equals that of its parent
      And the forked child's time namespace differs from that of its parent

    @NS-07 @P1 @root
    Example: After joining a PID namespace the caller stays, and its child is inside
      Given a process cloned with a new PID namespace
      And another process cloned without new namespaces
      When it joins the PID namespace of the first process
      And it forks a child
      Then its PID namespace equals that of its parent
      And the forked child's PID namespace equals that of the first process

    @NS-07 @P1
    Example: Without either the child is where its parent is
      Given a process cloned without new namespaces
      When it forks a child
      Then the forked child's PID namespace equals that of its parent
      And the forked child's time namespace equals that of its parent

  Rule: setns joins a namespace that exists

    @NS-08 @P0 @root
    Scenario Outline: The joiner is afterwards in the <type> namespace of the first process
      Given a process cloned with a new <type> namespace
      And another process cloned without new namespaces
      When it joins the <type> namespace of the first process
      Then its <type> namespace equals that of the first process
      And its <type> namespace differs from that of its parent

      Examples:
        | type    |
        | mount   |
        | UTS     |
        | IPC     |
        | network |
        | cgroup  |

      @userns
      Examples:
        | type |
        | user |

    @NS-08 @P0 @root
    Example: Before joining it is not
      Given a process cloned with a new UTS namespace
      When another process is cloned without new namespaces
      Then its UTS namespace differs from that of the first process

    @NS-09 @P2 @root
    Example: The way up to the PID namespace of an ancestor is closed
      Given a process cloned with a new PID namespace
      When it tries to join the PID namespace of the host
      Then the attempt fails with EINVAL

  Rule: A namespace lives as long as it has a member or something that holds it

    @NS-11 @P1 @root
    Example: An open descriptor keeps an empty namespace, which can be joined again
      Given a process cloned with a new UTS namespace
      And an open descriptor holds its UTS namespace
      And it has ended
      And another process cloned without new namespaces
      When it joins the held UTS namespace
      Then its UTS namespace is the held one
      And its UTS namespace differs from that of its parent

    @NS-11 @P1 @root
    Example: A namespace that nothing holds ends with its last member
      Given a process cloned with a new UTS namespace
      And it has ended
      And another process cloned without new namespaces
      When it tries to join the UTS namespace of the first process
      Then the attempt fails with ENOENT

  Rule: Only a user namespace can be made without privilege

    @NS-15 @P1 @root
    Scenario Outline: A process without privilege cannot make a new <type> namespace
      Given a process of UID 1234
      When it tries to unshare its <type> namespace
      Then the attempt fails with EPERM

      Examples:
        | type    |
        | PID     |
        | mount   |
        | UTS     |
        | IPC     |
        | network |
        | cgroup  |

      @time-namespace
      Examples:
        | type |
        | time |

    @NS-15 @P1 @root @userns
    Example: It can make a new user namespace
      Given a process of UID 1234
      When it unshares its user namespace
      Then its user namespace differs from that of its parent

    @NS-15 @P1 @root @userns
    Example: Inside a user namespace of its own it can make the others
      Given a process of UID 1234
      When it unshares its user and network namespaces
      Then its user namespace differs from that of its parent
      And its network namespace differs from that of its parent

    @NS-15 @P1 @root
    Example: A privileged process can make them without a user namespace
      Given a process of UID 0
      When it unshares its network namespace
      Then its network namespace differs from that of its parent
      And its user namespace equals that of its parent

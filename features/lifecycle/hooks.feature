@root
Feature: Hooks run at their moment in a container's life, in their namespaces, with its state

  A hook is a program of the host's that the runtime runs beside the container: to give it a network, to tell a log. Each
  kind has its moment, and reads on its standard input what the container's state is then.

  Rule: Creating runs prestart, createRuntime and createContainer; starting startContainer and poststart; deleting poststop

    @HOK-01 @OCI-35 @P1
    Example: When it has been created the hooks of create have run, in their order
      Given a container running an idle process
      And each of its hooks writes down what it sees
      When the container is created
      Then the hooks that have run are prestart,createRuntime,createContainer

    @HOK-01 @OCI-35 @OCI-38 @P1
    Example: When it has been started those of start have, too
      Given a container running an idle process
      And each of its hooks writes down what it sees
      When the container is started
      Then the hooks that have run are prestart,createRuntime,createContainer,startContainer,poststart

    @HOK-01 @OCI-35 @OCI-39 @P1
    Example: When it has been deleted all have
      Given a container running an idle process
      And each of its hooks writes down what it sees
      And the container has been started
      When the container is deleted
      Then the hooks that have run are prestart,createRuntime,createContainer,startContainer,poststart,poststop

  Rule: createContainer and startContainer run in the container's namespaces, the others in the runtime's

    @HOK-02 @OCI-35 @P1
    Scenario Outline: <hook> runs in the container's
      Given a container running an idle process
      And each of its hooks writes down what it sees
      When the container is started
      Then the hook <hook> ran in the container's mount namespace

      Examples:
        | hook            |
        | createContainer |
        | startContainer  |

    @HOK-02 @OCI-35 @P1
    Scenario Outline: <hook> does not
      Given a container running an idle process
      And each of its hooks writes down what it sees
      When the container is started
      Then the hook <hook> ran in another mount namespace than the container's

      Examples:
        | hook          |
        | prestart      |
        | createRuntime |
        | poststart     |

  Rule: A hook is told the status of its moment

    @HOK-04 @OCI-36 @P1
    Example: While the container is created it is creating
      Given a container running an idle process
      And each of its hooks writes down what it sees
      When the container is created
      Then the hook createRuntime was told the status creating

    @HOK-04 @OCI-36 @P1
    Example: After its start it is running
      Given a container running an idle process
      And each of its hooks writes down what it sees
      When the container is started
      Then the hook poststart was told the status running

  Rule: A poststop hook that fails does not keep the later ones from running

    @HOK-07 @OCI-39 @P1
    Example: The one after it runs
      Given a container running an idle process
      And each of its hooks writes down what it sees
      And before its last poststop hook another one fails
      And the container has been started
      When the container is deleted
      Then the last hooks that have run are failing,poststop

  Rule: A hook of create that fails is the end of the container

    @HOK-01 @OCI-37 @P1
    Example: Creating fails, and nothing is left
      Given a container running an idle process
      And its configuration has:
        """
        { "hooks": { "createRuntime": [{ "path": "/bin/false" }] } }
        """
      When an attempt is made to create the container
      Then the attempt fails
      And no control group of the container is left

    @HOK-01 @P1
    Example: One that succeeds is not
      Given a container running an idle process
      And its configuration has:
        """
        { "hooks": { "createRuntime": [{ "path": "/bin/true" }] } }
        """
      When an attempt is made to create the container
      Then the attempt succeeds

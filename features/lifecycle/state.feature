@root
Feature: A container is created, started, stopped and deleted, in this order and no other

  Creating a container prepares all of it, and starting it lets the program run: between the two everything is in place
  and nothing has happened yet. An operation that does not fit the state a container is in is refused, and changes nothing.

  Rule: Creating prepares everything, starting runs the program

    @LIF-01 @OCI-04 @P0 @smoke
    Example: A created container has a process, and its program has not run
      Given a container running an idle process
      When the container is created
      Then its status is created
      And its program has written nothing

    @LIF-02 @OCI-22 @P0 @smoke
    Example: A started one runs its program
      Given a container running an idle process
      When the container is started
      Then its status is running
      And its program has written something

    @LIF-03 @OCI-22 @P0
    Example: When the program has ended the container is stopped
      Given a container running a process that exits with 3 on SIGTERM
      And the container has been started
      When the container is sent SIGTERM
      Then its status is stopped within 5 seconds

    @LIF-03 @P0
    Example: While it has not ended the container is running
      Given a container running a process that exits with 3 on SIGTERM
      When the container is started
      Then its status stays running for 300 ms

  Rule: The exit status is the program's, or 128 and the number of the signal that ended it

    @LIF-24 @OCI-19 @P0
    Example: A program that exits by itself
      Given a container running a process that exits with 7 on SIGTERM
      And the container has been started
      When the container is sent SIGTERM
      Then its exit status is 7

    @LIF-24 @OCI-26 @P0
    Example: A program that is killed
      Given a container running an idle process
      And the container has been started
      When the container is sent SIGKILL
      Then its exit status is 137

  Rule: Only a stopped container is deleted

    @LIF-04 @OCI-23 @OCI-33 @P0
    Example: A stopped one is deleted, and unknown from then on
      Given a container running an idle process
      And the container has been started
      And the container has been killed
      And its status is stopped
      When an attempt is made to delete the container
      Then the attempt succeeds
      And the container is unknown to the engine

    @LIF-04 @OCI-33 @P0
    Example: Its id is free again, and a second delete an error
      Given a container running an idle process
      And the container has been started
      And the container has been killed
      And its status is stopped
      And an attempt is made to delete the container
      When an attempt is made to delete the container
      Then the attempt fails

    @LIF-05 @OCI-30 @P0
    Example: A running one is not deleted, and runs on
      Given a container running an idle process
      And the container has been started
      When an attempt is made to delete the container
      Then the attempt fails
      And its status is running

    @LIF-06 @OCI-31 @P1
    Example: A created one is not deleted, and can still be started
      Given a container running an idle process
      And the container has been created
      When an attempt is made to delete the container
      Then the attempt fails
      And its status is created

    @LIF-06 @OCI-34 @P1
    Example: With force a created one is
      Given a container running an idle process
      And the container has been created
      When the container is deleted
      Then the container is unknown to the engine

  Rule: Only a created container is started

    @LIF-07 @OCI-17 @P1
    Example: A running one is not started again, and runs on
      Given a container running an idle process
      And the container has been started
      When an attempt is made to start the container
      Then the attempt fails
      And its status is running

    @LIF-07 @OCI-17 @P1
    Example: A stopped one is not started, and stays stopped
      Given a container running an idle process
      And the container has been started
      And the container has been killed
      And its status is stopped
      When an attempt is made to start the container
      Then the attempt fails
      And its status is stopped

    @LIF-07 @OCI-18 @P1
    Example: One that has been deleted is not
      Given a container running an idle process
      And the container has been created
      And the container has been deleted
      When an attempt is made to start the container
      Then the attempt fails

    @LIF-07 @P1
    Example: A created one is
      Given a container running an idle process
      And the container has been created
      When an attempt is made to start the container
      Then the attempt succeeds
      And its status is running

  Rule: Only a process that lives is signalled

    @LIF-08 @OCI-27 @P1
    Example: A stopped container takes no signal
      Given a container running an idle process
      And the container has been started
      And the container has been killed
      And its status is stopped
      When an attempt is made to kill the container
      Then the attempt fails
      And its status is stopped

    @LIF-09 @OCI-28 @P1
    Example: A created one can be killed, and its program never runs
      Given a container running an idle process
      And the container has been created
      When an attempt is made to kill the container
      Then the attempt succeeds
      And its status is stopped within 5 seconds
      And its program has written nothing

    @LIF-09 @P1
    Example: Once killed it cannot be started
      Given a container running an idle process
      And the container has been created
      And the container has been killed
      And its status is stopped
      When an attempt is made to start the container
      Then the attempt fails

  Rule: An id belongs to one container, and names nothing else

    @LIF-10 @OCI-02 @P1
    Example: An id that is in use is refused, and its container is unharmed
      Given a container named first running an idle process
      And container first has been started
      And a container named second running an idle process
      And its id is that of container first
      When an attempt is made to create container second
      Then the attempt fails
      And the status of container first is running within 5 seconds

    @LIF-10 @OCI-02 @P1
    Example: Another id is not
      Given a container named first running an idle process
      And container first has been started
      And a container named second running an idle process
      When an attempt is made to create container second
      Then the attempt succeeds

    @LIF-11 @OCI-01 @OCI-03 @P1
    Scenario Outline: An id that is <wrong> is refused
      Given a container running an idle process
      And its id is "<id>"
      When an attempt is made to create the container
      Then the attempt fails

      Examples:
        | wrong                | id    |
        | empty                |       |
        | a path               | a/b   |
        | a way up             | ../up |
        | the directory itself | .     |

  Rule: The state names the container, its process and its bundle

    @LIF-13 @OCI-21 @P1
    Example: That of a created container
      Given a container running an idle process
      When the container is created
      Then its state tells a version of the specification
      And its state tells its id
      And its state tells the status created
      And its state tells the PID of its program
      And its state tells an absolute path to its bundle

    @LIF-13 @OCI-21 @P1
    Example: That of a running one
      Given a container running an idle process
      When the container is started
      Then its state tells the status running
      And its state tells the PID of its program

    @LIF-13 @OCI-21 @P1
    Example: That of a stopped one
      Given a container running an idle process
      And the container has been started
      When the container is killed
      Then its status is stopped within 5 seconds
      And its state tells its id
      And its state tells the status stopped

    @LIF-13 @OCI-24 @P1
    Example: Annotations come back as they were configured
      Given a container running an idle process
      And its configuration has:
        """
        { "annotations": { "org.example.some": "thing" } }
        """
      When the container is created
      Then its state tells the annotation org.example.some as "thing"

    @LIF-13 @OCI-24 @P1
    Example: Without any there are none
      Given a container running an idle process
      When the container is created
      Then its state tells no annotation org.example.some

  Rule: The list of containers agrees with the state of each

    @OCI-25 @P1
    Example: Each container is listed as its state tells it
      Given a container named created running an idle process
      And container created has been created
      And a container named running running an idle process
      And container running has been started
      When the engine lists its containers
      Then the list has container created as its state tells it
      And the list has container running as its state tells it

    @OCI-25 @P1
    Example: One that has been deleted is not listed
      Given a container running an idle process
      And the container has been started
      And the container has been deleted
      When the engine lists its containers
      Then the list does not have the container

  Rule: Deleting removes what creating made, and nothing else

    @LIF-14 @OCI-32 @P1
    Example: A network namespace that it has joined goes on
      Given a container named owner running a server on port 8080
      And container owner has been started
      And a container named joiner running an idle process
      And its network namespace is that of container owner
      And container joiner has been started
      When container joiner is deleted
      Then container joiner is unknown to the engine
      And container owner reaches 127.0.0.1:8080

    @LIF-14 @OCI-32 @P1
    Example: A directory of the host's that is mounted in it keeps its files
      Given a container running an idle process
      And the host directory "data" is mounted at /dev/data
      And the container has been started
      When the container is deleted
      Then the container is unknown to the engine
      And the host still finds the file of the host directory "data"

    @LIF-14 @OCI-32 @P1
    Example: A control group that was there before stays
      Given a control group limited to 50 % of one CPU
      And a container running an idle process
      And it is put into that control group
      And the container has been started
      When the container is deleted
      Then it has no control group left
      And that control group is still there

  Rule: What cannot run is refused before it runs

    @LIF-19 @OCI-07 @P1
    Example: A program that does not exist
      Given a container running an idle process
      And its configuration has:
        """
        { "process": { "args": ["/missing"] } }
        """
      When an attempt is made to create the container
      Then the attempt fails
      And no control group of the container is left

    @LIF-16 @OCI-06 @OCI-09 @P1
    Example: A mount that fails leaves nothing of the container
      Given a container running an idle process
      And its configuration has:
        """
        { "mounts": [{ "destination": "/proc", "type": "no-such-file-system", "source": "none" }] }
        """
      When an attempt is made to create the container
      Then the attempt fails
      And no control group of the container is left

    @LIF-16 @OCI-06 @OCI-08 @P1
    Example: Properties that nobody knows are no reason to refuse
      Given a container running an idle process
      And its configuration has:
        """
        { "unknown": true, "annotations": { "org.example.some": "thing" } }
        """
      When an attempt is made to create the container
      Then the attempt succeeds
      And the container has control groups

  Rule: A container is what its configuration was when it was created

    @LIF-12 @OCI-05 @P1
    Example: What is changed afterwards has no effect
      Given a container running an idle process
      And the container has been created
      And the program in its bundle is changed to "/bin/probe exit 3"
      When the container is started
      Then its program has the arguments "/bin/probe idle"
      And its status stays running for 300 ms

    @LIF-12 @P1
    Example: What is changed before has
      Given a container running an idle process
      And its configuration has:
        """
        { "process": { "args": ["/bin/probe", "init-idle"] } }
        """
      When the container is started
      Then its program has the arguments "/bin/probe init-idle"

  Rule: The specification is any version 1, and no other

    @OCI-15 @P1
    Scenario Outline: <version> is accepted
      Given a container running an idle process
      And its configuration has:
        """
        { "ociVersion": "<version>" }
        """
      When an attempt is made to create the container
      Then the attempt succeeds
      And its status is created

      Examples:
        | version |
        | 1.0.0   |
        | 1.2.1   |

    @OCI-15 @P1
    Scenario Outline: <version> is refused
      Given a container running an idle process
      And its configuration has:
        """
        { "ociVersion": "<version>" }
        """
      When an attempt is made to create the container
      Then the attempt fails

      Examples:
        | version |
        | 2.0.0   |
        | latest  |

  Rule: A container gets a control group in which it can run, and in which nothing else is

    @OCI-12 @P1 @cgroup-writable
    Example: A frozen one is refused at once
      Given a container running an idle process
      And its control group is there already, and frozen
      When an attempt is made to create the container
      Then the attempt fails within 5 seconds

    @OCI-12 @P1 @cgroup-writable
    Example: One below a frozen one is, too
      Given a container running an idle process
      And a control group above its own is frozen
      When an attempt is made to create the container
      Then the attempt fails within 5 seconds

    @OCI-12 @P1 @cgroup-writable
    Example: Frozen since it was created, the container is not started
      Given a container running an idle process
      And the container has been created
      And the container has been paused
      When an attempt is made to start the container
      Then the attempt fails within 5 seconds
      And its status is paused

    @OCI-13 @P1 @cgroup-writable
    Example: One that holds a process is refused, or warned of
      Given a container named first running an idle process
      And container first has been started
      And a container named second running an idle process
      And its control group is that of container first
      When an attempt is made to create container second
      Then the attempt fails, or the engine has warned of the control group

    @OCI-13 @P1 @cgroup-writable
    Example: An empty one that is there already is used
      Given a container running an idle process
      And its control group is there already
      When an attempt is made to create the container
      Then the attempt succeeds
      And the engine has warned of nothing
      And its group in every hierarchy is the one it was asked to be put in

    @LIF-14 @OCI-32 @P1 @cgroup-writable
    Example: It stays when the container is deleted
      Given a container running an idle process
      And its control group is there already
      And the container has been started
      When the container is deleted
      Then the control group that was there before still is

  Rule: Without a process a container can be created, and not started

    @LIF-18 @OCI-07 @P1
    Example: It is created
      Given a container running an idle process
      And its configuration has:
        """
        { "process": null }
        """
      When an attempt is made to create the container
      Then the attempt succeeds
      And its status is created

    @LIF-18 @OCI-07 @P1
    Example: It is not started, and stays created
      Given a container running an idle process
      And its configuration has:
        """
        { "process": null }
        """
      And the container has been created
      When an attempt is made to start the container
      Then the attempt fails
      And its status is created

  Rule: The PID file holds the PID that the state tells

    @OCI-11 @P1
    Example: One with an absolute path
      Given a container running an idle process
      And its PID is to be written to a file by an absolute path
      When the container is created
      Then that file holds the PID that the engine tells

    @OCI-11 @P1
    Example: One with a relative path lies in the caller's directory
      Given a container running an idle process
      And its PID is to be written to a file by a relative path
      When the container is created
      Then that file holds the PID that the engine tells

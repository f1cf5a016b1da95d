@notes @cgroup-writable @root
Feature: Control groups are directories, and the runtime makes one for each container

  A control group is a directory of a file system that the kernel fills: its files are the knobs and
  the counters, its list of PIDs is who is in it. An engine does nothing else than make directories,
  write files and put a process in. On v1 each controller has a tree of its own; on v2 there is one tree.

  Rule: The container's first process is in a group of its own before its program runs

    @CGI-12 @P0 @smoke
    Example: A container that was only created is in the groups it was asked to be put in
      Given a container running an idle process
      When the container is created
      Then its group in every hierarchy is the one it was asked to be put in

    @CGI-12 @P0
    Example: A program executed in it is put into the same groups
      Given a container running an idle process
      And the container has been started
      When "idle" keeps running in the container
      Then its group in every hierarchy holds 2 processes

    @CGI-12 @P0
    Example: Another container is in other groups
      Given a container named one running an idle process
      And container one has been started
      And a container named other running an idle process
      When container other is started
      Then its group in every hierarchy holds 1 process
      And its group in every hierarchy is the one it was asked to be put in

    @CGI-13 @P1
    Example: While it lives its group is there
      Given a container running an idle process
      And the container has been started
      And the host has made a child group in its pids group
      When the container is sent SIGTERM
      Then it has a control group

    @CGI-13 @P1 @smoke
    Example: Deleting the container removes its groups, those that were made in them too
      Given a container running an idle process
      And the container has been started
      And the host has made a child group in its pids group
      When the container is deleted
      Then it has no control group left

  Rule: The interface is mounted at /sys/fs/cgroup: a hierarchy for each controller on v1, one for all on v2

    @CGI-02 @P1 @cgroup-memory
    Example: On the host and inside the hierarchies stand there
      Given a container running an idle process
      When the container is started
      Then every hierarchy of its groups is mounted below /sys/fs/cgroup
      And it has them mounted below /sys/fs/cgroup

    @CGI-02 @P1
    Example: A container whose configuration does not mount them has none
      Given a container running an idle process
      And its configuration has:
        """
        { "mounts": [
          { "destination": "/proc", "type": "proc", "source": "proc" },
          { "destination": "/dev", "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "mode=755"] }
        ] }
        """
      When the container is started
      Then it has none of them mounted

    @CGI-03 @P1 @cgroup-v1
    Example: On v1 three controllers are three hierarchies
      Given a container running an idle process
      When the container is started
      Then its groups for cpu, memory and pids are in 3 hierarchies
      And its group in every hierarchy is the one it was asked to be put in

    @CGI-03 @P1 @cgroup-v2
    Example: On v2 three controllers are one hierarchy
      Given a container running an idle process
      When the container is started
      Then its groups for cpu, memory and pids are in 1 hierarchy
      And its group in every hierarchy is the one it was asked to be put in

    @CGI-11 @P1 @cgroup-hybrid
    Example: A controller that is bound to a v1 hierarchy is not available on v2
      Given a container running an idle process
      When the container is started
      Then no controller of a v1 hierarchy that it is limited by is offered by the v2 hierarchy

  Rule: Making a directory makes a group, and its files appear by themselves

    @CGI-01 @P0 @cgroup-v1
    Example: On v1 the new group has the files of its controller
      Given a container running an idle process
      And the container has been started
      When the host makes a child group in its pids group
      Then the child group has the file cgroup.procs
      And the child group has the file pids.max
      And the child group has no file memory.limit_in_bytes
      And the child group holds no process
      And its group in every hierarchy holds 1 process

    @CGI-01 @P0 @cgroup-v2
    Example: On v2 the new group has only those files that need no controller
      Given a container running an idle process
      And the container has been started
      When the host makes a child group in its pids group
      Then the child group has the file cgroup.procs
      And the child group has the file cgroup.freeze
      And the child group has no file pids.max
      And the child group holds no process
      And its group in every hierarchy holds 1 process

    @CGI-10 @P2 @cgroup-v2
    Example: The files of a controller come when the group above enables it
      Given a container running an idle process
      And the container has been started
      And the host has made a child group in its pids group
      And the host has moved PID 1 to the child group
      When the host writes "+pids" to cgroup.subtree_control of its pids group
      Then the child group has the file pids.max

  Rule: Writing its PID to a group's list moves a process there

    @CGI-04 @P0
    Example: It is then in the one group and no longer in the other
      Given a container running an idle process
      And the container has been started
      And the host has made a child group in its pids group
      When the host moves PID 1 to the child group
      Then the child group holds PID 1
      And its pids group holds no process

    @CGI-04 @P0
    Example: A process that is not moved stays where it was put
      Given a container running an idle process
      And the container has been started
      When the host makes a child group in its pids group
      Then its pids group holds PID 1
      And the child group holds no process

  Rule: A group that is in use cannot be removed

    @CGI-07 @P1
    Example: A group with a live process stays
      Given a container running an idle process
      And the container has been started
      When the host tries to remove its pids group
      Then the attempt fails with EBUSY
      And its group in every hierarchy holds 1 process

    @CGI-07 @P1
    Example: An empty group goes
      Given a container running an idle process
      And the container has been started
      And the host has made a child group in its pids group
      When the host tries to remove the child group
      Then the attempt succeeds
      And its group in every hierarchy holds 1 process

  Rule: On v2 a group holds processes or gives controllers to groups below it, never both

    @CGI-09 @P1 @cgroup-v2
    Example: A group with a process cannot enable a controller for its children
      Given a container running an idle process
      And the container has been started
      When the host writes "+memory" to cgroup.subtree_control of its memory group
      Then the attempt fails with EBUSY
      And its memory group holds PID 1

    @CGI-09 @P1 @cgroup-v2
    Example: Once its process has moved to a child it can, and then takes no process
      Given a container running an idle process
      And the container has been started
      And the host has made a child group in its memory group
      And the host has moved PID 1 to the child group
      And the host writes "+memory" to cgroup.subtree_control of its memory group
      And the attempt succeeds
      When the host moves PID 1 to its memory group
      Then the attempt fails with EBUSY
      And the child group holds PID 1

    @CGI-09 @P1 @cgroup-v2
    Example: A controller that can divide threads is exempt
      Given a container running an idle process
      And the container has been started
      When the host writes "+pids" to cgroup.subtree_control of its pids group
      Then the attempt succeeds
      And its group in every hierarchy holds 1 process

    @CGI-09 @P1 @cgroup-v1
    Example: On v1 a group with a process has children that are limited
      Given a container running an idle process
      And the container has been started
      And the host has made a child group in its pids group
      When the host writes "5" to pids.max of the child group
      Then the attempt succeeds
      And its group in every hierarchy holds 1 process

  Rule: Writing 1 to the kill file ends every process of a group and of those below it

    @CGI-18 @P2 @cgroup-v2 @kernel-5.14
    Example: The container ends as by SIGKILL
      Given a container running an init that never reaps
      And the container has been started
      When the host writes "1" to cgroup.kill of its pids group
      Then its exit status is 137
      And no process of it is left on the host

    @CGI-18 @P2 @cgroup-v2 @kernel-5.14
    Example: What is in another group lives on
      Given a container running an idle process
      And the container has been started
      And the host has made a child group in its pids group
      When the host writes "1" to cgroup.kill of the child group
      Then the attempt succeeds
      And its status stays running for 500 ms

  Rule: A setting that is given by the name of its file is written as it is, on v2 alone

    @CGI-17 @P2 @cgroup-v2
    Example: The file holds what was asked for
      Given a container running an idle process
      And pids.max of its control group is set to "7"
      When the container is started
      Then its limit is 7 processes

  Rule: Limits of a running container can be changed without restarting it

    @CGI-19 @P1
    Example: The new limit is in its group, and its program is the same
      Given a container running an idle process
      And it is limited to 8 processes
      And the container has been started
      When its limit is changed to 12 processes
      Then its limit is 12 processes
      And PID 1 is its program
      And its status stays running for 200 ms

    @CGI-19 @P1 @cgroup-memory
    Example: A limit that is not changed stays
      Given a container running an idle process
      And it is limited to 8 processes
      And it is limited to 64 MiB of memory
      And the container has been started
      When its limit is changed to 32 MiB of memory
      Then its limit is 8 processes

  Rule: A limit that cannot be applied is refused, never dropped

    Background: An engine that starts nothing refuses nothing
      Given a container named control running an idle process
      And container control has been started

    @CGI-17 @P2 @cgroup-v2
    Example: A setting of a controller that there is not is an error
      Given a container running an idle process
      And nosuch.max of its control group is set to "7"
      When an attempt is made to create the container
      Then the attempt fails
      And no process of it is left on the host

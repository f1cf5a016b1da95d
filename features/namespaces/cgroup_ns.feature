@cgroup-writable @root
Feature: A cgroup namespace makes a container's own group the root of what it sees

  The namespace changes names, not membership: limits hold all the same. It hides where in the
  host's tree a container stands, and on v2 it can be the border up to which the tree is given away.

  # CGN-02, which cgroup namespace is the default, is about engines that have defaults: an OCI configuration lists every
  # namespace, and what it does not list is inherited (NS-02).

  Rule: In a cgroup namespace of its own the container sees itself at the root

    @CGN-01 @P1 @smoke
    Example: Inside every path is the root, and the host knows better
      Given a container running an idle process
      And its cgroup namespace is new
      When the container is started
      Then it sees itself at the root of every hierarchy
      And the host sees it below the root

    @CGN-01 @P1
    Example: In the host's cgroup namespace it sees the same paths as the host
      Given a container running an idle process
      And its cgroup namespace is the host's
      When the container is started
      Then it sees its control groups at the paths where the host sees them
      And the host sees it below the root

  Rule: A container that has its groups mounted read-only cannot change its own limits

    @CGN-04 @P1 @cgroup-v1
    Example: On v1 a write to its limit is refused
      Given a container running an idle process
      And its cgroup namespace is new
      And it is limited to 20 processes
      And the container has been started
      When "write /sys/fs/cgroup/pids/pids.max 200" is executed in the container
      Then the attempt fails with EROFS
      And its limit is 20 processes

    @CGN-04 @P1 @cgroup-v2
    Example: On v2 a write to its limit is refused
      Given a container running an idle process
      And its cgroup namespace is new
      And it is limited to 20 processes
      And the container has been started
      When "write /sys/fs/cgroup/pids.max 200" is executed in the container
      Then the attempt fails with EROFS
      And its limit is 20 processes

    @CGN-04 @P1 @cgroup-v1
    Example: Mounted writable, root inside lifts its limit on v1
      Given a container running an idle process
      And its cgroup namespace is new
      And it is limited to 20 processes
      And its configuration has:
        """
        { "mounts": [
          { "destination": "/proc", "type": "proc", "source": "proc" },
          { "destination": "/dev", "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "mode=755"] },
          { "destination": "/sys", "type": "sysfs", "source": "sysfs", "options": ["nosuid", "noexec", "nodev", "ro"] },
          { "destination": "/sys/fs/cgroup", "type": "cgroup", "source": "cgroup", "options": ["nosuid", "noexec", "nodev", "rw"] }
        ] }
        """
      And the container has been started
      When "write /sys/fs/cgroup/pids/pids.max 200" is executed in the container
      Then the attempt succeeds
      And its limit is 200 processes

  Rule: On v2 a cgroup namespace can be the border of what is given away

    Background: The option nsdelegate of the hierarchy makes it one
      Given cgroup namespaces are borders of delegation

    @CGN-05 @P1 @cgroup-v2 @cgroup-nsdelegate
    Example: Mounted writable, the limits at the root of the namespace stay the host's
      Given a container running an idle process
      And its cgroup namespace is new
      And it is limited to 20 processes
      And its configuration has:
        """
        { "mounts": [
          { "destination": "/proc", "type": "proc", "source": "proc" },
          { "destination": "/dev", "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "mode=755"] },
          { "destination": "/sys", "type": "sysfs", "source": "sysfs", "options": ["nosuid", "noexec", "nodev", "ro"] },
          { "destination": "/sys/fs/cgroup", "type": "cgroup", "source": "cgroup", "options": ["nosuid", "noexec", "nodev", "rw"] }
        ] }
        """
      And the container has been started
      When "write /sys/fs/cgroup/pids.max 200" is executed in the container
      Then the attempt fails with EPERM
      And its limit is 20 processes

    @CGN-05 @P1 @cgroup-v2 @cgroup-nsdelegate
    Example: Below it the container makes groups and limits of its own
      Given a container running an idle process
      And its cgroup namespace is new
      And its configuration has:
        """
        { "mounts": [
          { "destination": "/proc", "type": "proc", "source": "proc" },
          { "destination": "/dev", "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "mode=755"] },
          { "destination": "/sys", "type": "sysfs", "source": "sysfs", "options": ["nosuid", "noexec", "nodev", "ro"] },
          { "destination": "/sys/fs/cgroup", "type": "cgroup", "source": "cgroup", "options": ["nosuid", "noexec", "nodev", "rw"] }
        ] }
        """
      And the container has been started
      And the container creates the directory /sys/fs/cgroup/child
      When "write /sys/fs/cgroup/child/cgroup.max.depth 3" is executed in the container
      Then the attempt succeeds

    @CGN-06 @P1 @cgroup-v2 @cgroup-nsdelegate
    Scenario Outline: A container whose cgroup namespace is <origin> leaves the border where it was
      Given a container running an idle process
      And its cgroup namespace is <origin>
      When the container is started
      Then cgroup namespaces are still borders of delegation

      Examples: The options of the hierarchy are the host's, and whoever mounts it in the host's namespace can set them
        | origin     |
        | new        |
        | the host's |

@root
Feature: A container's process is what its configuration says

  Rule: The working directory is an absolute path

    @PRC-01 @OCI-16 @P1
    Example: A relative one is refused
      Given a container running an idle process
      And its configuration has:
        """
        { "process": { "cwd": "tmp" } }
        """
      When an attempt is made to create the container
      Then the attempt fails

    @PRC-01 @OCI-16 @P1
    Example: An absolute one is not
      Given a container running an idle process
      And its configuration has:
        """
        { "process": { "cwd": "/proc" } }
        """
      When an attempt is made to create the container
      Then the attempt succeeds

@root
Feature: A container's process is what its configuration says

  What a program is, besides its file, is what it is started with: arguments and environment, a directory to begin in, a user,
  limits, and open files. The configuration says all of it, and whoever asked for the container leaves nothing of his own behind in it.

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
    Example: In an absolute one the program begins
      Given a container running an idle process
      And its configuration has:
        """
        { "process": { "cwd": "/tmp" } }
        """
      When the container is started
      Then its program's working directory is "/tmp"

  Rule: The program is who it is told to be, and knows what it is told

    @PRC-02 @OCI-16 @P2
    Example: It is the user it was told to be, in the groups that it was told
      Given a container running an idle process
      And its configuration has:
        """
        { "process": { "user": { "uid": 1000, "gid": 1001, "additionalGids": [5, 6], "umask": 63 } } }
        """
      When the container is started
      Then its program runs as UID 1000 inside
      And its program's group is "1001"
      And its program's additional groups are "5, 6"
      And its program's file mode creation mask is "0077"

    @PRC-02 @OCI-16 @P2
    Example: Where nothing more is said root is in no other group
      Given a container running an idle process
      When the container is started
      Then its program runs as UID 0 inside
      And its program's group is "0"
      And its program's additional groups are ""
      And its program's file mode creation mask is "0022"

    @PRC-03 @OCI-16 @P2
    Example: Its arguments and its environment are the configured ones
      Given a container running an idle process
      And its configuration has:
        """
        { "process": { "env": ["HOME=/tmp", "TWO=two words", "EMPTY="] } }
        """
      When the container is started
      Then its program's arguments are "/bin/probe idle"
      And its program's environment is "HOME=/tmp TWO=two words EMPTY="

    @PRC-02 @PRC-03 @OCI-16 @P2
    Example: A program that is executed in it begins as it did
      Given a container running an idle process
      And its configuration has:
        """
        { "process": {
          "user": { "uid": 1000, "gid": 1001, "additionalGids": [5, 6] }, "cwd": "/tmp", "env": ["HOME=/tmp", "TWO=two words"]
        } }
        """
      And the container has been started
      When "report" is executed in the container
      Then the executed program has UID 1000 and acts as UID 1000
      And the executed program's group is "1001"
      And the executed program's additional groups are "5, 6"
      And the executed program's working directory is "/tmp"
      And the executed program's environment is "HOME=/tmp TWO=two words"

    @PRC-02 @OCI-16 @P2
    Example: So does its file mode creation mask
      Given a container running an idle process
      And its configuration has:
        """
        { "process": { "user": { "uid": 0, "gid": 0, "umask": 63 } } }
        """
      And the container has been started
      When "report" is executed in the container
      Then the executed program's file mode creation mask is "0077"

  Rule: Resource limits are the configured ones

    # Not that of open files, which programs in Go raise for themselves while they start (https://go.dev/issue/46279).

    @PRC-05 @P2
    Example: It has the limits that it was given
      Given a container running an idle process
      And its configuration has:
        """
        { "process": { "rlimits": [
          { "type": "RLIMIT_MEMLOCK", "soft": 32768, "hard": 65536 }, { "type": "RLIMIT_STACK", "soft": 4194304, "hard": 8388608 }
        ] } }
        """
      When the container is started
      Then its program's limit RLIMIT_MEMLOCK is 32768, and 65536 at most
      And its program's limit RLIMIT_STACK is 4194304, and 8388608 at most

    @PRC-05 @P2
    Example: So has a program that is executed in it
      Given a container running an idle process
      And its configuration has:
        """
        { "process": { "rlimits": [{ "type": "RLIMIT_STACK", "soft": 4194304, "hard": 8388608 }] } }
        """
      And the container has been started
      When "report" is executed in the container
      Then the executed program's limit RLIMIT_STACK is 4194304, and 8388608 at most

    @PRC-06 @OCI-10 @P2
    Example: A limit that nobody knows is refused
      Given a container named control running an idle process
      And container control has been started
      And a container running an idle process
      And its configuration has:
        """
        { "process": { "rlimits": [{ "type": "RLIMIT_NO_SUCH", "soft": 64, "hard": 64 }] } }
        """
      When an attempt is made to create the container
      Then the attempt fails

    @PRC-07 @P2
    Example: Two entries for one limit are refused
      Given a container named control running an idle process
      And container control has been started
      And a container running an idle process
      And its configuration has:
        """
        { "process": { "rlimits": [
          { "type": "RLIMIT_NOFILE", "soft": 64, "hard": 64 }, { "type": "RLIMIT_NOFILE", "soft": 32, "hard": 32 }
        ] } }
        """
      When an attempt is made to create the container
      Then the attempt fails

  Rule: Only the standard streams are open in the program

    @PRC-08 @P1 @smoke
    Example: A file that its creator has open is not
      Given a container running an idle process
      And whoever creates it has another file open
      When the container is started
      Then its program's open descriptors are "0, 1, 2"

    @PRC-08 @P1
    Example: Nor is it in a program that is executed in it
      Given a container running an idle process
      And whoever creates it has another file open
      And the container has been started
      When "report" is executed in the container
      Then the executed program's open descriptors are "0, 1, 2"

    @PRC-08 @P1
    Example: One that it opens itself is
      Given a container running an idle process that has /bin/probe open
      When the container is started
      Then its program's open descriptors are "0, 1, 2, 3"

  Rule: A terminal is the container's own, with its other end in the caller's hands

    @PRC-09 @OCI-20 @P1
    Example: The standard streams are the terminal, and it controls the session
      Given a container running an idle process
      And it has a terminal
      When the container is started
      Then its standard streams are the terminal that controls its session
      And /dev/console is the character device 136, 0 in the container

    @PRC-09 @OCI-20 @P1
    Example: What is typed at the other end reaches the program as from any terminal
      Given a container running a process that exits with 3 on SIGINT
      And it has a terminal
      And the container has been started
      When Ctrl-C is typed at its terminal
      Then its status is stopped within 5 seconds
      And its exit status is 3

    @PRC-09 @OCI-20 @P1
    Example: Without a terminal it leads a session that none controls
      Given a container running an idle process
      When the container is started
      Then its program leads a session of its own
      And no terminal controls its session
      And /dev/console does not exist in the container

    @PRC-09 @OCI-20 @P1
    Example: A terminal that nobody would take the other end of is refused
      Given a container named control running an idle process
      And container control has been started
      And a container running an idle process
      And its configuration has:
        """
        { "process": { "terminal": true } }
        """
      When an attempt is made to create the container
      Then the attempt fails
      And no process of it is left on the host

  Rule: A program can open its own output anew, whoever it runs as

    By its name, /dev/stdout: the pipe belongs to the user of the program.

    @PRC-11 @P2
    Example: The container's program opens it
      Given a container running an idle process
      And its configuration has:
        """
        { "process": { "user": { "uid": 1000, "gid": 1000 }, "args": ["/bin/probe", "open", "/dev/stdout", "w"] } }
        """
      When the container is started
      Then its exit status is 0

    @PRC-11 @P2
    Example: So does one that is executed in it
      Given a container running an idle process
      And its configuration has:
        """
        { "process": { "user": { "uid": 1000, "gid": 1000 } } }
        """
      And the container has been started
      When "open /dev/stdout w" is executed in the container
      Then the attempt succeeds

    @PRC-11 @P2
    Example: A file that belongs to root none of them does
      Given a container running an idle process
      And its configuration has:
        """
        { "process": { "user": { "uid": 1000, "gid": 1000 } } }
        """
      And the container has been started
      When "open /proc/meminfo w" is executed in the container
      Then the attempt fails with EACCES

@notes
Feature: A UTS namespace gives a container a host name of its own

  The names that uname tells, the host name and the NIS domain name, belong to a UTS namespace. It is the smallest
  of the namespaces and shows best what they all do: the same call answers differently to those inside and to those outside.

  Rule: A host name that is set inside is nobody else's

    @UTS-01 @P0 @smoke
    Example: The host keeps its name
      Given a container running an idle process
      And it has the capability CAP_SYS_ADMIN
      And the container has been started
      When the container sets its host name to "renamed"
      Then the host name of the container is "renamed"
      And the host's host name is unchanged

    @UTS-01 @P0
    Example: So does a container in another UTS namespace
      Given a container named renamed running an idle process
      And it has the capability CAP_SYS_ADMIN
      And container renamed has been started
      And a container named stranger running an idle process
      And container stranger has been started
      When container renamed sets its host name to "renamed"
      Then the host name of container renamed is "renamed"
      And the host name of container stranger is not "renamed"

    @UTS-01 @P0
    Example: A container in the same UTS namespace is renamed with it
      Given a container named renamed running an idle process
      And it has the capability CAP_SYS_ADMIN
      And container renamed has been started
      And a container named sharer running an idle process
      And its UTS namespace is that of container renamed
      And container sharer has been started
      When container renamed sets its host name to "renamed"
      Then the host name of container sharer is "renamed"

    @UTS-01 @P0 @root
    Example: Without CAP_SYS_ADMIN root inside cannot set it
      Given a container running an idle process
      And its host name is configured as "web"
      And the container has been started
      When "hostname renamed" is executed in the container
      Then the attempt fails with EPERM
      And the host name of the container is "web"

  Rule: A new UTS namespace begins with the names of its creator

    @UTS-02 @P1 @root
    Example: Before anybody sets a name it is the host's
      When a process is cloned with a new UTS namespace
      Then its UTS namespace differs from that of its parent
      And the host name it reports equals the host's

    @UTS-02 @P1 @root
    Example: Once it has been set it is not, and the host's is what it was
      Given a process cloned with a new UTS namespace
      When it has set its host name to "renamed"
      Then the host name it reports differs from the host's
      And the host's host name is unchanged

    @UTS-02 @P1
    Example: A container without a configured name has the host's
      Given a container running an idle process
      When the container is started
      Then its UTS namespace differs from that of the host
      And the host name it reports equals the host's

  Rule: The configured host name is what the container's processes read

    @UTS-03 @P1 @smoke
    Example: The call and the file tell it alike
      Given a container running an idle process
      And its host name is configured as "web"
      When the container is started
      Then the host name of the container is "web"
      And its kernel parameter kernel.hostname is "web", and the host's is another

    @UTS-03 @P1
    Example: Another container has another name
      Given a container named web running an idle process
      And its host name is configured as "web"
      And container web has been started
      And a container named data running an idle process
      And its host name is configured as "data"
      When container data is started
      Then the host name of container data is "data"
      And the host name of container web is "web"

  Rule: Without a UTS namespace of its own a container gets no name

    Background: An engine that starts nothing refuses nothing
      Given a container named control running an idle process
      And container control has been started

    @UTS-04 @P1
    Example: A configuration that names the host is refused
      Given a container running an idle process
      And its UTS namespace is the host's
      And its host name is configured as the host's own
      When an attempt is made to create the container
      Then the attempt fails
      And no process of it is left on the host
      And the host's host name is unchanged

    @UTS-04 @P1
    Example: The same name in a UTS namespace of its own is accepted
      Given a container running an idle process
      And its UTS namespace is new
      And its host name is configured as the host's own
      When the container is created
      Then its status is created

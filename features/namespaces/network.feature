@notes
Feature: A network namespace is a network stack of its own

  Devices, addresses, ports, abstract sockets and the parameters of the protocols: there is a set of them in every network
  namespace. A new one is silent, as nothing leads out of it; what leads out is put there by somebody outside.

  Rule: A new network namespace has a loopback device and nothing else

    @NET-01 @P0 @smoke
    Example: A container has no other device
      Given a container running an idle process
      When the container is started
      Then its only network device is lo

    @NET-01 @P0
    Example: In the host's network namespace it has the host's
      Given a container running an idle process
      And its network namespace is the host's
      When the container is started
      Then its network devices are the host's

  Rule: The kernel leaves loopback down, and the runtime brings it up

    @NET-02 @P1 @root
    Example: In a bare namespace nothing can be connected to
      Given a process cloned with a new network namespace
      When it connects to 127.0.0.1:9
      Then the attempt fails with ENETUNREACH

    @NET-02 @P1
    Example: In a container a port without a server refuses
      Given a container running an idle process
      When the container is started
      Then the container does not reach 127.0.0.1:9

    @NET-02 @P1
    Example: A server in a container reaches itself
      Given a container running a server on port 8080
      When the container is started
      Then the container reaches 127.0.0.1:8080

  Rule: Ports belong to the namespace

    @NET-03 @P1
    Example: Two containers listen on the same port
      Given a container named first running a server on port 8080
      And container first has been started
      And a container named second running an idle process
      And container second has been started
      When "listen 8080" is executed in container second
      Then the attempt succeeds

    @NET-03 @P1
    Example: In one network namespace they cannot
      Given a container named first running a server on port 8080
      And container first has been started
      And a container named second running an idle process
      And its network namespace is that of container first
      And container second has been started
      When "listen 8080" is executed in container second
      Then the attempt fails with EADDRINUSE

    @NET-04 @P1
    Example: A server on loopback is not reached from another container
      Given a container named web running a server on port 8080
      And container web has been started
      And a container named stranger running an idle process
      When container stranger is started
      Then container stranger does not reach 127.0.0.1:8080
      And container web reaches 127.0.0.1:8080

    @NET-04 @P1
    Example: From a container in the same network namespace it is
      Given a container named web running a server on port 8080
      And container web has been started
      And a container named client running an idle process
      And its network namespace is that of container web
      When container client is started
      Then container client reaches 127.0.0.1:8080

  Rule: A veth pair connects two namespaces

    @NET-06 @P1 @root @veth
    Example: A server in the one is reached from the other
      Given a container named web running a server on port 8080 of every address
      And container web has been started
      And a container named client running an idle process
      And container client has been started
      When a veth pair connects container web at 192.0.2.1 with container client at 192.0.2.2
      Then container client reaches 192.0.2.1:8080

    @NET-06 @P1 @root @veth
    Example: From a third one there is no way to it
      Given a container named web running a server on port 8080 of every address
      And container web has been started
      And a container named client running an idle process
      And container client has been started
      And a container named stranger running an idle process
      And container stranger has been started
      When a veth pair connects container web at 192.0.2.1 with container client at 192.0.2.2
      Then container stranger does not reach 192.0.2.1:8080
      And container client reaches 192.0.2.1:8080

  Rule: When a namespace is freed its devices go, and the other end of each veth pair with them

    @NET-07 @P1 @root @veth
    Example: With the last process in the namespace the pair is gone
      Given a container named web running an idle process
      And container web has been started
      And a container named client running an idle process
      And container client has been started
      And a veth pair has connected container web at 192.0.2.1 with container client at 192.0.2.2
      When container web is deleted
      Then the only network device of container client is lo within 5 seconds

    @NET-07 @P1 @root @veth
    Example: As long as another container is in the namespace it stays
      Given a container named web running an idle process
      And container web has been started
      And a container named sidecar running an idle process
      And its network namespace is that of container web
      And container sidecar has been started
      And a container named client running an idle process
      And container client has been started
      And a veth pair has connected container web at 192.0.2.1 with container client at 192.0.2.2
      When container web is deleted
      Then the network device veth1 of container client stays for 1 second

  Rule: Abstract Unix sockets belong to the namespace, too

    @NET-08 @P1
    Example: Another container does not reach one
      Given a container named maker running a server on the abstract socket door
      And container maker has been started
      And a container named stranger running an idle process
      When container stranger is started
      Then container stranger does not reach the abstract socket door
      And container maker reaches the abstract socket door

    @NET-08 @P1
    Example: A container in the same network namespace does
      Given a container named maker running a server on the abstract socket door
      And container maker has been started
      And a container named sharer running an idle process
      And its network namespace is that of container maker
      When container sharer is started
      Then container sharer reaches the abstract socket door

  Rule: The parameters of the protocols belong to the namespace

    @NET-10 @P1
    Example: A container that shares the namespace reads what was set for the other
      Given a container named owner running an idle process
      And its kernel parameter net.ipv4.ip_default_ttl is set to "77"
      And container owner has been started
      And a container named sharer running an idle process
      And its network namespace is that of container owner
      When container sharer is started
      Then its kernel parameter net.ipv4.ip_default_ttl is "77", and the host's is another

    @NET-10 @P1
    Example: A container in a namespace of its own does not
      Given a container named owner running an idle process
      And its kernel parameter net.ipv4.ip_default_ttl is set to "77"
      And container owner has been started
      And a container named stranger running an idle process
      When container stranger is started
      Then its kernel parameter net.ipv4.ip_default_ttl is not "77"

  Rule: A container can join the network namespace of another that runs

    @NET-12 @P0 @smoke
    Example: Both have the same devices
      Given a container named owner running an idle process
      And container owner has been started
      And a container named joiner running an idle process
      And its network namespace is that of container owner
      When container joiner is started
      Then the network devices of container joiner equal those of container owner

    @NET-12 @P0
    Example: Without joining they are in two namespaces
      Given a container named owner running an idle process
      And container owner has been started
      And a container named stranger running an idle process
      When container stranger is started
      Then the network namespace of container stranger differs from that of container owner

    @NET-13 @P1
    Example: Once the other is gone its namespace cannot be joined
      Given a container named control running an idle process
      And container control has been started
      And a container named owner running an idle process
      And container owner has been started
      And container owner has been deleted
      And a container named joiner running an idle process
      And its network namespace is that of container owner
      When an attempt is made to create container joiner
      Then the attempt fails
      And no process of it is left on the host

    @NET-13 @P1
    Example: While it runs it can
      Given a container named owner running an idle process
      And container owner has been started
      And a container named joiner running an idle process
      And its network namespace is that of container owner
      When container joiner is created
      Then its status is created

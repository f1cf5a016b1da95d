@notes
Feature: The containers of a pod talk over localhost

  The loopback device belongs to a network namespace. Containers that share the namespace share the
  device, the address 127.0.0.1 and its ports: they reach each other as programs of one machine do.

  Rule: What listens on localhost in one container is reached from the others

    @LOC-01 @P0 @smoke
    Example: A client reaches its neighbour at 127.0.0.1
      Given a pod with the containers:
        | name   | running               |
        | web    | a server on port 8080 |
        | client | an idle process       |
      When the pod is started
      Then container client reaches 127.0.0.1:8080
      And the network namespace of container client equals that of container web

    @LOC-01 @P0
    Example: A server reaches itself there too
      Given a pod with the containers:
        | name | running               |
        | web  | a server on port 8080 |
      When the pod is started
      Then container web reaches 127.0.0.1:8080

    @LOC-02 @P0 @smoke
    Example: A container outside the pod does not
      Given a pod with the containers:
        | name | running               |
        | web  | a server on port 8080 |
      And a container named outsider running an idle process
      When the pod is started
      And container outsider is started
      Then container outsider does not reach 127.0.0.1:8080
      And container web reaches 127.0.0.1:8080

    @LOC-02 @P0
    Example: Nor does a container of another pod
      Given a pod with the containers:
        | name | running               |
        | web  | a server on port 8080 |
      And another pod with the containers:
        | name     | running         |
        | stranger | an idle process |
      When both pods are started
      Then container stranger does not reach 127.0.0.1:8080
      And container web reaches 127.0.0.1:8080

    @LOC-02 @P0
    Example: Nor does a container of a pod that does not share its network namespace
      Given a pod with the containers:
        | name   | running               |
        | web    | a server on port 8080 |
        | client | an idle process       |
      And the pod does not share its network namespace
      When the pod is started
      Then container client does not reach 127.0.0.1:8080
      And container web reaches 127.0.0.1:8080

  Rule: A port is taken for the whole pod

    @LOC-03 @P1
    Example: A second server on the same port is refused
      Given a pod with the containers:
        | name   | running               |
        | first  | a server on port 8080 |
        | second | an idle process       |
      And the pod has been started
      And container second reaches 127.0.0.1:8080
      When "serve 8080" is executed in container second
      Then the attempt fails with EADDRINUSE

    @LOC-03 @P1
    Example: A second server on another port is not
      Given a pod with the containers:
        | name   | running               |
        | first  | a server on port 8080 |
        | second | a server on port 8081 |
      When the pod is started
      Then container first reaches 127.0.0.1:8081
      And container second reaches 127.0.0.1:8080

    @LOC-03 @P1
    Example: Outside the pod the same port is free
      Given a pod with the containers:
        | name  | running               |
        | first | a server on port 8080 |
      And a container named outsider running a server on port 8080
      When the pod is started
      And container outsider is started
      Then container outsider reaches 127.0.0.1:8080
      And container first reaches 127.0.0.1:8080

  Rule: All containers of a pod see the network devices of its infra container

    @LOC-05 @P1
    Example: The devices and addresses are the same
      Given a pod with the containers:
        | name   | running         |
        | first  | an idle process |
        | second | an idle process |
      When the pod is started
      Then the network devices of container first equal those of container second
      And the network devices of container first equal those of the infra container

    @LOC-05 @P1
    Example: What one container sends is counted on the loopback device of all
      Given a pod with the containers:
        | name   | running               |
        | web    | a server on port 8080 |
        | client | an idle process       |
        | third  | an idle process       |
      When the pod is started
      Then container client reaches 127.0.0.1:8080
      And the loopback device of container third has carried packets
      And the loopback device of the infra container has carried packets

    @LOC-05 @P1
    Example: It is not counted outside the pod
      Given a pod with the containers:
        | name | running               |
        | web  | a server on port 8080 |
      And a container named outsider running an idle process
      When the pod is started
      And container outsider is started
      Then container web reaches 127.0.0.1:8080
      And the loopback device of container outsider has carried no packets

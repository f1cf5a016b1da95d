@rootless
Feature: A user whom no control group was delegated to cannot limit a container

  Control groups belong to root unless a part of the tree has been given away. Whoever has none can
  make containers, but no limits; an engine that takes the limit and drops it promises what is not there.

  Background: An engine that starts nothing refuses nothing
    Given a container named control running an idle process
    And whoever asks for it has no privilege
    And container control has been started

  Rule: A limit that cannot be applied is refused, never dropped

    @CGI-22 @P1
    Scenario Outline: A limit of <limit> is refused
      Given a container running an idle process
      And whoever asks for it has no privilege
      And it is limited to <limit>
      When an attempt is made to create the container
      Then the attempt fails

      Examples:
        | limit            |
        | 20 % of one CPU  |
        | 64 MiB of memory |
        | 8 processes      |

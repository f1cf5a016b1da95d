@notes @overlay-native @root
Feature: A whiteout hides a file of a lower layer

  Layers are read-only. Deleting is therefore recorded, not performed: a whiteout in the writable
  layer covers the file below. The container no longer sees the file; everyone else who stands on
  the same layers still does.

  Background:
    Given an image "two-layers" with the layers:
      | layer | path           | content |
      | base  | /etc/app.conf  | lower   |
      | base  | /data/old.txt  | old     |
      | base  | /data/sub/deep | deep    |
      | top   | /etc/extra     | upper   |
    And a container from image "two-layers"
    And the container has been started

  Rule: A deleted file is hidden from the container and kept in its layer

    @WH-01 @P0 @smoke
    Example: The file is gone inside and untouched below
      When the container deletes /etc/app.conf
      Then /etc/app.conf does not exist in the container
      And /etc/app.conf contains "lower" in the lower layer

    @WH-01 @P0
    Example: A file that nobody deletes shines through, and the writable layer knows nothing of it
      When the container deletes /etc/extra
      Then /etc/app.conf contains "lower" in the container
      And /etc/app.conf does not exist in its writable layer

    @WH-01 @P0
    Example: Another container of the same image still has the file
      Given a container named neighbour from image "two-layers"
      And container neighbour has been started
      When the container deletes /etc/app.conf
      Then /etc/app.conf contains "lower" in container neighbour

  Rule: An overlay records a deletion as a character device 0/0 of the same name

    @WH-02 @P0
    Example: The whiteout stands in the writable layer
      When the container deletes /etc/app.conf
      Then /etc/app.conf is a character device 0/0 in its writable layer

    @WH-12 @P2
    Example: A file that no layer holds leaves no whiteout
      Given the container has written "own" to /etc/own.conf
      When the container deletes /etc/own.conf
      Then /etc/own.conf does not exist in the container
      And /etc/own.conf does not exist in its writable layer

    @WH-06 @P1
    Example: One whiteout hides a whole directory
      When the container deletes /data
      Then /data/sub/deep does not exist in the container
      And /data is a character device 0/0 in its writable layer
      And /data/sub/deep contains "deep" in the lower layer

    @WH-06 @P1
    Example: Deleting one file of a directory hides that file alone
      When the container deletes /data/old.txt
      Then /data/old.txt is a character device 0/0 in its writable layer
      And /data is a directory in its writable layer
      And /data/sub/deep contains "deep" in the container

    @WH-14 @P2
    Example: A renamed file leaves a whiteout at its old name and a copy at its new one
      When the container renames /etc/app.conf to /etc/renamed.conf
      Then /etc/app.conf is a character device 0/0 in its writable layer
      And /etc/renamed.conf contains "lower" in its writable layer
      And /etc/app.conf contains "lower" in the lower layer

  Rule: The whiteout itself is never visible in the container

    @WH-04 @P1
    Example: The name is in the listing of the writable layer and not in the container's
      When the container deletes /etc/app.conf
      Then the directory /etc does not list "app.conf" in the container
      And the directory /etc does not list ".wh.app.conf" in the container
      And the directory /etc lists "app.conf" in its writable layer

    @WH-04 @P1
    Example: Names that are not deleted are listed
      When the container deletes /etc/app.conf
      Then the directory /etc lists "extra" in the container

  Rule: What is made again does not bring the old content back

    @WH-05 @P2
    Example: A file made again replaces its whiteout
      Given the container has deleted /etc/app.conf
      When the container writes "new" to /etc/app.conf
      Then /etc/app.conf contains "new" in the container
      And /etc/app.conf is a regular file in its writable layer
      And /etc/app.conf contains "lower" in the lower layer

    @WH-07 @P0 @smoke
    Example: A directory made again is empty
      Given the container has deleted /data
      When the container creates the directory /data
      Then the directory /data is empty in the container
      And /data/old.txt contains "old" in the lower layer

    @WH-07 @P0
    Example: The directory made again is marked opaque in the writable layer
      Given the container has deleted /data
      When the container creates the directory /data
      Then /data is an opaque directory in its writable layer

    @WH-07 @P0
    Example: A directory that was never deleted lets the old children shine through
      When the container writes "new" to /data/new.txt
      Then the directory /data lists "old.txt" in the container
      And the directory /data lists "new.txt" in the container
      And /data is a directory in its writable layer

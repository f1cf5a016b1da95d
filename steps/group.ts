/** Control groups as sentences name them, and the directories that they are on the host. */
import { basename, join } from "node:path";
import { expect } from "chai";
import { membership } from "../engines/host/cgroup.ts";
import type { BrineWorld } from "./world.ts";

/** A container's group for one controller, or the group that was made below it. */
export type GroupReference = { controller: string } | "child";

/** What the parameter type {group} matches. On v2 the groups of all controllers are one. */
export const groupPattern = "its (?:cpu|memory|pids|freezer|devices) group|the child group";

/** "its pids group", "the child group". */
export function groupReference(words: string): GroupReference {
  return words === "the child group" ? "child" : { controller: words.split(" ")[1]! };
}

/**
 * The directory of a group. Fails the scenario when it is not the container's own: what is done to it would be done to others, the
 * host among them.
 */
export function groupOf(world: BrineWorld, reference: GroupReference): string {
  if (reference === "child") return world.childGroup ?? expect.fail("the scenario has made no child group");
  const { directory, path } = membership(world.itsContainer.groups, reference.controller);
  expect(path, `the path of the ${reference.controller} group of ${world.itsContainer.name}, which bears its id`).to.satisfy(
    (own: string) => own.startsWith(`${world.parameters.run.cgroupParent}/`) && basename(own) === world.itsContainer.request.id,
  );
  return directory;
}

/** The path that the container was asked to be put at, below each hierarchy's root. */
export function askedPath(world: BrineWorld): string {
  const { group, id } = world.itsContainer.request;
  return join(world.parameters.run.cgroupParent, group ?? "", id);
}

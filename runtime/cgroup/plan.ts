/** The steps that make, limit, enter and remove a container's control groups, on either version. */
import type { Step } from "../../native/index.ts";
import type { Resources } from "../configuration/resources.ts";
import type { Configuration } from "../configuration/types.ts";
import { versionOf, type CgroupVersion, type Group } from "./groups.ts";
import type { CgroupHost } from "./hierarchies.ts";
import * as v1 from "./v1/plan.ts";
import { giveGroup, usualDelegate } from "./v2/ownership.ts";
import * as v2 from "./v2/plan.ts";

/** How a new process comes into its groups. */
export interface Entry {
  /** The launcher's steps before the clone, which names the slot of the group it is cloned into (v2). */
  before: Step[];
  cgroupSlot?: number;
  /** The launcher's steps after the clone. */
  outside: Step[];
  /** The child's own, first thing. */
  inside: Step[];
}

/** Makes the groups, with the controllers that the resources need. Groups above the container's own are made too, and left. */
export function makeGroups(groups: readonly Group[], resources: Resources, host: CgroupHost): Step[] {
  if (groups.length === 0) return [];
  return versionOf(host) === 2 ? v2.makeGroup(groups, resources, host) : v1.makeGroups(groups, host);
}

/** Sets the limits of groups that have been made; before that a process cannot join every one of them. */
export function limitGroups(groups: readonly Group[], resources: Resources, host: CgroupHost): Step[] {
  if (groups.length === 0) return [];
  return versionOf(host) === 2 ? v2.limitGroup(groups, resources) : v1.limitGroups(groups, resources, host);
}

/** Where the container is to make groups below its own. */
export function giveGroups(groups: readonly Group[], configuration: Configuration, host: CgroupHost): Step[] {
  return groups[0] && versionOf(host) === 2 ? giveGroup(configuration, groups[0].directory, host.delegate ?? usualDelegate) : [];
}

/** @param newUser whether the process is born in a user namespace of its own, where it has no right to join by itself */
export function enterGroups(version: CgroupVersion, directories: readonly string[], slot: () => number, newUser: boolean): Entry {
  const none: Entry = { before: [], outside: [], inside: [] };
  if (directories.length === 0) return none;
  if (version === 2) return v2.enterGroup(directories, slot());
  return newUser ? { ...none, outside: v1.joinGroupsFromOutside(directories) } : { ...none, inside: v1.joinGroups(directories) };
}

/** Device rules that are a program (v2), for the group in a slot; on v1 they are limits as others are. */
export function governDevices({ devices }: Resources, { cgroupSlot }: Entry): Step[] {
  return cgroupSlot === undefined ? [] : v2.attachDevices(devices, cgroupSlot);
}

/**
 * What an update of a running container does: only what is named.
 *
 * @param read a control file's content
 */
export function updateGroups(groups: readonly Group[], resources: Resources, host: CgroupHost, read: (file: string) => string): Step[] {
  if (groups.length === 0) return [];
  return versionOf(host) === 2 ? v2.updateGroup(groups, resources, read) : v1.updateSteps(groups, resources, host, read);
}

export function removeGroups(directories: readonly string[]): Step[] {
  return directories.map((directory) => ({ kind: "rmdir", actor: "launcher", path: directory, ifExists: true }));
}

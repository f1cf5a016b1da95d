import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hasCode } from "./error_code.ts";
import { groupDirectory, hierarchies, type Hierarchy } from "./hierarchies.ts";
import * as v1 from "./cgroup_v1.ts";
import * as v2 from "./cgroup_v2.ts";

/** A process's place in one hierarchy. */
export interface Membership {
  hierarchy: Hierarchy;
  /** The group's path, as /proc/<pid>/cgroup tells it. */
  path: string;
  /** The group's directory on this host. */
  directory: string;
}

/** The groups of one process, one in each hierarchy. They go on to name the groups after the process has ended. */
export type ControlGroups = Membership[];

/** How often and how long a group was kept from running by its quota (Documentation/scheduler/sched-bwc.rst, "Statistics"). */
export interface Throttling {
  periods: number;
  throttled: number;
  timeMicros: number;
}

/**
 * Finds the groups of a process through /proc/<pid>/cgroup and mountinfo (cgroups(7)), never by a fixed path.
 * @throws a Node system error when the process is gone.
 */
export function controlGroups(pid: number | "self"): ControlGroups {
  return placeGroups(readFileSync(`/proc/${pid}/cgroup`, "utf8"), hierarchies());
}

/** Joins the lines of /proc/<pid>/cgroup to mounted hierarchies; lines whose hierarchy is not mounted are left out. */
export function placeGroups(text: string, mounted: Hierarchy[]): ControlGroups {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .flatMap((line) => {
      const [, id, controllers, path] = /^(\d+):([^:]*):(.*)$/.exec(line) ?? [];
      if (id === undefined || controllers === undefined || path === undefined)
        throw new Error(`Cannot read a line of /proc/<pid>/cgroup: "${line}"`);
      const names = controllers.split(",");
      const hierarchy = mounted.find((each) =>
        each.version === 2 ? id === "0" && controllers === "" : names.every((name) => each.controllers.includes(name)),
      );
      const directory = hierarchy && groupDirectory(hierarchy, path);
      return hierarchy && directory ? [{ hierarchy, path, directory }] : [];
    });
}

/**
 * The membership that governs a controller: its v1 hierarchy, else the unified one.
 * @throws Error when no mounted hierarchy has it.
 */
export function membership(groups: ControlGroups, controller: string): Membership {
  const found =
    groups.find(({ hierarchy }) => hierarchy.controllers.includes(controller)) ??
    groups.find(({ hierarchy }) => hierarchy.version === 2 && v2.implicit.has(controller));
  if (!found)
    throw new Error(
      `No mounted cgroup hierarchy has the controller "${controller}" for the groups ${groups.map(({ directory }) => directory).join(", ") || "(none)"}.`,
    );
  return found;
}

/** CPU time the group has used, µs. */
export function cpuUsageMicros(groups: ControlGroups): number {
  const { directory, hierarchy } = membership(groups, onVersion(groups, "cpuacct", "cpu"));
  return hierarchy.version === 1 ? v1.cpuUsageMicros(directory) : v2.cpuUsageMicros(directory);
}

/** The CPU quota, µs in each period of µs; quota -1 is none. */
export function cpuBandwidth(groups: ControlGroups): { quota: number; period: number } {
  const { directory, hierarchy } = membership(groups, "cpu");
  return hierarchy.version === 1 ? v1.cpuBandwidth(directory) : v2.cpuBandwidth(directory);
}

/** The CPU weight in the scale of the hierarchy's version: v1 shares (default 1024), v2 weight (default 100). */
export function cpuWeight(groups: ControlGroups): { version: 1 | 2; weight: number } {
  const { directory, hierarchy } = membership(groups, "cpu");
  return { version: hierarchy.version, weight: hierarchy.version === 1 ? v1.cpuShares(directory) : v2.cpuWeight(directory) };
}

/** Counters since the group was made. */
export function cpuThrottling(groups: ControlGroups): Throttling {
  const { directory, hierarchy } = membership(groups, "cpu");
  return hierarchy.version === 1 ? v1.cpuThrottling(directory) : v2.cpuThrottling(directory);
}

/** The CPUs the group may run on, as the kernel's list: "0-1". */
export function cpusAllowed(groups: ControlGroups): string {
  const { directory, hierarchy } = membership(groups, "cpuset");
  return hierarchy.version === 1 ? v1.cpusAllowed(directory) : v2.cpusAllowed(directory);
}

/** Memory limit, bytes; `undefined` is none. */
export function memoryLimit(groups: ControlGroups): number | undefined {
  const { directory, hierarchy } = membership(groups, "memory");
  return hierarchy.version === 1 ? v1.memoryLimit(directory) : v2.memoryLimit(directory);
}

/** Processes of the group that the OOM killer has ended. Exit status 137 proves nothing: only this counter does. */
export function oomKills(groups: ControlGroups): number {
  const { directory, hierarchy } = membership(groups, "memory");
  return hierarchy.version === 1 ? v1.oomKills(directory) : v2.oomKills(directory);
}

/** Tasks in the group now, and the most it may have; `undefined` is no limit (Documentation/admin-guide/cgroup-v1/pids.rst). */
export function taskCount(groups: ControlGroups): { current: number; max: number | undefined } {
  const { directory } = membership(groups, "pids");
  const max = readFileSync(join(directory, "pids.max"), "utf8").trim();
  return { current: Number(readFileSync(join(directory, "pids.current"), "utf8")), max: max === "max" ? undefined : Number(max) };
}

/** The PIDs of the processes in one group (not below it); `[]` when the group is gone. Zombies are not listed. */
export function members(directory: string): number[] {
  try {
    return readFileSync(join(directory, "cgroup.procs"), "utf8").split("\n").filter(Boolean).map(Number);
  } catch (error) {
    // ENOENT: removed before the open; ENODEV: between open and read; EOPNOTSUPP: a threaded v2 group has no processes to list.
    if (hasCode(error, "ENOENT", "ENODEV", "EOPNOTSUPP")) return [];
    throw error;
  }
}

function onVersion(groups: ControlGroups, one: string, two: string): string {
  return groups.some(({ hierarchy }) => hierarchy.version === 1 && hierarchy.controllers.includes(one)) ? one : two;
}

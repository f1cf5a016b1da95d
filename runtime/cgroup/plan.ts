/** The steps that make, limit, join and remove a container's control groups. */
import path from "node:path";
import type { Step } from "../../native/index.ts";
import { ConfigurationError } from "../configuration/error.ts";
import type { Resources } from "../configuration/types.ts";
import type { CgroupHost, Hierarchy } from "./hierarchies.ts";
import { cpuWrites } from "./v1/cpu.ts";
import { cpusetWrites } from "./v1/cpuset.ts";
import { devicesWrites } from "./v1/devices.ts";
import { memoryWrites } from "./v1/memory.ts";
import { pidsWrites } from "./v1/pids.ts";
import type { Controller, Write } from "./v1/write.ts";

/** One group of a container. */
export interface Group {
  directory: string;
  controllers: string[];
}

export class CgroupUnsupported extends Error {
  override readonly name = "CgroupUnsupported";
  readonly code = "ENOTSUP";
}

/** @throws `CgroupUnsupported` where this runtime finds no hierarchy that it can use */
export function requireHierarchies(host: CgroupHost): void {
  if (host.mode === "none")
    throw new CgroupUnsupported(
      "no cgroup hierarchy is mounted (/proc/self/mountinfo lists neither cgroup nor cgroup2): mount one, or run on a host that has it",
    );
  if (host.mode === "v2")
    throw new CgroupUnsupported(
      "this host has pure cgroup v2, which this version of the runtime does not use yet: run on a host with cgroup v1 or hybrid",
    );
}

/** Where below its hierarchy a container's group lies (config-linux.md, "Cgroups Path"): absolute from the mount point, else from the own group. */
function placeBelow(hierarchy: Hierarchy, cgroupsPath: string | undefined, id: string): string {
  if (!cgroupsPath) return path.posix.join(hierarchy.own, id);
  if (cgroupsPath.split("/").includes("..")) throw new ConfigurationError("linux.cgroupsPath", "must not hold ..", cgroupsPath);
  return cgroupsPath.startsWith("/") ? cgroupsPath : path.posix.join(hierarchy.own, cgroupsPath);
}

export function groupsOf(host: CgroupHost, cgroupsPath: string | undefined, id: string): Group[] {
  return host.hierarchies.map((hierarchy) => ({
    directory: path.posix.join(hierarchy.mountPoint, placeBelow(hierarchy, cgroupsPath, id)),
    controllers: hierarchy.controllers,
  }));
}

function writesFor(controller: Controller, resources: Resources, host: CgroupHost): Write[] {
  if (controller === "cpu") return cpuWrites(resources);
  if (controller === "memory") return memoryWrites(resources);
  if (controller === "pids") return pidsWrites(resources);
  if (controller === "devices") return devicesWrites(resources);
  return host.cpuset ? cpusetWrites(resources, host.cpuset) : [];
}

const controllers: readonly Controller[] = ["cpuset", "cpu", "memory", "pids", "devices"];

/**
 * The control files that a set of resources asks to be written.
 *
 * @throws `ConfigurationError` when the host has not the controller for it
 */
export function resourceWrites(groups: readonly Group[], resources: Resources, host: CgroupHost): { path: string; value: string }[] {
  return controllers.flatMap((controller) => {
    const group = groups.find((each) => each.controllers.includes(controller));
    const writes = writesFor(controller, resources, host);
    if (!group && writes.length)
      throw new ConfigurationError(`linux.resources`, `needs the cgroup controller ${controller}, which no mounted hierarchy has`);
    return writes.map(({ file, value }) => ({ path: `${group?.directory}/${file}`, value }));
  });
}

/** What an update of a running container writes: only what is named, not what a new group needs. */
export function updateWrites(groups: readonly Group[], resources: Resources, host: CgroupHost): { path: string; value: string }[] {
  const isAsked = (file: string): boolean =>
    !file.startsWith("cpuset.") || Boolean(file.endsWith("cpus") ? resources.cpu?.cpus : resources.cpu?.mems);
  return resourceWrites(groups, resources, host).filter(({ path: file }) => isAsked(path.posix.basename(file)));
}

/** Makes the groups and sets their limits. Groups above the container's own are made too, and left. */
export function makeGroups(groups: readonly Group[], resources: Resources, host: CgroupHost): Step[] {
  if (groups.length === 0) return [];
  const steps: Step[] = [];
  groups.forEach((group, index) => {
    const hierarchy = host.hierarchies[index];
    if (!hierarchy) return;
    for (const parent of parentsBelow(hierarchy.mountPoint, group.directory)) {
      steps.push({ kind: "mkdir", actor: "launcher", path: parent, mode: 0o755, existOk: true });
      if (group.controllers.includes("cpuset") && host.cpuset)
        for (const { file, value } of cpusetWrites({}, host.cpuset))
          steps.push({ kind: "writeFile", actor: "launcher", path: `${parent}/${file}`, data: value });
    }
    steps.push({ kind: "mkdir", actor: "launcher", path: group.directory, mode: 0o755 });
  });
  for (const { path: file, value } of resourceWrites(groups, resources, host))
    steps.push({ kind: "writeFile", actor: "launcher", path: file, data: value });
  return steps;
}

/** The directories between a mount point and a group, outermost first. */
function parentsBelow(mountPoint: string, directory: string): string[] {
  const names = path.posix.relative(mountPoint, path.posix.dirname(directory)).split("/").filter(Boolean);
  return names.map((_, index) => path.posix.join(mountPoint, ...names.slice(0, index + 1)));
}

/**
 * The child joins by itself, into `tasks`, before it has threads: a write to cgroup.procs from outside takes the lock on all thread
 * groups and waits for an RCU grace period, 5 to 17 ms on an idle machine.
 */
export function joinGroups(groups: readonly Group[]): Step[] {
  return groups.map(({ directory }) => ({ kind: "writeFile", actor: "child", path: `${directory}/tasks`, data: "0" }));
}

/** For a child in a new user namespace, which has no right to join by itself. */
export function joinGroupsFromOutside(groups: readonly Group[]): Step[] {
  return groups.map(({ directory }) => ({
    kind: "writeFile",
    actor: "launcher",
    path: `${directory}/cgroup.procs`,
    data: "{pid}",
    withPid: true,
  }));
}

export function removeGroups(directories: readonly string[]): Step[] {
  return directories.map((directory) => ({ kind: "rmdir", actor: "launcher", path: directory, ifExists: true }));
}

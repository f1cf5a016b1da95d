/**
 * Where the control groups of this host are: read from /proc/self/mountinfo and /proc/self/cgroup (cgroups(7)), never a fixed path.
 */
import { accessSync, constants, readFileSync } from "node:fs";
import path from "node:path";
import { usualDelegate } from "./v2/ownership.ts";

/** A hierarchy that is mounted: on v1 one for each set of controllers, on v2 the one for all. */
export interface Hierarchy {
  /** Where it is mounted. */
  mountPoint: string;
  /** Its controllers ("cpu", "cpuacct"), or its name ("name=systemd"). On v2 those that the group at the mount point is offered. */
  controllers: string[];
  /** The group of this process, as a path below the mount point. */
  own: string;
}

export interface CgroupHost {
  /** v1: only v1 hierarchies. hybrid: v1 hierarchies hold the controllers, cgroup2 is mounted too. */
  mode: "none" | "v1" | "hybrid" | "v2";
  /** The v1 hierarchies; on v2 the unified one alone. */
  hierarchies: Hierarchy[];
  /** On v2, for a caller who is not root: the group that has been delegated to it (cgroup-v2.rst, "Delegation"), below the mount point. */
  delegated?: { place: string; controllers: string[] };
  /** On v2, the files that the owner of a group is to have (cgroups(7), /sys/kernel/cgroup/delegate). */
  delegate?: readonly string[];
  /** cpuset of the root group: a new v1 group has none, and takes no process before it does (cpuset(7)). */
  cpuset?: { cpus: string; mems: string };
}

const knownControllers = new Set([
  "cpu",
  "cpuacct",
  "cpuset",
  "memory",
  "devices",
  "freezer",
  "blkio",
  "pids",
  "net_cls",
  "net_prio",
  "perf_event",
  "hugetlb",
  "rdma",
  "misc",
]);

const unescape = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

/** Pure: the hierarchies that these two files tell of; which controllers v2 has stands elsewhere. */
export function parseHierarchies(mountinfo: string, cgroup: string): Pick<CgroupHost, "mode" | "hierarchies"> {
  const own = new Map<string, string>();
  for (const line of cgroup.split("\n")) {
    const [, controllers, place] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (controllers !== undefined) for (const controller of controllers.split(",")) own.set(controller, place ?? "/");
  }
  const hierarchies: Hierarchy[] = [];
  let unified: Hierarchy | undefined;
  for (const line of mountinfo.split("\n")) {
    const [before, after] = line.split(" - ");
    const [type, , options] = after?.split(" ") ?? [];
    const [, , , root, mountPoint] = before?.split(" ") ?? [];
    if (!root || !mountPoint || !options) continue;
    // A mount may show a part of the hierarchy only (field 4, "root").
    const placeOf = (controller: string): string => {
      const place = path.posix.relative(unescape(root), own.get(controller) ?? "/");
      return place.startsWith("..") ? "/" : `/${place}`;
    };
    if (type === "cgroup2") unified ??= { mountPoint: unescape(mountPoint), controllers: [], own: placeOf("") };
    if (type !== "cgroup") continue;
    const controllers = options.split(",").filter((option) => knownControllers.has(option) || option.startsWith("name="));
    const [first] = controllers;
    if (!first || hierarchies.some((hierarchy) => hierarchy.controllers.includes(first))) continue;
    hierarchies.push({ mountPoint: unescape(mountPoint), controllers, own: placeOf(first) });
  }
  const hasControllers = hierarchies.some((hierarchy) => !hierarchy.controllers[0]?.startsWith("name="));
  if (hasControllers || !unified) return { mode: hasControllers ? (unified ? "hybrid" : "v1") : "none", hierarchies };
  return { mode: "v2", hierarchies: [unified] };
}

const words = (file: string): string[] => readFileSync(file, "utf8").trim().split(" ").filter(Boolean);

/** Reads what this host offers. Done once a runtime. */
export function readCgroupHost(): CgroupHost {
  const host: CgroupHost = parseHierarchies(readFileSync("/proc/self/mountinfo", "utf8"), readFileSync("/proc/self/cgroup", "utf8"));
  const [unified] = host.hierarchies;
  if (host.mode === "v2" && unified) {
    unified.controllers = words(path.join(unified.mountPoint, "cgroup.controllers"));
    const delegated = process.geteuid?.() === 0 ? undefined : findDelegated(unified);
    if (delegated) host.delegated = delegated;
    host.delegate = readDelegate();
    return host;
  }
  const cpuset = host.hierarchies.find((hierarchy) => hierarchy.controllers.includes("cpuset"));
  if (cpuset) {
    const read = (file: string): string => readFileSync(path.join(cpuset.mountPoint, file), "utf8").trim();
    host.cpuset = { cpus: read("cpuset.cpus"), mems: read("cpuset.mems") };
  }
  return host;
}

function readDelegate(): readonly string[] {
  try {
    return readFileSync("/sys/kernel/cgroup/delegate", "utf8").split("\n").filter(Boolean);
  } catch {
    return usualDelegate;
  }
}

/**
 * The group above the own one, where its user may make groups, give them controllers, and move processes between. Its own group holds
 * processes already, so that it can give none (cgroup-v2.rst, "No Internal Process Constraint").
 */
function findDelegated({ mountPoint, own }: Hierarchy): CgroupHost["delegated"] {
  const place = path.posix.dirname(own);
  const directory = path.join(mountPoint, place);
  try {
    for (const file of ["", "cgroup.procs", "cgroup.subtree_control"]) accessSync(path.join(directory, file), constants.W_OK);
  } catch {
    return undefined;
  }
  return { place, controllers: words(path.join(directory, "cgroup.controllers")) };
}

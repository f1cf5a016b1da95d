/**
 * Where the control groups of this host are: read from /proc/self/mountinfo and /proc/self/cgroup (cgroups(7)), never a fixed path.
 */
import { readFileSync } from "node:fs";
import path from "node:path";

/** A v1 hierarchy that is mounted. */
export interface Hierarchy {
  /** Where it is mounted. */
  mountPoint: string;
  /** Its controllers ("cpu", "cpuacct"), or its name ("name=systemd"). */
  controllers: string[];
  /** The group of this process, as a path below the mount point. */
  own: string;
}

export interface CgroupHost {
  /** v1: only v1 hierarchies. hybrid: v1 hierarchies hold the controllers, cgroup2 is mounted too. */
  mode: "none" | "v1" | "hybrid" | "v2";
  hierarchies: Hierarchy[];
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

/** Pure: the hierarchies that these two files tell of. */
export function parseHierarchies(mountinfo: string, cgroup: string): Pick<CgroupHost, "mode" | "hierarchies"> {
  const own = new Map<string, string>();
  for (const line of cgroup.split("\n")) {
    const [, controllers, place] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (controllers) for (const controller of controllers.split(",")) own.set(controller, place ?? "/");
  }
  const hierarchies: Hierarchy[] = [];
  let unified = false;
  for (const line of mountinfo.split("\n")) {
    const [before, after] = line.split(" - ");
    const [type, , options] = after?.split(" ") ?? [];
    const [, , , root, mountPoint] = before?.split(" ") ?? [];
    if (type === "cgroup2") unified = true;
    if (type !== "cgroup" || !root || !mountPoint || !options) continue;
    const controllers = options.split(",").filter((option) => knownControllers.has(option) || option.startsWith("name="));
    const [first] = controllers;
    if (!first || hierarchies.some((hierarchy) => hierarchy.controllers.includes(first))) continue;
    // A mount may show a part of the hierarchy only (field 4, "root").
    const place = path.posix.relative(unescape(root), own.get(first) ?? "/");
    hierarchies.push({ mountPoint: unescape(mountPoint), controllers, own: place.startsWith("..") ? "/" : `/${place}` });
  }
  const hasControllers = hierarchies.some((hierarchy) => !hierarchy.controllers[0]?.startsWith("name="));
  return { mode: hasControllers ? (unified ? "hybrid" : "v1") : unified ? "v2" : "none", hierarchies };
}

/** Reads what this host offers. Done once a runtime. */
export function readCgroupHost(): CgroupHost {
  const host: CgroupHost = parseHierarchies(readFileSync("/proc/self/mountinfo", "utf8"), readFileSync("/proc/self/cgroup", "utf8"));
  const cpuset = host.hierarchies.find((hierarchy) => hierarchy.controllers.includes("cpuset"));
  if (cpuset) {
    const read = (file: string): string => readFileSync(path.join(cpuset.mountPoint, file), "utf8").trim();
    host.cpuset = { cpus: read("cpuset.cpus"), mems: read("cpuset.mems") };
  }
  return host;
}

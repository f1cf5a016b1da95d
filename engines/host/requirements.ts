import { existsSync } from "node:fs";
import { arch, release } from "node:os";
import type { HostFacts } from "../contract.ts";
import { cpuCount } from "./cpu_idle.ts";
import { implicit } from "./cgroup_v2.ts";
import { isBorderOfDelegation } from "./delegation.ts";
import { findProgram } from "./monitor.ts";
import { cgroupMode, hierarchies, type Hierarchy } from "./hierarchies.ts";
import { canActAsUser, canMakeGroups, canMakeNamespace, canMakeVeth, canMountOverlay } from "./requirement_trials.ts";

/** The machine, in words for a report. */
export interface HostDescription {
  /** uname(2) release. */
  kernel: string;
  cgroup: "v1" | "v2" | "hybrid" | "none";
  /** CPUs this process may run on. */
  cpus: number;
  /** Node's word: "x64", "arm64". */
  architecture: string;
}

export function hostDescription(): HostDescription {
  return { kernel: release(), cgroup: cgroupMode(), cpus: cpuCount(), architecture: arch() };
}

/** Controllers whose limits the specification speaks of. */
const limitControllers = ["cpu", "memory", "pids"];

/**
 * Tries what the host offers, never guesses it from names: `true`, or the reason in a sentence with what to do. Everything is tried in
 * children and cleaned up.
 */
export async function probeHost(): Promise<HostFacts> {
  const root = process.geteuid?.() === 0;
  const mounted = hierarchies();
  const needsRoot = "needs root: run it as root, or in a machine of its own (--machine)";
  const [userns, time, overlay, veth, rootless] = await Promise.all([
    canMakeNamespace("user"),
    root ? canMakeNamespace("time") : needsRoot,
    root ? canMountOverlay() : needsRoot,
    root ? canMakeVeth() : needsRoot,
    root ? canActAsUser() : (true as const),
  ]);
  return {
    "@root": root || needsRoot,
    "@cgroup-v1": controllersOn(mounted, 1),
    "@cgroup-v2": controllersOn(mounted, 2),
    "@cgroup-hybrid":
      cgroupMode(mounted) === "hybrid" ||
      `needs v1 hierarchies beside a v2 one, and this host offers cgroup ${cgroupMode(mounted)}: run it where both are mounted`,
    "@cgroup-writable": canMakeGroups(mounted, limitControllers),
    "@cgroup-cpuset": hasController(mounted, "cpuset"),
    "@cgroup-memory": hasController(mounted, "memory"),
    "@cgroup-io": mounted.some(({ controllers }) => controllers.includes("blkio")) || hasController(mounted, "io"),
    "@cgroup-nsdelegate":
      isBorderOfDelegation() === true ||
      "needs cgroup v2 mounted with the option nsdelegate: mount it so (mount -o remount,nsdelegate /sys/fs/cgroup)",
    "@seccomp": hasSeccomp(),
    "@lxcfs":
      findProgram("lxcfs") === undefined || !existsSync("/dev/fuse")
        ? "needs lxcfs and FUSE: install the package lxcfs, and use a kernel with CONFIG_FUSE_FS"
        : root || needsRoot,
    "@rootless": rootless,
    "@userns": userns,
    "@time-namespace": time,
    "@overlay-native": overlay,
    "@veth": veth,
    "@multi-cpu": cpuCount() > 1 || "needs two CPUs, and this process may use one: give the machine, or the process, another",
  };
}

/** Whether a mounted hierarchy has the controller; on v2 the freezer is no controller but part of every group. */
function hasController(mounted: Hierarchy[], controller: string): true | string {
  return (
    mounted.some(({ version, controllers }) => controllers.includes(controller) || (version === 2 && implicit.has(controller))) ||
    `needs the controller ${controller}, and no mounted cgroup hierarchy of this kernel has it: run it on a kernel that is built with it`
  );
}

/** Whether the kernel says which actions its filters have (seccomp(2), "/proc interfaces"). */
function hasSeccomp(): true | string {
  return (
    existsSync("/proc/sys/kernel/seccomp/actions_avail") ||
    "needs seccomp filters, and this kernel has none: run it on a kernel with CONFIG_SECCOMP_FILTER"
  );
}

/** Whether every controller of `limitControllers` lives in a hierarchy of that version. */
function controllersOn(mounted: Hierarchy[], version: 1 | 2): true | string {
  const there = new Set(mounted.filter((each) => each.version === version).flatMap(({ controllers }) => controllers));
  const missing = limitControllers.filter((controller) => !there.has(controller));
  if (missing.length === 0) return true;
  return `needs the controllers ${missing.join(", ")} in cgroup v${version}, and this host offers cgroup ${cgroupMode(mounted)} without them there: run it in a machine with cgroup v${version} (--machine)`;
}

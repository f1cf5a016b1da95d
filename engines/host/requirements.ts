import { arch, release } from "node:os";
import type { HostFacts } from "../contract.ts";
import { cpuCount } from "./cpu_idle.ts";
import { cgroupMode, hierarchies, type Hierarchy } from "./hierarchies.ts";
import { canMakeNamespace, canMountOverlay, canMakeGroups } from "./requirement_trials.ts";

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
  const [userns, time, overlay] = await Promise.all([
    canMakeNamespace("user"),
    root ? canMakeNamespace("time") : needsRoot,
    root ? canMountOverlay() : needsRoot,
  ]);
  return {
    "@root": root || needsRoot,
    "@cgroup-v1": controllersOn(mounted, 1),
    "@cgroup-v2": controllersOn(mounted, 2),
    "@cgroup-writable": canMakeGroups(mounted, limitControllers),
    "@userns": userns,
    "@time-namespace": time,
    "@overlay-native": overlay,
    "@multi-cpu": cpuCount() > 1 || "needs two CPUs, and this process may use one: give the machine, or the process, another",
  };
}

/** Whether every controller of `limitControllers` lives in a hierarchy of that version. */
function controllersOn(mounted: Hierarchy[], version: 1 | 2): true | string {
  const there = new Set(mounted.filter((each) => each.version === version).flatMap(({ controllers }) => controllers));
  const missing = limitControllers.filter((controller) => !there.has(controller));
  if (missing.length === 0) return true;
  return `needs the controllers ${missing.join(", ")} in cgroup v${version}, and this host offers cgroup ${cgroupMode(mounted)} without them there: run it in a machine with cgroup v${version} (--machine)`;
}

/** What the host itself does to control groups, by the file system that is their interface (cgroups(7)). */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hasCode } from "./error_code.ts";
import { groupDirectory, hierarchies, type Hierarchy } from "./hierarchies.ts";

/** Writes a control file that exists: the kernel makes them, nobody else. @throws a Node system error when the kernel refuses. */
export function writeControl(directory: string, file: string, value: string): void {
  writeFileSync(join(directory, file), value, { flag: "r+" });
}

/** The CPU time that a group may have, all groups below it together: `quota` µs in each `period` µs. */
export interface Bandwidth {
  quota: number;
  period: number;
}

/**
 * Makes the group of a path in every hierarchy that limits CPU time, memory or tasks, and gives it a CPU quota.
 * @param path absolute, below each hierarchy's root
 * @throws a Node system error.
 */
export function makeLimitedGroup(path: string, { quota, period }: Bandwidth): void {
  for (const hierarchy of hierarchies().filter(({ controllers }) => controllers.some((name) => ["cpu", "memory", "pids"].includes(name)))) {
    const directory = groupDirectory(hierarchy, path);
    if (directory === undefined) continue;
    if (hierarchy.version === 2) offerControllers(hierarchy, path);
    mkdirSync(directory, { recursive: true });
    if (!hierarchy.controllers.includes("cpu")) continue;
    if (hierarchy.version === 2) writeControl(directory, "cpu.max", `${quota} ${period}`);
    else {
      writeControl(directory, "cpu.cfs_period_us", String(period));
      writeControl(directory, "cpu.cfs_quota_us", String(quota));
    }
  }
}

/**
 * Makes the group of a path in one hierarchy, fit for processes and for groups below it.
 * @param path absolute, below the hierarchy's root
 * @returns its directory; `undefined` when it lies outside what is mounted
 * @throws a Node system error.
 */
export function makeGroup(hierarchy: Hierarchy, path: string): string | undefined {
  const directory = groupDirectory(hierarchy, path);
  if (directory === undefined) return undefined;
  if (hierarchy.version === 2) offerControllers(hierarchy, path);
  mkdirSync(directory, { recursive: true });
  // A v1 cpuset is born empty, and takes no process as long as it is (cpusets.rst, 1.9).
  if (hierarchy.version === 1 && hierarchy.controllers.includes("cpuset"))
    for (const file of ["cpuset.cpus", "cpuset.mems"]) writeControl(directory, file, readFileSync(join(directory, "..", file), "utf8"));
  return directory;
}

/**
 * Tells a group, and all that are below it, to stand still or to go on (freezer-subsystem.rst; cgroup-v2.rst, "cgroup.freeze").
 * @param path absolute, below the root of the hierarchy that suspends: the freezer's on v1
 * @throws a Node system error.
 */
export function freezeGroup(path: string, frozen: boolean): void {
  const mounted = hierarchies();
  const freezer = mounted.find(({ controllers }) => controllers.includes("freezer")) ?? mounted.find(({ version }) => version === 2);
  const directory = freezer && groupDirectory(freezer, path);
  if (directory === undefined) throw new Error(`No mounted cgroup hierarchy can suspend the group ${path}.`);
  if (freezer?.version === 1) writeControl(directory, "freezer.state", frozen ? "FROZEN" : "THAWED");
  else writeControl(directory, "cgroup.freeze", frozen ? "1" : "0");
}

/** On v2 a group has the controllers that each group above it enables for its children (cgroup-v2.rst, "Top-down Constraint"). */
function offerControllers(hierarchy: Hierarchy, path: string): void {
  const names = path.split("/").filter(Boolean).slice(0, -1);
  let directory = groupDirectory(hierarchy, "/") ?? hierarchy.mountPoint;
  for (const name of ["", ...names]) {
    directory = join(directory, name);
    if (!existsSync(directory)) mkdirSync(directory);
    for (const controller of controllersOf(directory)) enable(directory, controller);
  }
}

function controllersOf(directory: string): string[] {
  return readFileSync(join(directory, "cgroup.controllers"), "utf8").trim().split(" ").filter(Boolean);
}

function enable(directory: string, controller: string): void {
  try {
    writeControl(directory, "cgroup.subtree_control", `+${controller}`);
  } catch (error) {
    // A controller that some other group holds back (real-time processes, threaded groups) is not needed here: what is, fails when it is used.
    if (!hasCode(error, "EBUSY", "EINVAL", "EOPNOTSUPP")) throw error;
  }
}

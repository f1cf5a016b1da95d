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

/**
 * Suspending all processes of a container: the freezer of v1 (kernel Documentation/admin-guide/cgroup-v1/freezer-subsystem.rst), or what
 * every group of v2 can do (cgroup-v2.rst, "cgroup.freeze", Linux 5.2).
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Step } from "../../native/index.ts";
import type { CgroupVersion, Group } from "./groups.ts";

/** ms between two looks. */
const interval = 2;
const unifiedFile = "cgroup.freeze";
const eventsFile = "cgroup.events";

/** The control file that suspends a container; undefined where no group of its can. */
export function freezerOf(version: CgroupVersion, groups: readonly Group[]): string | undefined {
  const group = version === 2 ? groups[0] : groups.find(({ controllers }) => controllers.includes("freezer"));
  return group && `${group.directory}/${version === 2 ? unifiedFile : "freezer.state"}`;
}

/** What is put into a group that is frozen, or below one that is, would stand still before it could say so. */
export function expectThawed(version: CgroupVersion, { directory }: Group): Step {
  return { kind: "expectThawed", actor: "launcher", path: `${directory}/${version === 2 ? eventsFile : "freezer.state"}` };
}

const isUnified = (freezer: string): boolean => path.posix.basename(freezer) === unifiedFile;
/** Of the group that a v2 freezer suspends. */
const eventsOf = (freezer: string): string => path.posix.join(path.posix.dirname(freezer), eventsFile);

/** It takes effect by and by: see `settled`. */
export function freezeStep(freezer: string, frozen: boolean): Step {
  const data = isUnified(freezer) ? String(Number(frozen)) : frozen ? "FROZEN" : "THAWED";
  return { kind: "writeFile", actor: "launcher", path: freezer, data };
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    // The group has gone, before or while it was read.
    if (["ENOENT", "ENODEV"].includes((error as NodeJS.ErrnoException).code ?? "")) return "";
    throw error;
  }
}

/** Whether it, or a group above it, has been told to suspend its processes. On v2 what is told above shows once they are. */
export function isFreezing(freezer: string): boolean {
  return isUnified(freezer) ? read(freezer) === "1" || isFrozen(freezer) : read(freezer).startsWith("FR");
}

/**
 * A file, and what stands in it while a process is in the group that neither it nor a group above it has suspended. On v2 its own freezer
 * says nothing of those above, so it is the events: there its own shows only once all its processes are suspended, a moment later.
 */
export function thawed(freezer: string): { path: string; data: string } {
  return isUnified(freezer) ? { path: eventsOf(freezer), data: "populated 1\nfrozen 0\n" } : { path: freezer, data: "THAWED\n" };
}

/** Whether all its processes are suspended. */
function isFrozen(freezer: string): boolean {
  if (!isUnified(freezer)) return read(freezer) === "FROZEN";
  return /^frozen 1$/m.test(read(eventsOf(freezer)));
}

/**
 * Resolves when the processes are suspended, or no longer are: then true.
 *
 * @param patience ms until it resolves with false
 */
export async function settled(freezer: string, frozen: boolean, patience: number): Promise<boolean> {
  for (const end = Date.now() + patience; isFrozen(freezer) !== frozen; await setTimeout(interval)) if (Date.now() > end) return false;
  return true;
}

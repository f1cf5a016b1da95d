import { existsSync, rmdirSync, rmSync } from "node:fs";
import { basename, isAbsolute, join, normalize } from "node:path";
import { writeControl } from "./control_files.ts";
import { members } from "./cgroup.ts";
import { hasCode } from "./error_code.ts";
import { groupsBelow } from "./hierarchies.ts";
import { eventually } from "./poll.ts";
import { allPids, initialEnvironment, processStatus } from "./process.ts";
import { runMark } from "./run_mark.ts";
import { sendSignal } from "./signals.ts";
import { mountsBelow, unmountTree } from "./unmount.ts";

/** What everything a run makes can be known by. */
export interface RunTraces {
  id: string;
  directory: string;
  cgroupParent: string;
}

/** ms for a machine of slowness 1: a killed process in an uninterruptible sleep takes its time. */
const endDeadline = 10_000;

/**
 * Removes all that a run has left: ends its processes, removes its groups, unmounts what is mounted below its directory, removes the
 * directory. Returns what there was, a line each; empty when there was nothing.
 * @throws Error that names what would not go.
 */
export async function sweepRun(run: RunTraces): Promise<string[]> {
  requireOwnPlaces(run);
  const found = residue(run);
  await endProcesses(run);
  await removeGroups(run.cgroupParent);
  unmountTree(run.directory);
  // A mount that stayed would let the removal below reach into a file system that is not the run's.
  const mounted = mountsBelow(run.directory);
  if (mounted.length > 0)
    throw new Error(`Cannot remove ${run.directory}: still mounted are ${mounted.join(", ")}. Unmount them and sweep again.`);
  rmSync(run.directory, { recursive: true, force: true });
  return found;
}

/** What is still there of a run, a line each. Looks, and changes nothing. */
export function residue(run: RunTraces): string[] {
  return [
    ...processesOf(run).map((pid) => `process ${pid} (${processStatus(pid)?.comm ?? "ended"})`),
    ...groupsBelow(run.cgroupParent).map(({ directory }) => `cgroup ${directory}`),
    ...mountsBelow(run.directory).map((point) => `mount ${point}`),
    ...(existsSync(run.directory) ? [`directory ${run.directory}`] : []),
  ];
}

/** Removes the groups of a path and below it, in every hierarchy, as far as no process is in them and they have no other groups. */
export function removeEmptyGroups(path: string): void {
  for (const { directory } of groupsBelow(path)) {
    try {
      rmdirSync(directory);
    } catch (error) {
      // EBUSY: in use, or its last process has ended but is not yet released; the sweep at the end of the run comes back to it.
      if (!hasCode(error, "EBUSY", "ENOENT")) throw error;
    }
  }
}

/** In its groups, or started by it and marked so; never this process. */
function processesOf({ id, cgroupParent }: RunTraces): number[] {
  const grouped = groupsBelow(cgroupParent).flatMap(({ directory }) => members(directory));
  const marked = allPids().filter((pid) => initialEnvironment(pid, runMark) === id && processStatus(pid)?.state !== "Z");
  return [...new Set([...grouped, ...marked])].filter((pid) => pid !== process.pid && pid !== 0);
}

/** Kills again and again until none is left: a process may fork while it is being killed. */
async function endProcesses(run: RunTraces): Promise<void> {
  const left = await eventually(() => {
    thaw(run.cgroupParent);
    const pids = processesOf(run);
    for (const pid of pids) kill(pid);
    return pids.length === 0 ? "none" : false;
  }, endDeadline);
  if (left === false)
    throw new Error(
      `Processes of run ${run.id} outlive SIGKILL: ${processesOf(run).join(", ")}. Look at /proc/<pid>/stack, and sweep again.`,
    );
}

/** On v1 a frozen process does not die before it is thawed (Documentation/admin-guide/cgroup-v1/freezer-subsystem.rst). */
function thaw(path: string): void {
  for (const { hierarchy, directory } of groupsBelow(path)) {
    try {
      if (hierarchy.version === 1 && hierarchy.controllers.includes("freezer")) writeControl(directory, "freezer.state", "THAWED");
      else if (existsSync(join(directory, "cgroup.freeze"))) writeControl(directory, "cgroup.freeze", "0");
    } catch (error) {
      // The engine may be removing the same group.
      if (!hasCode(error, "ENOENT", "ENODEV")) throw error;
    }
  }
}

function kill(pid: number): void {
  try {
    sendSignal(pid, "SIGKILL");
  } catch (error) {
    if (!hasCode(error, "ESRCH")) throw error;
  }
}

async function removeGroups(path: string): Promise<void> {
  const gone = await eventually(() => {
    removeEmptyGroups(path);
    return groupsBelow(path).length === 0;
  }, endDeadline);
  if (!gone)
    throw new Error(
      `Cannot remove the cgroups ${groupsBelow(path)
        .map(({ directory }) => directory)
        .join(", ")}: they stay busy though no process is in them. Sweep again.`,
    );
}

/** A slip here would end the host's own processes: only a named group below the root, and a directory that bears the run's id. */
function requireOwnPlaces({ id, directory, cgroupParent }: RunTraces): void {
  const plain = (path: string): boolean => isAbsolute(path) && normalize(path) === path && path !== "/";
  if (id === "" || !plain(cgroupParent) || !basename(cgroupParent).includes(id))
    throw new Error(`Refusing to sweep the cgroup "${cgroupParent}": its name does not bear the id of run "${id}".`);
  if (!plain(directory) || !basename(directory).includes(id))
    throw new Error(`Refusing to sweep the directory "${directory}": its name does not bear the id of run "${id}".`);
}

/** What is known of a container from its state directory; enough for another process to take over. */
import { closeSync, constants, existsSync, openSync, readFileSync, readlinkSync } from "node:fs";
import path from "node:path";
import type { CgroupVersion } from "../cgroup/groups.ts";
import type { Hooks, NamespaceType, Process } from "../configuration/types.ts";
import type { SeccompFilter } from "../seccomp/filter.ts";
import { stateFiles } from "../plan/create.ts";

/** The record written before anything of a container is made. */
export interface StateRecord {
  ociVersion: string;
  id: string;
  bundle: string;
  /** Absolute, as the host names it. */
  rootfs: string;
  annotations?: Record<string, string>;
  /** As configured when the container was created. */
  process: Process;
  namespaces: NamespaceType[];
  /** Control-group directories: create makes them, and delete removes them. */
  groups: string[];
  /** Those of them that were there before create: delete leaves them. */
  found?: string[];
  cgroupVersion: CgroupVersion;
  /** The control file that suspends its processes, where there is one. */
  freezer?: string;
  rootless: boolean;
  hooks?: Hooks;
  /** What programs executed in it are subject to as well. */
  filter?: SeccompFilter;
}

/** The specification's words (runtime.md, "State"), and `paused`, which it leaves to runtimes. */
export type Status = "creating" | "created" | "running" | "paused" | "stopped";

/** A process, for good: the PID alone may be given to another. */
export interface ProcessIdentity {
  pid: number;
  /** Clock ticks since boot (proc(5), field 22 of /proc/<pid>/stat). */
  startTime: number;
}

function readIfExists(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Undefined where none has been written yet, or it has been removed. */
export function readState(directory: string): StateRecord | undefined {
  const text = readIfExists(path.join(directory, stateFiles.state));
  return text === undefined ? undefined : (JSON.parse(text) as StateRecord);
}

export function readProcess(directory: string): ProcessIdentity | undefined {
  const [pid, startTime] = readIfExists(path.join(directory, stateFiles.process))?.split(" ").map(Number) ?? [];
  return pid === undefined || startTime === undefined ? undefined : { pid, startTime };
}

/** The exit status that the parent recorded; undefined when nobody has, yet or ever. */
export function readExit(directory: string): number | undefined {
  const text = readIfExists(path.join(directory, stateFiles.exit));
  return text === undefined ? undefined : Number(text);
}

/** State and start time of a process (proc(5), /proc/<pid>/stat); undefined when there is none. */
function readStat(pid: number): { state: string; startTime: number } | undefined {
  let stat: string | undefined;
  try {
    stat = readIfExists(`/proc/${pid}/stat`);
  } catch (error) {
    // It ended between open and read.
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return undefined;
    throw error;
  }
  // The name in parentheses may hold anything.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields && { state: fields[0] ?? "", startTime: Number(fields[19]) };
}

/** The process that has this PID now; undefined when none has. */
export function readProcessIdentity(pid: number): ProcessIdentity | undefined {
  const stat = readStat(pid);
  return stat && { pid, startTime: stat.startTime };
}

/** The file that a process executes; undefined when that cannot be told. */
export function programOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return undefined;
  }
}

/** Whether that very process lives; a zombie does not. */
export function isAlive({ pid, startTime }: ProcessIdentity): boolean {
  const stat = readStat(pid);
  return stat !== undefined && stat.state !== "Z" && stat.state !== "X" && stat.startTime === startTime;
}

/**
 * Opens the FIFO that a created container waits on; undefined when nobody waits. The one who waits holds it open for reading, and
 * exec closes it.
 */
export function openStart(directory: string): number | undefined {
  const fifo = path.join(directory, stateFiles.start);
  // Most often it is gone, and an exception costs ten times as much as this look.
  if (!existsSync(fifo)) return undefined;
  try {
    return openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENXIO" || code === "ENOENT") return undefined;
    throw error;
  }
}

/** @param isPaused asked only of a container that has a process and has not ended */
export function statusOf(directory: string, isPaused: () => boolean): Status {
  const identity = readProcess(directory);
  if (!identity) return readExit(directory) === undefined ? "creating" : "stopped";
  if (!isAlive(identity)) return "stopped";
  if (existsSync(path.join(directory, stateFiles.unready))) return "creating";
  if (isPaused()) return "paused";
  const start = openStart(directory);
  // Its end has begun: it has let go of the FIFO, which `start` would have removed.
  // Or it was removed, with the container, since the process was looked at.
  if (start === undefined) return existsSync(path.join(directory, stateFiles.start)) || !isAlive(identity) ? "stopped" : "running";
  closeSync(start);
  return "created";
}

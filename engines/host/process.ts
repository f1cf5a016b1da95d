import { readdirSync, readFileSync } from "node:fs";
import { hasCode } from "./error_code.ts";
import { namespaceIdentity, sameNamespace } from "./namespaces.ts";

/** What the kernel tells of a process in /proc/<pid>/status and stat (proc_pid_status(5), proc_pid_stat(5)). */
export interface ProcessStatus {
  /** As the reader's PID namespace numbers it. */
  pid: number;
  comm: string;
  /** R running, S sleeping, D waiting for I/O, T stopped, t traced, Z zombie, X dead. */
  state: string;
  /** 0 when the parent is outside the reader's namespace. */
  ppid: number;
  /** Its PID in each PID namespace, the reader's first, its own last. */
  nspid: number[];
  /** real, effective, saved, file system */
  uids: number[];
  gids: number[];
  threads: number;
  /** Start, clock ticks after boot: together with the PID it names one process for good. */
  startTime: number;
  /** The device of the terminal that controls its session; undefined without one. */
  terminal: { major: number; minor: number } | undefined;
  /** User and system time it used, clock ticks. */
  cpuTicks: number;
  /** Resident memory, bytes; 0 for a zombie. */
  residentBytes: number;
  /** 0 none, 1 strict, 2 filter; undefined on a kernel without seccomp(2). */
  seccomp: number | undefined;
  /** Numbers of the signals it has handlers for. */
  caughtSignals: number[];
}

/** The status of a process, or `undefined` when there is none of that PID. A zombie still has one. */
export function processStatus(pid: number): ProcessStatus | undefined {
  try {
    return parseStatus(readFileSync(`/proc/${pid}/status`, "utf8"), readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** Parses the texts of /proc/<pid>/status and /proc/<pid>/stat. */
export function parseStatus(status: string, stat: string): ProcessStatus {
  const field = (name: string): string => new RegExp(`^${name}:\\s*(.*)$`, "m").exec(status)?.[1]?.trim() ?? "";
  const numbers = (name: string): number[] => field(name).split(/\s+/).map(Number);
  // comm may hold spaces and parentheses: the fields go on after the last ")".
  const afterComm = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return {
    pid: Number(field("Pid")),
    comm: field("Name"),
    state: field("State").charAt(0),
    ppid: Number(field("PPid")),
    nspid: numbers("NSpid"),
    uids: numbers("Uid"),
    gids: numbers("Gid"),
    threads: Number(field("Threads")),
    startTime: Number(afterComm[19]),
    terminal: terminalOf(Number(afterComm[4])),
    cpuTicks: Number(afterComm[11]) + Number(afterComm[12]),
    residentBytes: Number(/^(\d+)/.exec(field("VmRSS"))?.[1] ?? 0) * 1024,
    seccomp: field("Seccomp") === "" ? undefined : Number(field("Seccomp")),
    caughtSignals: signalsOfMask(field("SigCgt")),
  };
}

/** tty_nr: the minor number is in bits 31 to 20 and 7 to 0, the major in 15 to 8 (proc_pid_stat(5)). */
function terminalOf(number: number): { major: number; minor: number } | undefined {
  return number === 0 ? undefined : { major: (number >> 8) & 0xff, minor: ((number >> 12) & 0xfff00) | (number & 0xff) };
}

/** The numbers of the descriptors that a process has open, in order. @throws a Node system error when it is gone. */
export function openDescriptors(pid: number): number[] {
  return readdirSync(`/proc/${pid}/fd`)
    .map(Number)
    .toSorted((one, other) => one - other);
}

/** Signal numbers of a hexadecimal mask: bit 0 is signal 1. */
export function signalsOfMask(mask: string): number[] {
  const bits = BigInt(`0x${mask || "0"}`);
  return Array.from({ length: 64 }, (_, index) => index + 1).filter((signal) => (bits >> BigInt(signal - 1)) & 1n);
}

/** Whether the very process that started then still runs; a zombie does not. */
export function alive(pid: number, startTime: number): boolean {
  const status = processStatus(pid);
  return status !== undefined && status.startTime === startTime && status.state !== "Z" && status.state !== "X";
}

/** The PIDs of every process that the reader's /proc lists. */
export function allPids(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/**
 * The processes in the same PID namespace as `pid`. Left out are zombies, whose namespace can no longer be read, and
 * processes that even root may not look at (a host's PID 1 in a sandbox of its own).
 */
export function processesInNamespaceOf(pid: number): ProcessStatus[] {
  const wanted = namespaceIdentity(pid, "pid");
  return allPids()
    .filter((candidate) => {
      try {
        return sameNamespace(namespaceIdentity(candidate, "pid"), wanted);
      } catch (error) {
        if (isGone(error) || hasCode(error, "EACCES")) return false;
        throw error;
      }
    })
    .flatMap((candidate) => processStatus(candidate) ?? []);
}

/** A process and everything below it by parentage, itself first; zombies included. */
export function processTree(pid: number): ProcessStatus[] {
  const all = allPids().flatMap((candidate) => processStatus(candidate) ?? []);
  const tree = all.filter((candidate) => candidate.pid === pid);
  for (const parent of tree) tree.push(...all.filter(({ ppid }) => ppid === parent.pid));
  return tree;
}

/** An environment variable that the process was started with, or `undefined`. */
export function initialEnvironment(pid: number, name: string): string | undefined {
  try {
    const entries = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
    return entries.find((entry) => entry.startsWith(`${name}=`))?.slice(name.length + 1);
  } catch (error) {
    if (isGone(error) || hasCode(error, "EACCES")) return undefined;
    throw error;
  }
}

/** ENOENT: no such PID; ESRCH: it ended between open and read. */
function isGone(error: unknown): boolean {
  return hasCode(error, "ENOENT", "ESRCH");
}

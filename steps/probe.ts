import { expect } from "chai";
import type { NamespaceIdentity } from "../engines/host/namespaces.ts";

/** What the probe reports of what it sees: the members that steps look at (docs/probe.md). */
export interface Report {
  pid: number;
  ppid: number;
  session: number;
  uid: { real: number; effective: number };
  hostname: string;
  /** 0 none, 1 strict, 2 filter; `null` without /proc. */
  seccomp: number | null;
  /** By the names of the links below /proc/self/ns; `null` where it could not be read. */
  namespaces: Record<string, NamespaceIdentity | null> | null;
  /** The lines of /proc/self/cgroup. */
  cgroup: string[];
  kernel: { release: string };
  args: string[];
  /** ns; the tick is the scheduler's. */
  clocks: { tick: number };
  /** Of /proc/meminfo, bytes. */
  meminfo: { total: number };
  /** Three ways in which programs count CPUs: sysconf(3), sched_getaffinity(2), the entries of /proc/cpuinfo. */
  cpus: { online: number; affinity: number; cpuinfo: number | null };
}

/** One process as `probe ps` lists it. */
export interface ListedProcess {
  pid: number;
  ppid: number;
  comm: string;
  state: string;
}

/** The probe's word for a call that was refused. */
export interface Refusal {
  errno: string;
  call: string;
}

/** The JSON documents among the lines a probe has written; an unfinished last line is left out. */
export function documents(stdout: string): unknown[] {
  return stdout
    .slice(0, stdout.lastIndexOf("\n") + 1)
    .split("\n")
    .filter((line) => line !== "")
    .map(parse);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return expect.fail(`the probe's output should be one JSON document a line, but one line is: ${line.slice(0, 500)}`);
  }
}

/** The refusal that a document tells of, if it does. */
export function refusal(document: unknown): Refusal | undefined {
  return typeof document === "object" && document !== null && "errno" in document && typeof document.errno === "string"
    ? (document as Refusal)
    : undefined;
}

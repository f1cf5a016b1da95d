import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";

/** Times in /proc/stat are in USER_HZ, which is 100 on every architecture Linux offers to user space (time(7)). */
const microsPerUserTick = 10_000;

/** CPU time of all CPUs together since boot, µs (proc_stat(5)). */
export interface HostCpuTimes {
  /** Nothing to run, waiting for I/O included. */
  idleMicros: number;
  /** Taken by the hypervisor for other guests. */
  stealMicros: number;
}

export function hostCpuTimes(): HostCpuTimes {
  return parseStat(readFileSync("/proc/stat", "utf8"));
}

/** Parses the first line of /proc/stat: user nice system idle iowait irq softirq steal … */
export function parseStat(text: string): HostCpuTimes {
  const fields = (/^cpu +(.*)$/m.exec(text)?.[1] ?? "").split(" ").map(Number);
  return { idleMicros: ((fields[3] ?? 0) + (fields[4] ?? 0)) * microsPerUserTick, stealMicros: (fields[7] ?? 0) * microsPerUserTick };
}

/** CPUs this process may run on. */
export function cpuCount(): number {
  return availableParallelism();
}

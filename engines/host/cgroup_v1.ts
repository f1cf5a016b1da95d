import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Throttling } from "./cgroup.ts";
import { keyedValues } from "./cgroup_files.ts";

/** cpuacct.usage counts nanoseconds (Documentation/admin-guide/cgroup-v1/cpuacct.rst). */
export function cpuUsageMicros(directory: string): number {
  return read(directory, "cpuacct.usage") / 1000;
}

/** cpu.cfs_quota_us and cpu.cfs_period_us (Documentation/scheduler/sched-bwc.rst, "Management"). */
export function cpuBandwidth(directory: string): { quota: number; period: number } {
  return { quota: read(directory, "cpu.cfs_quota_us"), period: read(directory, "cpu.cfs_period_us") };
}

export function cpuShares(directory: string): number {
  return read(directory, "cpu.shares");
}

/** throttled_time counts nanoseconds on v1 (Documentation/scheduler/sched-bwc.rst, "Statistics"). */
export function cpuThrottling(directory: string): Throttling {
  const stat = keyedValues(join(directory, "cpu.stat"));
  return { periods: stat["nr_periods"] ?? 0, throttled: stat["nr_throttled"] ?? 0, timeMicros: (stat["throttled_time"] ?? 0) / 1000 };
}

export function cpusAllowed(directory: string): string {
  return readFileSync(join(directory, "cpuset.cpus"), "utf8").trim();
}

/** "No limit" is the largest multiple of the page size that fits a counter (mm/page_counter.c, PAGE_COUNTER_MAX). */
export function memoryLimit(directory: string): number | undefined {
  const limit = read(directory, "memory.limit_in_bytes");
  return limit >= 2 ** 62 ? undefined : limit;
}

/** memory.oom_control has the counter since 4.13; memory.failcnt is no substitute. */
export function oomKills(directory: string): number {
  return keyedValues(join(directory, "memory.oom_control"))["oom_kill"] ?? 0;
}

function read(directory: string, file: string): number {
  return Number(readFileSync(join(directory, file), "utf8"));
}

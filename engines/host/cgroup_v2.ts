import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Throttling } from "./cgroup.ts";
import { keyedValues } from "./cgroup_files.ts";

/** Controllers that every v2 group has without being enabled (Documentation/admin-guide/cgroup-v2.rst, "Core Interface Files"). */
export const implicit: ReadonlySet<string> = new Set(["freezer"]);

export function cpuUsageMicros(directory: string): number {
  return keyedValues(join(directory, "cpu.stat"))["usage_usec"] ?? 0;
}

/** cpu.max: "max 100000" or "20000 100000" (Documentation/admin-guide/cgroup-v2.rst, "CPU Interface Files"). */
export function cpuBandwidth(directory: string): { quota: number; period: number } {
  const [quota, period] = readFileSync(join(directory, "cpu.max"), "utf8").trim().split(" ");
  return { quota: quota === "max" ? -1 : Number(quota), period: Number(period) };
}

export function cpuWeight(directory: string): number {
  return Number(readFileSync(join(directory, "cpu.weight"), "utf8"));
}

export function cpuThrottling(directory: string): Throttling {
  const stat = keyedValues(join(directory, "cpu.stat"));
  return { periods: stat["nr_periods"] ?? 0, throttled: stat["nr_throttled"] ?? 0, timeMicros: stat["throttled_usec"] ?? 0 };
}

export function cpusAllowed(directory: string): string {
  return readFileSync(join(directory, "cpuset.cpus.effective"), "utf8").trim();
}

export function memoryLimit(directory: string): number | undefined {
  const file = join(directory, "memory.max");
  if (!existsSync(file)) return undefined; // the root group has no limit, nor the file
  const limit = readFileSync(file, "utf8").trim();
  return limit === "max" ? undefined : Number(limit);
}

export function oomKills(directory: string): number {
  return keyedValues(join(directory, "memory.events"))["oom_kill"] ?? 0;
}

import type { Resources } from "../../configuration/resources.ts";
import type { Write } from "./write.ts";

/**
 * CPU bandwidth and weight (kernel Documentation/scheduler/sched-bwc.rst, sched-rt-group.rst). The period first: a quota is checked against
 * it, and a burst against the quota. Idle last: an idle group has no shares to set.
 */
export function cpuWrites({ cpu }: Resources): Write[] {
  const writes: Write[] = [];
  const add = (file: string, value: number | undefined): void => {
    if (value) writes.push({ file, value: String(value) });
  };
  add("cpu.rt_period_us", cpu?.realtimePeriod);
  add("cpu.rt_runtime_us", cpu?.realtimeRuntime);
  add("cpu.shares", cpu?.shares);
  add("cpu.cfs_period_us", cpu?.period);
  add("cpu.cfs_quota_us", cpu?.quota);
  if (cpu?.burst !== undefined) writes.push({ file: "cpu.cfs_burst_us", value: String(cpu.burst) });
  if (cpu?.idle !== undefined) writes.push({ file: "cpu.idle", value: String(cpu.idle) });
  return writes;
}

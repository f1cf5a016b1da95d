import type { Resources } from "../../configuration/types.ts";
import type { Write } from "./write.ts";

/** CPU bandwidth and weight (kernel Documentation/scheduler/sched-bwc.rst). The period first: a quota is checked against it. */
export function cpuWrites({ cpu }: Resources): Write[] {
  const writes: Write[] = [];
  if (cpu?.shares) writes.push({ file: "cpu.shares", value: String(cpu.shares) });
  if (cpu?.period) writes.push({ file: "cpu.cfs_period_us", value: String(cpu.period) });
  if (cpu?.quota) writes.push({ file: "cpu.cfs_quota_us", value: String(cpu.quota) });
  return writes;
}

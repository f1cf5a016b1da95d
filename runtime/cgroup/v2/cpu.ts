import type { Resources } from "../../configuration/resources.ts";
import type { Write } from "./write.ts";

/**
 * v1 shares (2 to 262144, 1024 by default) as a v2 weight (1 to 10000, 100 by default): the quadratic function through those three, as
 * ConvertCPUSharesToCgroupV2Value of opencontainers/cgroups has it (runc from 1.3.2 on, crun from 1.23 on).
 */
export function weightOf(shares: number): number {
  if (shares <= 2) return 1;
  if (shares >= 262_144) return 10_000;
  const logarithm = Math.log2(shares);
  return Math.ceil(10 ** ((logarithm ** 2 + 125 * logarithm) / 612 - 7 / 34));
}

/**
 * CPU bandwidth, µs, and weight (kernel Documentation/admin-guide/cgroup-v2.rst, "CPU Interface Files"). A quota alone leaves the period
 * as it is.
 *
 * @param quotaNow what cpu.max holds, for a period alone
 */
export function cpuWrites({ cpu }: Resources, quotaNow: () => string): Write[] {
  const writes: Write[] = [];
  if (cpu?.shares) writes.push({ file: "cpu.weight", value: String(weightOf(cpu.shares)), asked: "linux.resources.cpu.shares" });
  // After the weight, which an idle group has not.
  if (cpu?.idle !== undefined) writes.push({ file: "cpu.idle", value: String(cpu.idle), asked: "linux.resources.cpu.idle" });
  writes.push(...bandwidth(cpu, quotaNow));
  if (cpu?.burst !== undefined) writes.push({ file: "cpu.max.burst", value: String(cpu.burst), asked: "linux.resources.cpu.burst" });
  return writes;
}

function bandwidth(cpu: Resources["cpu"], quotaNow: () => string): Write[] {
  if (!cpu?.quota && !cpu?.period) return [];
  const quota = cpu.quota ? (cpu.quota < 0 ? "max" : String(cpu.quota)) : quotaNow();
  const asked = `linux.resources.cpu.${cpu.quota ? "quota" : "period"}`;
  return [{ file: "cpu.max", value: cpu.period ? `${quota} ${cpu.period}` : quota, asked }];
}

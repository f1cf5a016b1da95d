import { ConfigurationError } from "../../configuration/error.ts";
import type { Resources } from "../../configuration/resources.ts";

/** What is asked that only v1 knows, and why v2 has nothing like it. */
function* asked({ cpu, memory }: Resources): Generator<[field: string, reason: string, value: unknown]> {
  const processes = "cgroup v2 has no such control: threads with real-time policies are limited by it no more";
  if (cpu?.realtimePeriod) yield ["cpu.realtimePeriod", processes, cpu.realtimePeriod];
  if (cpu?.realtimeRuntime) yield ["cpu.realtimeRuntime", processes, cpu.realtimeRuntime];
  const part = "cgroup v2 has no limit of its own for it: it counts in memory.limit";
  if (memory?.kernel && memory.kernel !== -1) yield ["memory.kernel", part, memory.kernel];
  if (memory?.kernelTCP && memory.kernelTCP !== -1) yield ["memory.kernelTCP", part, memory.kernelTCP];
  if (memory?.swappiness !== undefined && memory.swappiness !== -1)
    yield ["memory.swappiness", "cgroup v2 has no swappiness of a group", memory.swappiness];
  if (memory?.useHierarchy === false) yield ["memory.useHierarchy", "on cgroup v2 a group's limit always counts those below it", false];
}

/** @throws `ConfigurationError` */
export function refuseWhatOnlyV1Has(resources: Resources): void {
  for (const [field, reason, value] of asked(resources)) throw new ConfigurationError(`linux.resources.${field}`, reason, value);
}

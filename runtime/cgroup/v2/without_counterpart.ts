import { ConfigurationError } from "../../configuration/error.ts";
import type { Resources } from "../../configuration/resources.ts";

/** What is asked that only v1 knows, and why v2 has nothing like it. */
function* asked({ cpu, memory, blockIO, network }: Resources): Generator<[field: string, reason: string, value: unknown]> {
  const processes = "cgroup v2 has no such control: threads with real-time policies are limited by it no more";
  if (cpu?.realtimePeriod) yield ["cpu.realtimePeriod", processes, cpu.realtimePeriod];
  if (cpu?.realtimeRuntime) yield ["cpu.realtimeRuntime", processes, cpu.realtimeRuntime];
  const part = "cgroup v2 has no limit of its own for it: it counts in memory.limit";
  if (memory?.kernel && memory.kernel !== -1) yield ["memory.kernel", part, memory.kernel];
  if (memory?.kernelTCP && memory.kernelTCP !== -1) yield ["memory.kernelTCP", part, memory.kernelTCP];
  if (memory?.swappiness !== undefined && memory.swappiness !== -1)
    yield ["memory.swappiness", "cgroup v2 has no swappiness of a group", memory.swappiness];
  if (memory?.disableOOMKiller) yield ["memory.disableOOMKiller", "cgroup v2 always ends processes above the limit", true];
  const leaf = "cgroup v2 has no such weight: a group with processes has no groups below to compete with";
  if (blockIO?.leafWeight) yield ["blockIO.leafWeight", leaf, blockIO.leafWeight];
  for (const [index, { leafWeight }] of (blockIO?.weightDevice ?? []).entries())
    if (leafWeight) yield [`blockIO.weightDevice[${index}].leafWeight`, leaf, leafWeight];
  const packets = "cgroup v2 has no such control: packets are told by their group itself there (iptables-extensions(8), cgroup)";
  if (network?.classID) yield ["network.classID", packets, network.classID];
  if (network?.priorities?.length) yield ["network.priorities", packets, network.priorities];
  if (memory?.useHierarchy === false) yield ["memory.useHierarchy", "on cgroup v2 a group's limit always counts those below it", false];
}

/** @throws `ConfigurationError` */
export function refuseWhatOnlyV1Has(resources: Resources): void {
  for (const [field, reason, value] of asked(resources)) throw new ConfigurationError(`linux.resources.${field}`, reason, value);
}

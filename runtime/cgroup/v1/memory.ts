import type { Resources } from "../../configuration/resources.ts";
import type { Write } from "./write.ts";

/** Memory limits, bytes (kernel Documentation/admin-guide/cgroup-v1/memory.rst). memsw may not be below the limit, so it comes last. */
export function memoryWrites({ memory }: Resources): Write[] {
  const writes: Write[] = [];
  if (memory?.useHierarchy !== undefined) writes.push({ file: "memory.use_hierarchy", value: memory.useHierarchy ? "1" : "0" });
  if (memory?.limit) writes.push({ file: "memory.limit_in_bytes", value: String(memory.limit) });
  if (memory?.reservation) writes.push({ file: "memory.soft_limit_in_bytes", value: String(memory.reservation) });
  if (memory?.swap) writes.push({ file: "memory.memsw.limit_in_bytes", value: String(memory.swap) });
  if (memory?.kernel && memory.kernel !== -1) writes.push({ file: "memory.kmem.limit_in_bytes", value: String(memory.kernel) });
  if (memory?.kernelTCP) writes.push({ file: "memory.kmem.tcp.limit_in_bytes", value: String(memory.kernelTCP) });
  if (memory?.swappiness !== undefined && memory.swappiness !== -1)
    writes.push({ file: "memory.swappiness", value: String(memory.swappiness) });
  if (memory?.disableOOMKiller) writes.push({ file: "memory.oom_control", value: "1" });
  return writes;
}

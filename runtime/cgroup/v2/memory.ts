import { ConfigurationError } from "../../configuration/error.ts";
import type { Resources } from "../../configuration/resources.ts";
import type { Write } from "./write.ts";

const bytes = (value: number): string => (value < 0 ? "max" : String(value));

/**
 * Memory limits, bytes (kernel Documentation/admin-guide/cgroup-v2.rst, "Memory Interface Files"). In the specification's words `swap` is
 * memory and swap together; here it is swap alone.
 *
 * @throws `ConfigurationError` for a sum that says nothing about swap
 */
export function memoryWrites({ memory }: Resources): Write[] {
  const writes: Write[] = [];
  const add = (file: string, value: string, field: string, ifExists = false): void => {
    writes.push({ file, value, asked: `linux.resources.memory.${field}`, ...(ifExists && { ifExists }) });
  };
  if (memory?.limit) add("memory.max", bytes(memory.limit), "limit");
  if (memory?.reservation) add("memory.low", bytes(memory.reservation), "reservation");
  const swap = swapOf(memory);
  // Without swap in the kernel, none or as much as there is are so anyhow.
  if (swap !== undefined) add("memory.swap.max", bytes(swap), "swap", swap <= 0);
  return writes;
}

/** As ConvertMemorySwapToCgroupV2Value of opencontainers/cgroups has it. -1 is no limit; undefined is nothing to write. */
function swapOf({ limit = 0, swap = 0 }: NonNullable<Resources["memory"]> = {}): number | undefined {
  // As on v1, where the sum has no limit then either.
  if (limit === -1 && swap === 0) return -1;
  if (swap === 0) return undefined;
  if (swap === -1 || limit === -1) return swap;
  const path = "linux.resources.memory.swap";
  if (limit === 0)
    throw new ConfigurationError(path, "is the limit of memory and swap together: it needs linux.resources.memory.limit", swap);
  if (swap < limit) throw new ConfigurationError(path, "is the limit of memory and swap together: it must not be below memory.limit", swap);
  return swap - limit;
}

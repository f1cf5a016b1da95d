/** What a set of resources asks to be written to a v2 group. */
import { ConfigurationError } from "../../configuration/error.ts";
import type { Resources } from "../../configuration/resources.ts";
import { isEndless } from "../endless.ts";
import { cpuWrites } from "./cpu.ts";
import { ioWrites } from "./io.ts";
import { memoryWrites } from "./memory.ts";
import { refuseWhatOnlyV1Has } from "./without_counterpart.ts";
import type { Write } from "./write.ts";

function cpusetWrites({ cpu }: Resources): Write[] {
  return (["cpus", "mems"] as const).flatMap((field) => {
    const value = cpu?.[field];
    return value ? [{ file: `cpuset.${field}`, value, asked: `linux.resources.cpu.${field}` }] : [];
  });
}

/** Number of tasks; 0 and -1 are no limit, as on v1. */
function pidsWrites({ pids }: Resources): Write[] {
  return pids ? [{ file: "pids.max", value: pids.limit > 0 ? String(pids.limit) : "max", asked: "linux.resources.pids.limit" }] : [];
}

/** Limits of huge pages, bytes: of faults, and of reservations (Linux 5.7). */
function hugetlbWrites({ hugepageLimits }: Resources): Write[] {
  return (hugepageLimits ?? []).flatMap(({ pageSize, limit }) =>
    ["max", "rsvd.max"].map((name) => ({
      file: `hugetlb.${pageSize}.${name}`,
      value: isEndless(limit) ? "max" : String(limit),
      asked: "linux.resources.hugepageLimits",
    })),
  );
}

/** File by file as they are (config-linux.md, "Unified"); last, so that they have the last word. A file takes one line a write. */
function plainWrites({ unified }: Resources): Write[] {
  return Object.entries(unified ?? {}).flatMap(([file, text]) =>
    text
      .split("\n")
      .filter(Boolean)
      .map((value) => ({ file, value, asked: `linux.resources.unified[${JSON.stringify(file)}]` })),
  );
}

/** The controller that a control file belongs to: "memory" of memory.max. The core's own files have none. */
export const controllerOf = (file: string): string => file.slice(0, file.indexOf("."));

/**
 * @param offered the controllers that the group can be given
 * @param quotaNow what cpu.max holds
 * @throws `ConfigurationError` that names what needs a controller which is not offered
 */
export function resourceWrites(resources: Resources, offered: readonly string[], quotaNow: () => string = () => "max"): Write[] {
  refuseWhatOnlyV1Has(resources);
  const writes = [
    ...cpuWrites(resources, quotaNow),
    ...cpusetWrites(resources),
    ...memoryWrites(resources),
    ...pidsWrites(resources),
    ...ioWrites(resources),
    ...hugetlbWrites(resources),
    ...plainWrites(resources),
  ];
  for (const { file, value, asked } of writes) {
    const controller = controllerOf(file);
    if (controller !== "cgroup" && !offered.includes(controller))
      throw new ConfigurationError(
        asked,
        `needs the cgroup controller ${controller}, which is not offered here (cgroup.controllers: ${offered.join(" ") || "none"})`,
        value,
      );
  }
  return writes;
}

import type { Limits } from "../contract.ts";
import type { RequestMutant } from "./request_mutant.ts";

type Bandwidth = NonNullable<Limits["cpu"]>;

/** A mutant of the containers that ask for the limit; `change` gives undefined to drop it. */
function limit<Name extends keyof Limits>(
  name: string,
  of: Name,
  change: (value: NonNullable<Limits[Name]>) => Limits[Name],
): RequestMutant {
  return {
    name: `limits/${name}`,
    container: (request) => {
      const value = request.limits[of];
      if (value === undefined) return request;
      const { [of]: _, ...others } = request.limits;
      const changed = change(value);
      return { ...request, limits: changed === undefined ? others : { ...others, [of]: changed } };
    },
  };
}

/** A mutant of the containers that do not ask for the limit. */
function imposed<Name extends keyof Limits>(name: string, of: Name, value: NonNullable<Limits[Name]>): RequestMutant {
  return {
    name: `limits/${name}`,
    container: (request) => (request.limits[of] === undefined ? { ...request, limits: { ...request.limits, [of]: value } } : request),
  };
}

/** What the kernel accepts: a quota of at least 1 ms, a period of at most 1 s (sched-bwc.rst). */
const accepted = ({ quota, period }: Bandwidth): Bandwidth => ({ quota: Math.max(quota, 1000), period: Math.min(period, 1_000_000) });

/** Limits that are not applied, applied otherwise, or applied unasked. */
export const limitMutants: RequestMutant[] = [
  limit("cpu/dropped", "cpu", () => undefined),
  limit("cpu/doubled", "cpu", ({ quota, period }) => ({ quota: quota * 2, period })),
  limit("cpu/halved", "cpu", ({ quota, period }) => ({ quota: quota / 2, period })),
  limit("cpu/period-halved", "cpu", ({ quota, period }) => ({ quota, period: period / 2 })),
  limit("cpu/same-share-of-other-period", "cpu", ({ quota, period }) => ({ quota: quota / 2, period: period / 2 })),
  limit("cpu/brought-into-range", "cpu", accepted),
  imposed("cpu/imposed", "cpu", { quota: 50_000, period: 100_000 }),
  imposed("cpu/period-imposed", "cpu", { quota: -1, period: 50_000 }),
  limit("cpu-weight/dropped", "cpuShares", () => undefined),
  {
    name: "limits/cpu-weight/of-a-later-container-quadrupled",
    container: (request, { earlier }) =>
      earlier !== undefined && request.limits.cpuShares
        ? { ...request, limits: { ...request.limits, cpuShares: request.limits.cpuShares * 4 } }
        : request,
  },
  limit("cpus/dropped", "cpus", () => undefined),
  imposed("cpus/imposed", "cpus", "0"),
  {
    name: "limits/memory/dropped",
    container: (request) => {
      const { memory, ...others } = request.limits;
      // Without its limit such a program would take half of what the host has.
      const sizesItself = request.args.some((each) => each.endsWith("%reported"));
      return memory === undefined || sizesItself ? request : { ...request, limits: others };
    },
  },
  limit("memory/doubled", "memory", (bytes) => bytes * 2),
  imposed("memory/imposed", "memory", 16 * 1024 ** 2),
  limit("memory/oom-killer-enabled", "disableOomKiller", () => undefined),
  limit("pids/dropped", "pids", () => undefined),
  limit("pids/doubled", "pids", (tasks) => tasks * 2),
  imposed("pids/imposed", "pids", 3),
  limit("unified/dropped", "unified", () => undefined),
  limit("unified/other-values", "unified", (files) => Object.fromEntries(Object.keys(files).map((file) => [file, "0"]))),
  limit("unified/with-known-files-only", "unified", (files) =>
    Object.fromEntries(Object.entries(files).filter(([file]) => /^(cgroup|cpu|io|memory|pids)\./.test(file))),
  ),
  {
    name: "group/that-of-the-run",
    container: (request) => {
      const { group, ...others } = request;
      return group === undefined ? request : others;
    },
  },
  { name: "group/another", container: (request) => ({ ...request, group: "elsewhere" }) },
  { name: "update/ignored", operation: { of: "update", container: async () => undefined } },
];

/** What the control groups of a container have counted, in the shape that runc's `events --stats` gives it. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { StateRecord } from "../container/state.ts";

/** Bytes. */
interface MemoryUsage {
  limit: number;
  usage?: number;
  max?: number;
  failcnt: number;
}

interface BlockEntry {
  major: number;
  minor: number;
  op: string;
  value: number;
}

export interface Statistics {
  /** ns. */
  cpu: {
    usage: { total: number; percpu?: number[]; kernel: number; user: number };
    throttling: { periods?: number; throttledPeriods?: number; throttledTime?: number };
  };
  memory: {
    /** Bytes of the page cache. */
    cache?: number;
    usage: MemoryUsage;
    /** Of memory and swap together. */
    swap?: MemoryUsage;
    kernel?: MemoryUsage;
    kernelTCP?: MemoryUsage;
    raw: Record<string, number>;
  };
  pids: { current?: number; limit?: number };
  blkio: { ioServiceBytesRecursive?: BlockEntry[]; ioServicedRecursive?: BlockEntry[] };
  /** By page size. */
  hugetlb: Record<string, { usage: number; max?: number; failcnt: number }>;
}

/** No limit, as a number. */
const unlimited = Number.MAX_SAFE_INTEGER;

/** Files of a group; those that a kernel or a hierarchy has not are left out. */
class Files {
  readonly #groups: readonly string[];
  constructor(groups: readonly string[]) {
    this.#groups = groups;
  }

  text(name: string): string | undefined {
    for (const group of this.#groups) {
      try {
        return readFileSync(path.join(group, name), "utf8").trim();
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        // ENODEV: the group has gone meanwhile.
        if (code !== "ENOENT" && code !== "EOPNOTSUPP" && code !== "ENODEV") throw error;
      }
    }
    return undefined;
  }

  number(name: string): number | undefined {
    const text = this.text(name);
    return text === "max" ? unlimited : text === undefined ? undefined : Number(text);
  }

  lines(name: string): string[][] {
    const lines = (this.text(name) ?? "").split("\n").filter(Boolean);
    return lines.map((line) => line.split(/\s+/));
  }

  table(name: string): Record<string, number> {
    return Object.fromEntries(this.lines(name).map(([key = "", value]) => [key, Number(value)]));
  }

  /** Those whose name the pattern fits. */
  names(pattern: RegExp): string[] {
    return this.#groups.flatMap((group) => readdirSync(group).filter((name) => pattern.test(name)));
  }
}

export function statisticsOf({ groups, cgroupVersion }: StateRecord): Statistics {
  const files = new Files(groups);
  const limit = files.number("pids.max");
  return {
    ...(cgroupVersion === 2 ? unified(files) : perController(files)),
    pids: { ...maybe("current", files.number("pids.current")), ...maybe("limit", limit === unlimited ? undefined : limit) },
  };
}

/** How often a process of it was ended for want of memory. */
export function oomKills({ groups, cgroupVersion }: StateRecord): number {
  return new Files(groups).table(cgroupVersion === 2 ? "memory.events" : "memory.oom_control")["oom_kill"] ?? 0;
}

function maybe<Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Value>);
}

/** Those values that there are. */
function nonEmpty<Name extends string, Value>(name: Name, list: Value[]): Partial<Record<Name, Value[]>> {
  return maybe(name, list.length > 0 ? list : undefined);
}

function unified(files: Files): Omit<Statistics, "pids"> {
  const cpu = files.table("cpu.stat");
  const nanoseconds = (name: string): number => (cpu[name] ?? 0) * 1000;
  const events = files.table("memory.events");
  const raw = files.table("memory.stat");
  const usage = { limit: files.number("memory.max") ?? unlimited, usage: files.number("memory.current") ?? 0 };
  const swapped = files.number("memory.swap.current");
  const swapLimit = files.number("memory.swap.max") ?? unlimited;
  const together = usage.limit === unlimited || swapLimit === unlimited ? unlimited : usage.limit + swapLimit;
  const swap = swapped === undefined ? undefined : { limit: together, usage: usage.usage + swapped, failcnt: 0 };
  return {
    cpu: {
      usage: { total: nanoseconds("usage_usec"), kernel: nanoseconds("system_usec"), user: nanoseconds("user_usec") },
      throttling: {
        ...maybe("periods", cpu["nr_periods"]),
        ...maybe("throttledPeriods", cpu["nr_throttled"]),
        ...maybe("throttledTime", cpu["throttled_usec"] === undefined ? undefined : nanoseconds("throttled_usec")),
      },
    },
    memory: {
      ...maybe("cache", raw["file"]),
      usage: { ...usage, ...maybe("max", files.number("memory.peak")), failcnt: events["max"] ?? 0 },
      ...maybe("swap", swap),
      raw,
    },
    blkio: {
      ...nonEmpty("ioServiceBytesRecursive", ioStat(files, { rbytes: "Read", wbytes: "Write" })),
      ...nonEmpty("ioServicedRecursive", ioStat(files, { rios: "Read", wios: "Write" })),
    },
    hugetlb: pages(files, /^hugetlb\.(.+)\.current$/, (size) => ({
      usage: files.number(`hugetlb.${size}.current`) ?? 0,
      failcnt: files.table(`hugetlb.${size}.events`)["max"] ?? 0,
    })),
  };
}

/** Lines such as "8:0 rbytes=1 wbytes=2" (cgroup-v2.rst, io.stat). */
function ioStat(files: Files, ops: Record<string, string>): BlockEntry[] {
  return files.lines("io.stat").flatMap(([device = "", ...counters]) => {
    const [major, minor] = device.split(":").map(Number);
    return counters.flatMap((counter) => {
      const [name = "", value] = counter.split("=");
      const op = ops[name];
      return op === undefined ? [] : [{ major: major ?? 0, minor: minor ?? 0, op, value: Number(value) }];
    });
  });
}

function pages(files: Files, pattern: RegExp, look: (size: string) => Statistics["hugetlb"][string]): Statistics["hugetlb"] {
  const sizes = files.names(pattern).flatMap((name) => pattern.exec(name)?.[1] ?? []);
  return Object.fromEntries(sizes.filter((size) => !size.endsWith(".rsvd")).map((size) => [size, look(size)]));
}

/** cpuacct.stat counts in ticks of 1/100 s (USER_HZ). */
const nanosecondsOfTick = 10_000_000;

function perController(files: Files): Omit<Statistics, "pids"> {
  const stat = files.table("cpu.stat");
  const ticks = files.table("cpuacct.stat");
  const raw = files.table("memory.stat");
  const memory = (name: string): MemoryUsage | undefined => {
    const limit = files.number(`memory.${name}limit_in_bytes`);
    if (limit === undefined) return undefined;
    const [usage, max] = ["usage_in_bytes", "max_usage_in_bytes"].map((file) => files.number(`memory.${name}${file}`));
    return { limit, ...maybe("usage", usage), ...maybe("max", max), failcnt: files.number(`memory.${name}failcnt`) ?? 0 };
  };
  return {
    cpu: {
      usage: {
        total: files.number("cpuacct.usage") ?? 0,
        ...nonEmpty("percpu", (files.lines("cpuacct.usage_percpu")[0] ?? []).map(Number)),
        kernel: (ticks["system"] ?? 0) * nanosecondsOfTick,
        user: (ticks["user"] ?? 0) * nanosecondsOfTick,
      },
      throttling: {
        ...maybe("periods", stat["nr_periods"]),
        ...maybe("throttledPeriods", stat["nr_throttled"]),
        ...maybe("throttledTime", stat["throttled_time"]),
      },
    },
    memory: {
      ...maybe("cache", raw["cache"]),
      usage: memory("") ?? { limit: unlimited, usage: 0, failcnt: 0 },
      ...maybe("swap", memory("memsw.")),
      ...maybe("kernel", memory("kmem.")),
      ...maybe("kernelTCP", memory("kmem.tcp.")),
      raw,
    },
    blkio: {
      ...nonEmpty("ioServiceBytesRecursive", throttled(files, "io_service_bytes_recursive")),
      ...nonEmpty("ioServicedRecursive", throttled(files, "io_serviced_recursive")),
    },
    hugetlb: pages(files, /^hugetlb\.(.+)\.usage_in_bytes$/, (size) => ({
      usage: files.number(`hugetlb.${size}.usage_in_bytes`) ?? 0,
      ...maybe("max", files.number(`hugetlb.${size}.max_usage_in_bytes`)),
      failcnt: files.number(`hugetlb.${size}.failcnt`) ?? 0,
    })),
  };
}

/** Lines such as "8:0 Read 1" (blkio-controller.rst). */
function throttled(files: Files, name: string): BlockEntry[] {
  return files.lines(`blkio.throttle.${name}`).flatMap(([device = "", op = "", value]) => {
    const [major, minor] = device.split(":").map(Number);
    return value === undefined ? [] : [{ major: major ?? 0, minor: minor ?? 0, op, value: Number(value) }];
  });
}

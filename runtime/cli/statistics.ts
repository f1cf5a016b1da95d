/** What the control groups of a container have counted, in the shape that runc's `events --stats` gives it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { StateRecord } from "../container/state.ts";

export interface Statistics {
  /** ns. */
  cpu: {
    usage: { total: number; kernel: number; user: number };
    throttling: { periods?: number; throttledPeriods?: number; throttledTime?: number };
  };
  /** Bytes. */
  memory: { usage: { limit: number; usage: number; failcnt: number }; raw: Record<string, number> };
  pids: { current?: number; limit?: number };
}

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
        if (code !== "ENOENT" && code !== "EOPNOTSUPP") throw error;
      }
    }
    return undefined;
  }

  /** `max` is no limit, which runc gives as the largest number there is. */
  number(name: string): number | undefined {
    const text = this.text(name);
    return text === "max" ? Number.MAX_SAFE_INTEGER : text === undefined ? undefined : Number(text);
  }

  table(name: string): Record<string, number> {
    const lines = (this.text(name) ?? "").split("\n").filter(Boolean);
    return Object.fromEntries(lines.map((line) => line.split(" ")).map(([key, value]) => [key, Number(value)]));
  }
}

export function statisticsOf({ groups, cgroupVersion }: StateRecord): Statistics {
  const files = new Files(groups);
  const pids = { ...maybe("current", files.number("pids.current")), ...maybe("limit", files.number("pids.max")) };
  return { ...(cgroupVersion === 2 ? unified(files) : perController(files)), pids };
}

function maybe<Name extends string>(name: Name, value: number | undefined): Partial<Record<Name, number>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, number>);
}

function unified(files: Files): Omit<Statistics, "pids"> {
  const cpu = files.table("cpu.stat");
  const nanoseconds = (name: string): number => (cpu[name] ?? 0) * 1000;
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
      usage: {
        limit: files.number("memory.max") ?? Number.MAX_SAFE_INTEGER,
        usage: files.number("memory.current") ?? 0,
        failcnt: files.table("memory.events")["max"] ?? 0,
      },
      raw: files.table("memory.stat"),
    },
  };
}

/** cpuacct.stat counts in ticks of 1/100 s (USER_HZ). */
const nanosecondsOfTick = 10_000_000;

function perController(files: Files): Omit<Statistics, "pids"> {
  const stat = files.table("cpu.stat");
  const ticks = files.table("cpuacct.stat");
  return {
    cpu: {
      usage: {
        total: files.number("cpuacct.usage") ?? 0,
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
      usage: {
        limit: files.number("memory.limit_in_bytes") ?? Number.MAX_SAFE_INTEGER,
        usage: files.number("memory.usage_in_bytes") ?? 0,
        failcnt: files.number("memory.failcnt") ?? 0,
      },
      raw: files.table("memory.stat"),
    },
  };
}

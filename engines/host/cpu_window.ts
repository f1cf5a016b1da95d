import { setTimeout as sleep } from "node:timers/promises";
import { cpuThrottling, cpuUsageMicros, type ControlGroups } from "./cgroup.ts";
import { hostCpuTimes } from "./cpu_idle.ts";

/** One look at a group's counters; all µs, all counted from the start of the window. */
export interface CpuSample {
  atMicros: number;
  usageMicros: number;
  /** Idle time of the host, all CPUs together. */
  idleMicros: number;
  stealMicros: number;
}

/** What a group did with the CPUs over a stretch of time. */
export interface CpuWindow {
  /** The kernel's tick, µs: a quota is charged at ticks, so each running thread may go over by one. */
  tickMicros: number;
  wallMicros: number;
  usageMicros: number;
  /** Periods in which the quota stopped the group. */
  throttledDelta: number;
  throttledMicros: number;
  /** Idle time of the host, all CPUs together. */
  idleMicros: number;
  /** The first is the start (all zero), the last the end. */
  samples: CpuSample[];
}

const sampleMillis = 100;

/**
 * Watches a group for `windowMs` (real ms) and looks at its counters about every 100 ms.
 * The clock is read before the first look at the usage and after each later one, so the wall time is never too short.
 */
export async function measureCpu(groups: ControlGroups, windowMs: number, tickMicros: number): Promise<CpuWindow> {
  const throttledAtStart = cpuThrottling(groups);
  const hostAtStart = hostCpuTimes();
  const start = process.hrtime.bigint();
  const usageAtStart = cpuUsageMicros(groups);
  const sample = (): CpuSample => {
    const usageMicros = cpuUsageMicros(groups) - usageAtStart;
    const atMicros = Number(process.hrtime.bigint() - start) / 1000;
    const host = hostCpuTimes();
    return {
      atMicros,
      usageMicros,
      idleMicros: host.idleMicros - hostAtStart.idleMicros,
      stealMicros: host.stealMicros - hostAtStart.stealMicros,
    };
  };
  const samples: CpuSample[] = [{ atMicros: 0, usageMicros: 0, idleMicros: 0, stealMicros: 0 }];
  let last: CpuSample;
  do {
    const elapsed = Number(process.hrtime.bigint() - start) / 1e6;
    await sleep(Math.max(1, Math.min(sampleMillis, windowMs - elapsed)));
    last = sample();
    samples.push(last);
  } while (last.atMicros < windowMs * 1000);
  const throttled = cpuThrottling(groups);
  return {
    tickMicros,
    wallMicros: last.atMicros,
    usageMicros: last.usageMicros,
    throttledDelta: throttled.throttled - throttledAtStart.throttled,
    throttledMicros: throttled.timeMicros - throttledAtStart.timeMicros,
    idleMicros: last.idleMicros,
    samples,
  };
}

/** The share of one CPU used in each stretch between two samples: 1 is a whole CPU. For a plot. */
export function cpuShares(window: CpuWindow): { atMicros: number; share: number }[] {
  const looks = spaced(window.samples);
  return looks.slice(1).map((sample, index) => {
    const before = looks[index] ?? sample;
    return { atMicros: sample.atMicros, share: (sample.usageMicros - before.usageMicros) / (sample.atMicros - before.atMicros) };
  });
}

/** The last look may follow so soon on the one before that nothing can be said of the time between: that one is left out. */
function spaced(samples: readonly CpuSample[]): CpuSample[] {
  const last = samples.at(-1);
  const before = samples.at(-2);
  const isClose = last && before && samples.length > 2 && last.atMicros - before.atMicros < (sampleMillis * 1000) / 2;
  return isClose ? [...samples.slice(0, -2), last] : [...samples];
}

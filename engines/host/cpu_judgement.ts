import type { CpuWindow } from "./cpu_window.ts";

/** `starved`: the host had no CPU to give, so nothing can be told. */
export type Judgement = "yes" | "no" | "starved";

/**
 * The most a group may be seen to use in a window, µs: it can spend a quota in each period the window touches. Charges come at ticks
 * (kernel/sched/fair.c, account_cfs_rq_runtime): each of its threads can go over by a tick before the quota is found spent, and what
 * it had run but not been charged for at the first look, a tick at most, is seen in the window too.
 */
export function quotaBound({ wallMicros, tickMicros }: CpuWindow, quota: number, period: number, threads: number): number {
  return (wallMicros / period + 1) * quota + 2 * threads * tickMicros;
}

/**
 * Whether a group of busy threads is held by its quota: it used no more than the bound, and was stopped at least once.
 * Never stopped although the host had idle CPU is `no`: then it is not the quota that holds it.
 */
export function withinQuota(window: CpuWindow, quota: number, period: number, threads: number): Judgement {
  if (window.usageMicros > quotaBound(window, quota, period, threads)) return "no";
  if (window.throttledDelta >= 1) return "yes";
  return owedStretches(window).some((wall) => wall >= 2 * period) ? "no" : "starved";
}

/**
 * Whether a group of busy threads used all that its quota gives: at least a quota in each period that lies whole within the
 * window, less a tick for each thread. Less than that is `no` only as far as the host had idle CPU to give.
 */
export function usesAll(window: CpuWindow, quota: number, period: number, threads: number): Judgement {
  const least = (wall: number): number => Math.max(0, wall / period - 1) * quota - threads * window.tickMicros;
  return atLeast(window, least);
}

/** Whether a group used at least this share of one CPU (1 is a whole CPU), less a tick. */
export function usesShare(window: CpuWindow, share: number): Judgement {
  return atLeast(window, (wall) => wall * share - window.tickMicros);
}

function atLeast(window: CpuWindow, least: (wallMicros: number) => number): Judgement {
  if (window.usageMicros >= least(window.wallMicros)) return "yes";
  const owed = owedStretches(window).reduce((sum, wall) => sum + Math.max(0, least(wall)), 0);
  return window.usageMicros < owed ? "no" : "starved";
}

/**
 * The stretches of time, µs each, in which the host had CPU to give to a group that wants to run: CPUs stood idle for at least half of
 * the time of one, and the hypervisor took next to nothing. At other times a runnable group may have waited for others.
 */
export function owedStretches(window: CpuWindow): number[] {
  const stretches: number[] = [];
  let current = 0;
  for (const [index, sample] of window.samples.entries()) {
    const before = window.samples[index - 1];
    if (!before) continue;
    const wall = sample.atMicros - before.atMicros;
    const idle = sample.idleMicros - before.idleMicros;
    const stolen = sample.stealMicros - before.stealMicros;
    if (idle >= wall / 2 && stolen <= wall / 20) current += wall;
    else {
      stretches.push(current);
      current = 0;
    }
  }
  return [...stretches, current].filter((wall) => wall > 0);
}

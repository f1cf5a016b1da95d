/** What a benchmark found, and what is asked of it. */
import type { Blocked } from "./event_loop.ts";
import type { Machine } from "./machine.ts";
import type { Difference } from "./same_work.ts";
import type { Summary } from "./statistics.ts";

/** bench.json holds this and a `Verdict`. */
export interface Result {
  machine: Machine;
  /** In the order of the table; µs. */
  runToExit: { name: string; timed: string; microseconds: Summary }[];
  eventLoopBlocked: { lean: Blocked; heavy: Blocked };
  differences: Difference[];
}

export interface Goal {
  what: string;
  /** At most. */
  limit: number;
  /** NaN (null in JSON) when it could not be measured, which does not meet the goal. */
  measured: number;
  met: boolean;
}

export interface Verdict {
  /** Medians of one run, divided. */
  ratios: Record<string, number>;
  goals: Goal[];
}

/** The medians' ratios and whether they are what is asked for. */
export function judge(result: Result): Verdict {
  const medians = Object.fromEntries(result.runToExit.map(({ name, microseconds }) => [name, microseconds.median]));
  const brine = medians["brine"] ?? Number.NaN;
  const ratios = Object.fromEntries(
    Object.entries(medians)
      .filter(([name]) => name !== "brine")
      .map(([name, median]) => [`brine/${name}`, brine / median]),
  );
  const goal = (what: string, measured: number, limit: number): Goal => ({ what, limit, measured, met: measured <= limit });
  const { lean, heavy } = result.eventLoopBlocked;
  return {
    ratios,
    goals: [
      goal("differences that nobody knows of", result.differences.filter(({ reason }) => reason === undefined).length, 0),
      goal("brine, of the floor", ratios["brine/floor"] ?? Number.NaN, 1.6),
      goal("brine, of crun", ratios["brine/crun"] ?? Number.NaN, 0.5),
      goal("event loop blocked, ms a container", lean.each.median / 1000, 0.1),
      goal("the same with 500 MB in use", heavy.each.median / 1000, 0.1),
    ],
  };
}

/** What a benchmark found, and what is asked of it. */
import { quietest, type Flatness } from "./event_loop.ts";
import type { Machine } from "./machine.ts";
import type { Standing } from "./race.ts";
import type { Difference } from "./same_work.ts";

export const parts = ["run", "exec", "throughput", "loop"] as const;
export type Part = (typeof parts)[number];

/** bench.json holds this and a `Verdict`. What was not asked for is missing. */
export interface Result {
  machine: Machine;
  differences: Difference[];
  /** µs, in the order of the table. */
  run?: Standing[];
  /** µs. */
  exec?: Standing[];
  /** Containers a second. */
  throughput?: Standing[];
  loop?: Flatness;
}

export interface Goal {
  what: string;
  /** At most, or at least. */
  limit: number;
  bound: "at most" | "at least";
  /** NaN (null in JSON) when it could not be measured, which does not meet the goal. */
  measured: number;
  met: boolean;
}

export interface Verdict {
  /** Medians of one run, divided. */
  ratios: Record<string, number>;
  goals: Goal[];
}

/** The medians' ratios and whether they are what is asked for, of what was measured. */
export function judge({ differences, run, exec, throughput, loop }: Result): Verdict {
  const ratios: Record<string, number> = {};
  for (const [part, standings] of Object.entries({ run, exec, throughput })) {
    const brine = medianOf(standings, "brine");
    for (const { name, figures } of standings ?? []) if (name !== "brine") ratios[`${part}: brine/${name}`] = brine / figures.median;
  }
  const ratio = (name: string): number => ratios[name] ?? Number.NaN;
  const goals = [atMost("differences that nobody knows of", differences.filter(({ reason }) => reason === undefined).length, 0)];
  const pooled = medianOf(run, "brine, pooled");
  if (run)
    goals.push(
      atMost("run: brine, of the floor", ratio("run: brine/floor"), 1.3),
      atMost("run: brine, of crun", ratio("run: brine/crun"), 0.4),
      atMost("run: pooled, of the pooled floor", pooled / medianOf(run, "floor, pooled"), 1.4),
      atMost("run: pooled, of crun", pooled / medianOf(run, "crun"), 0.2),
      atMost("run: seccomp profile adds, ms", (medianOf(run, "brine, filtered") - medianOf(run, "brine")) / 1000, 0.3),
    );
  if (exec)
    goals.push(
      atMost("exec: brine, of the floor", ratio("exec: brine/floor"), 1.4),
      atMost("exec: brine, of crun", ratio("exec: brine/crun"), 0.2),
    );
  if (throughput)
    goals.push(
      atLeast("throughput: brine, of the floor", ratio("throughput: brine/floor"), 0.8),
      atLeast("throughput: brine, of crun", ratio("throughput: brine/crun"), 2.5),
    );
  if (loop)
    goals.push(
      atMost("event loop blocked, ms a container", (quietest(loop.lean)?.each.median ?? Number.NaN) / 1000, 0.05),
      atMost("the same with 500 MB in use", (quietest(loop.heavy)?.each.median ?? Number.NaN) / 1000, 0.05),
    );
  return { ratios, goals };
}

const medianOf = (standings: Standing[] | undefined, wanted: string): number =>
  standings?.find(({ name }) => name === wanted)?.figures.median ?? Number.NaN;

const atMost = (what: string, measured: number, limit: number): Goal => ({
  what,
  limit,
  bound: "at most",
  measured,
  met: measured <= limit,
});
const atLeast = (what: string, measured: number, limit: number): Goal => ({
  what,
  limit,
  bound: "at least",
  measured,
  met: measured >= limit,
});

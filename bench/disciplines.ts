/** What is raced: containers one by one, programs executed in one that runs, and many containers at once. */
import type { Contestant, Held } from "./contestants/contestant.ts";
import { race, type Entrant, type Standing } from "./race.ts";

type NextId = () => string;

/** Containers in flight at once in a race for throughput, and how many of each lane one go holds. */
export const inFlight = 8;
const laneLength = 5;
/** A go is many containers; with ten rounds in place of 25 the ratio of the medians of two runs lay up to a tenth apart. */
const fewerRounds = 4;

/** µs from the order to the last trace removed. The filtered runs are the same under a seccomp profile. */
export function raceRuns(all: readonly Contestant[], filtered: readonly Contestant[], nextId: NextId, rounds: number): Promise<Standing[]> {
  const entrants = all.map(({ name, timed, run }): Entrant => ({ name, timed, go: () => run(nextId(), "true") }));
  for (const { name, run } of filtered)
    entrants.push({ name: `${name}, filtered`, timed: "the same with a seccomp profile", go: () => run(nextId(), "filtered") });
  return race(entrants, rounds, 5);
}

/** µs from the order to the exit status known. */
export async function raceExecutions(all: readonly Contestant[], nextId: NextId, rounds: number): Promise<Standing[]> {
  const held: Held[] = [];
  try {
    const entrants: Entrant[] = [];
    for (const { name, timed, hold } of all) {
      if (!hold) continue;
      const container = await hold(nextId());
      held.push(container);
      entrants.push({ name, timed, go: () => container.execute() });
    }
    return await race(entrants, rounds, 20);
  } finally {
    for (const container of held) await container.end();
  }
}

/** Containers a second. */
export function raceThroughput(all: readonly Contestant[], nextId: NextId, rounds: number): Promise<Standing[]> {
  const entrants = all.flatMap(({ name, timed, flood }): Entrant[] => {
    if (!flood) return [];
    const go = async (): Promise<number> => {
      const lanes = Array.from({ length: inFlight }, () => Array.from({ length: laneLength }, nextId));
      return (inFlight * laneLength * 1e6) / (await flood(lanes));
    };
    return [{ name, timed, go }];
  });
  return race(entrants, Math.max(5, Math.round(rounds / fewerRounds)), 1);
}

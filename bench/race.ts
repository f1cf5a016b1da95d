/** Contests: the entrants take turns, and what each has taken is summed up. */
import { shuffled, summarise, type Summary } from "./statistics.ts";

export interface Entrant {
  name: string;
  timed: string;
  /** Does it once: what is counted, in the race's unit. */
  go(): Promise<number>;
}

/** An entrant's figures. */
export interface Standing {
  name: string;
  timed: string;
  figures: Summary;
}

/**
 * Round by round, each in another order, so that whatever the machine does besides meets them all alike.
 *
 * @param warmUp rounds that are not counted: caches fill, the launcher starts, V8 compiles
 */
export async function race(entrants: readonly Entrant[], rounds: number, warmUp: number): Promise<Standing[]> {
  const figures = new Map(entrants.map(({ name }) => [name, [] as number[]]));
  for (let round = -warmUp; round < rounds; round++)
    for (const { name, go } of shuffled(entrants)) {
      const figure = await go();
      if (round >= 0) figures.get(name)?.push(figure);
    }
  return entrants.map(({ name, timed }) => ({ name, timed, figures: summarise(figures.get(name) ?? []) }));
}

import type { RunContext, WorldParameters } from "../../engines/contract.ts";

/**
 * How much shorter deadlines are than in a run of the features: a killed mutant is often one for which a scenario waits in vain. Three
 * times the usual deadline of a fast machine is still a hundred times what an operation takes.
 */
const factor = 0.3;

/** World parameters with shorter deadlines; the scenarios are recorded under them too, so that none needs longer. */
export function impatient(run: RunContext): Partial<WorldParameters> {
  return { run: { ...run, slowness: run.slowness * factor } };
}

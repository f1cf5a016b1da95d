import { standing, type Finding, type Outcome } from "./classify.ts";
import type { Mutant } from "./mutant.ts";
import { affinity, chunks } from "./order.ts";
import type { Baseline } from "./record.ts";

/** A mutant with everything that was tried on it. */
export interface Trial {
  mutant: Mutant;
  outcomes: Outcome[];
}

/** What a hunt needs to know and may call. */
export interface Hunt {
  baselines: readonly Baseline[];
  mutants: readonly Mutant[];
  /** Runs scenarios with the mutant in place. */
  run: (mutant: Mutant, scenarios: readonly Baseline[]) => Promise<Outcome[]>;
  /** Whether the mutant's survival, or the scenario's lack of a kill, is excepted with a reason: then a sample is enough. */
  isExcepted: (kind: "mutant" | "scenario", name: string) => boolean;
  /** Tries every pair. */
  all: boolean;
  /** Phase 1 alone: with a few mutants most scenarios cannot kill any. */
  mutantsOnly?: boolean;
  onTrial?: (trial: Trial, phase: 1 | 2) => void;
}

/** Milliseconds from which a scenario counts as slow. */
const slow = 700;
/** Scenarios that a mutant meets whose survival is excepted. */
const sample = 4;
/** Slow scenarios that another mutant meets, after all fast ones, before it counts as having survived. */
const slowMost = 2;
/** After so many scenarios that came to nothing, and none that did, the mutant is taken to prevent everything; sooner where nothing was even created. */
const preventedEnough = { made: 12, unmade: 3 };
/** Mutants that a scenario without a kill meets, fast or slow. */
const mutantsMost = { fast: 250, slow: 16, excepted: 3 };

/**
 * Phase 1 looks for a scenario that kills each mutant, the likeliest and cheapest first; phase 2, for each scenario that has killed
 * none, for a mutant that it kills.
 */
export async function hunt(given: Hunt): Promise<Trial[]> {
  const trials = given.mutants.map((mutant): Trial => ({ mutant, outcomes: [] }));
  for (const trial of trials) await pursue(given, trials, trial);
  if (given.mutantsOnly) return trials;
  const costs = given.baselines.toSorted((one, other) => one.durationMs - other.durationMs);
  for (const baseline of costs) if (!killers(trials).has(baseline.scenario.id)) await arm(given, trials, baseline);
  return trials;
}

/** Ids of the scenarios that have killed a mutant. */
export function killers(trials: readonly Trial[]): Set<string> {
  return new Set(trials.flatMap(({ outcomes }) => outcomes.filter(({ finding }) => finding === "killed").map(({ scenario }) => scenario)));
}

async function pursue({ baselines, run, isExcepted, all, onTrial }: Hunt, trials: readonly Trial[], trial: Trial): Promise<void> {
  const { mutant, outcomes } = trial;
  const armed = killers(trials);
  const those = baselines.filter(({ scenario }) => mutant.concerned.includes(scenario.id));
  const rank = (baseline: Baseline): number[] => [
    Number(baseline.durationMs >= slow),
    -affinity(mutant.name, baseline.text),
    placeInRule(baseline, those),
    Number(armed.has(baseline.scenario.id)),
    baseline.durationMs,
  ];
  const concerned = those
    .map((baseline) => ({ baseline, rank: rank(baseline) }))
    .toSorted((one, other) => compare(one.rank, other.rank))
    .map(({ baseline }) => baseline);
  const fast = concerned.filter(({ durationMs }) => durationMs < slow);
  const rest = concerned.filter(({ durationMs }) => durationMs >= slow);
  const wanted = all ? concerned : isExcepted("mutant", mutant.name) ? concerned.slice(0, sample) : [...fast, ...rest.slice(0, slowMost)];
  for (const chunk of chunks(wanted)) {
    outcomes.push(...(await run(mutant, chunk)));
    if (!all && isSettled(outcomes)) break;
  }
  onTrial?.(trial, 1);
}

/** The how-manyth of its Rule it is: the examples of one Rule look at much the same. */
function placeInRule({ scenario }: Baseline, those: readonly Baseline[]): number {
  const siblings = those.filter((each) => each.scenario.chapter === scenario.chapter && each.scenario.rule === scenario.rule);
  return siblings.findIndex((each) => each.scenario.id === scenario.id);
}

function isSettled(outcomes: readonly Outcome[]): boolean {
  const status: Finding = standing(outcomes);
  const enough = outcomes.every(({ unmade }) => unmade) ? preventedEnough.unmade : preventedEnough.made;
  return status === "killed" || (status === "prevented" && outcomes.length >= enough);
}

/** Mutants that are known to be killed first, those that concern few scenarios before those that concern all. */
async function arm({ run, isExcepted, all, onTrial }: Hunt, trials: readonly Trial[], baseline: Baseline): Promise<void> {
  const { id } = baseline.scenario;
  const rank = ({ mutant, outcomes }: Trial): number[] => [
    -affinity(mutant.name, baseline.text),
    Number(standing(outcomes) !== "killed"),
    mutant.concerned.length,
  ];
  const untried = trials
    .filter(
      ({ mutant, outcomes }) =>
        mutant.concerned.includes(id) && !outcomes.some(({ scenario }) => scenario === id) && standing(outcomes) !== "prevented",
    )
    .toSorted((one, other) => compare(rank(one), rank(other)));
  const most = all
    ? Infinity
    : isExcepted("scenario", id)
      ? mutantsMost.excepted
      : baseline.durationMs >= slow
        ? mutantsMost.slow
        : mutantsMost.fast;
  for (const trial of untried.slice(0, most)) {
    let outcomes = await run(trial.mutant, [baseline]);
    // The host was too busy to tell; a moment later it may not be.
    if (standing(outcomes) === "untold") outcomes = [...outcomes, ...(await run(trial.mutant, [baseline]))];
    trial.outcomes.push(...outcomes);
    if (standing(outcomes) !== "killed") continue;
    onTrial?.({ mutant: trial.mutant, outcomes }, 2);
    return;
  }
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at < 0 ? 0 : one[at]! - other[at]!;
}

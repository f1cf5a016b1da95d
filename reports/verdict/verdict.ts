import type { Facet } from "../../engines/contract.ts";

/** What a scenario's run says of the engine, best first: the order in which one is worse than another. */
export const verdicts = ["holds", "known divergence", "not testable here", "not applicable", "fails", "error"] as const;
export type Verdict = (typeof verdicts)[number];

/** Whether `a` is a worse verdict than `b`. */
export function isWorse(a: Verdict, b: Verdict): boolean {
  return verdicts.indexOf(a) > verdicts.indexOf(b);
}

/** What a failing step showed. */
export interface FailureEvidence {
  /** The step's text with its keyword, or the name of the hook. */
  step: string;
  message: string;
  /** "features/cgroups/cpu.feature:14" */
  location: string;
}

/** What identifies a scenario; see docs/verdicts.md. */
export interface ScenarioIdentity {
  id: string;
  /** Path of the feature file. */
  feature: string;
  /** Path of the feature below features/, without extension: "namespaces/pid". */
  chapter: string;
  rule?: string;
  title: string;
  /** Values of an outline's row, as in the id. */
  row?: string;
  tags: string[];
}

/** One scenario's verdict. */
export interface ScenarioVerdict extends ScenarioIdentity {
  verdict: Verdict;
  /** Why it did not run, or why a recorded divergence does not excuse it. */
  reason?: string;
  /** Where a known divergence is documented. */
  reference?: string;
  evidence?: FailureEvidence[];
  /** Files that hold what a failing scenario attached. */
  attachments?: string[];
  durationMs: number;
  /** Facets it needs that the harness composed: they never credit the engine. */
  composed: Facet[];
}

export type Totals = Record<Verdict, number>;

/** How many scenarios have each verdict. */
export function totals(scenarios: readonly Pick<ScenarioVerdict, "verdict">[]): Totals {
  const counted = Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Totals;
  for (const { verdict } of scenarios) counted[verdict]++;
  return counted;
}

/** The closing line of a run: "51 hold, 0 fail, 0 error, 2 known divergence, 1 not testable here, 0 not applicable". */
export function totalsLine(counted: Totals): string {
  return [
    `${counted.holds} hold`,
    `${counted.fails} fail`,
    `${counted.error} error`,
    `${counted["known divergence"]} known divergence`,
    `${counted["not testable here"]} not testable here`,
    `${counted["not applicable"]} not applicable`,
  ].join(", ");
}

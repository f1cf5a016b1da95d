import { standing, type Finding, type Outcome } from "./classify.ts";
import { exceptionFor, type Exception } from "./exceptions.ts";
import { killers, type Trial } from "./hunt.ts";
import type { Baseline } from "./record.ts";

/** One mutant's line in the report. */
export interface MutantResult {
  mutant: string;
  standing: Finding;
  /** Number of scenarios that it changes, and of those that were tried. */
  concerned: number;
  tried: number;
  /** The scenario that killed it, or what a typical one met. */
  outcome?: Outcome;
  /** Every scenario that was seen to kill it. */
  killedBy: string[];
  /** Why it need not be killed. */
  reason?: string;
}

export interface MutantsReport {
  schema: 1;
  engine: string;
  version: string;
  kernel: string;
  started: string;
  durationMs: number;
  mutants: MutantResult[];
  /** Scenarios that killed no mutant. */
  unarmed: { scenario: string; tried: number; concerned: number; reason?: string }[];
  /** Exceptions of mutants and scenarios that were tried, and did not need them. */
  needless: Exception[];
  /** Mutants that are not made. */
  excluded: readonly { mutant: string; reason: string }[];
  /** Scenarios that do not hold without a mutant. */
  unusable: { scenario: string; verdict: string }[];
}

/** What a hunt has found, held against the exceptions. */
export function judge(
  trials: readonly Trial[],
  baselines: readonly Baseline[],
  exceptions: readonly Exception[],
  engine: string,
): Pick<MutantsReport, "mutants" | "unarmed" | "needless"> {
  const used = new Set<Exception>();
  const reasonFor = (kind: "mutant" | "scenario", name: string): { reason?: string } => {
    const exception = exceptionFor(exceptions, engine, kind, name);
    if (exception) used.add(exception);
    return exception ? { reason: exception.reason } : {};
  };
  const mutants = trials.map(({ mutant, outcomes }): MutantResult => {
    const status = standing(outcomes);
    const outcome = outcomes.find(({ finding }) => finding === status);
    return {
      mutant: mutant.name,
      standing: status,
      concerned: mutant.concerned.length,
      tried: outcomes.length,
      ...(outcome && { outcome }),
      killedBy: outcomes.filter(({ finding }) => finding === "killed").map(({ scenario }) => scenario),
      ...(status !== "killed" && reasonFor("mutant", mutant.name)),
    };
  });
  const armed = killers(trials);
  const unarmed = baselines
    .filter(({ scenario }) => !armed.has(scenario.id))
    .map(({ scenario: { id } }) => ({
      scenario: id,
      tried: trials.filter(({ outcomes }) => outcomes.some(({ scenario }) => scenario === id)).length,
      concerned: trials.filter(({ mutant }) => mutant.concerned.includes(id)).length,
      ...reasonFor("scenario", id),
    }));
  // What this host cannot show, one version of cgroups say, has its exceptions all the same.
  const isHere = (exception: Exception): boolean =>
    trials.some(({ mutant }) => exceptionFor([exception], engine, "mutant", mutant.name)) ||
    baselines.some(({ scenario }) => exceptionFor([exception], engine, "scenario", scenario.id));
  const needless = exceptions.filter((each) => !used.has(each) && isHere(each));
  return { mutants, unarmed, needless };
}

/** How many mutants and scenarios are left without a kill and without a reason. */
export function unreasoned({ mutants, unarmed }: Pick<MutantsReport, "mutants" | "unarmed">): number {
  const open = mutants.filter(({ standing: status, reason }) => status !== "killed" && reason === undefined);
  return open.length + unarmed.filter(({ reason }) => reason === undefined).length;
}

/** "181 mutants: 120 killed, 30 prevented only, 31 survived (31 reasoned); 4 scenarios without a kill (4 reasoned)" */
export function totalsOf({ mutants, unarmed }: Pick<MutantsReport, "mutants" | "unarmed">): string {
  const count = (status: Finding): MutantResult[] => mutants.filter((each) => each.standing === status);
  const reasoned = (those: readonly { reason?: string }[]): string =>
    those.length > 0 ? ` (${those.filter(({ reason }) => reason !== undefined).length} reasoned)` : "";
  const [killed, prevented, survived, untold] = [count("killed"), count("prevented"), count("survived"), count("untold")];
  const parts = [
    `${killed.length} killed`,
    `${prevented.length} prevented only${reasoned(prevented)}`,
    `${survived.length} survived${reasoned(survived)}`,
  ];
  if (untold.length > 0) parts.push(`${untold.length} untold${reasoned(untold)}`);
  return `${mutants.length} mutants: ${parts.join(", ")}; ${unarmed.length} scenarios without a kill${reasoned(unarmed)}`;
}

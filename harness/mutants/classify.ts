import type { Refusal } from "../../engines/mutants/witness.ts";
import type { ScenarioVerdict } from "../../reports/verdict/verdict.ts";

/**
 * What a scenario made of a mutant. `killed`: everything was made, and a Then failed by its assertion. `prevented`: it came to no
 * Then, or the engine refused; that proves nothing. `survived`: it holds. `untold`: the host could not tell.
 */
export type Finding = "killed" | "prevented" | "survived" | "untold";

export interface Outcome {
  scenario: string;
  finding: Finding;
  /** What failed: the step and the first line of its message. */
  message?: string;
  /** Not even the first thing could be made. */
  unmade?: true;
}

/** Operations without which there is nothing to look at. */
const makings = new Set(["define", "create", "start", "clone"]);

/** How steps say that a program has told them nothing: then there was nothing to look at, though an assertion failed. */
const silence = /should have (reported|written a document)|wrote nothing and ended with/;

/**
 * @param refusals what the engine refused while the scenario ran
 * @param wanted operations that are refused in this scenario without a mutant as well
 * @param outcomeSteps places of the steps that are a Then, "features/x.feature:14"
 */
export function classify(
  verdict: ScenarioVerdict,
  refusals: readonly Refusal[],
  wanted: readonly string[],
  outcomeSteps: ReadonlySet<string>,
): Outcome {
  const [first] = verdict.evidence ?? [];
  const message = first ? `${first.step}: ${first.message.split("\n")[0] ?? ""}` : verdict.reason;
  const isUnmade = refusals.some(({ operation }) => operation === "create" && !wanted.includes(operation));
  const outcome = (finding: Finding): Outcome => ({
    scenario: verdict.id,
    finding,
    ...(message !== undefined && { message }),
    ...(isUnmade && { unmade: true }),
  });
  if (verdict.verdict === "holds") return outcome("survived");
  if (verdict.verdict === "not testable here" || verdict.verdict === "not applicable") return outcome("untold");
  const isMade = !refusals.some(({ operation }) => makings.has(operation) && !wanted.includes(operation));
  const isRefusal = refusals.some((refusal) => first?.message.includes(refusal.message));
  const isSilent = silence.test(first?.message ?? "");
  const isKilled =
    verdict.verdict === "fails" && first !== undefined && outcomeSteps.has(first.location) && isMade && !isRefusal && !isSilent;
  return outcome(isKilled ? "killed" : "prevented");
}

/** What is known of a mutant after it was tried: the most telling of its outcomes. */
export function standing(outcomes: readonly Outcome[]): Finding {
  const found = (finding: Finding): boolean => outcomes.some((each) => each.finding === finding);
  if (found("killed")) return "killed";
  if (found("survived")) return "survived";
  return found("prevented") ? "prevented" : "untold";
}

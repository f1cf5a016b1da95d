import { TestStepResultStatus } from "@cucumber/messages";
import type { Divergence } from "../../engines/registry.ts";
import type { FailureEvidence, Verdict } from "../../reports/verdict/verdict.ts";

/** How one step or hook of a scenario ended. */
export interface StepOutcome {
  /** Text with keyword, or the hook's name. */
  name: string;
  /** The step's text alone; absent for a hook. */
  text?: string;
  location: string;
  status: TestStepResultStatus;
  /** Class of what was thrown. */
  thrown?: string;
  message?: string;
}

/** What a skipped scenario said of itself, in an attachment of `verdictMediaType`. */
export interface DeclaredVerdict {
  verdict: "not applicable" | "not testable here";
  reason: string;
}

/** A verdict with what it stands on. */
export interface Ruling {
  verdict: Verdict;
  reason?: string;
  reference?: string;
  evidence?: FailureEvidence[];
}

/** Classes whose throwing accuses the engine: chai's, and the contract's. Everything else is the framework's own fault. */
const accusations = new Set(["AssertionError", "EngineFailure"]);

/**
 * Rules on a scenario from how its steps and hooks ended.
 *
 * @param declared the attachment of a scenario that was skipped
 * @param divergence what is recorded for this scenario, engine and version. The record is strict: the scenario must fail
 *   at that step with that observation. Another failure, or a pass, is `fails`: the record must be corrected.
 */
export function rule(outcomes: readonly StepOutcome[], declared?: DeclaredVerdict, divergence?: Divergence): Ruling {
  const errors = outcomes.filter(isError);
  if (errors.length > 0) return { verdict: "error", evidence: errors.map(evidence) };
  const failures = outcomes.filter(({ status }) => status === TestStepResultStatus.FAILED);
  if (failures.length > 0) return divergence ? divergent(failures, divergence) : { verdict: "fails", evidence: failures.map(evidence) };
  if (outcomes.some(({ status, text }) => status === TestStepResultStatus.SKIPPED && text !== undefined)) {
    if (declared) return { ...declared };
    return { verdict: "error", reason: "it was skipped without a reason: a skip must attach its verdict" };
  }
  if (divergence) {
    const reason = `a divergence is recorded (${divergence.reference}) but the scenario holds: remove the record`;
    return { verdict: "fails", reason };
  }
  return { verdict: "holds" };
}

/** The divergence recorded for a scenario and an engine's version; the longest version prefix wins. */
export function recordedDivergence(records: readonly Divergence[], scenario: string, version: string): Divergence | undefined {
  return records
    .filter((record) => record.scenario === scenario && version.startsWith(record.versions))
    .sort((a, b) => b.versions.length - a.versions.length)[0];
}

function isError({ status, thrown }: StepOutcome): boolean {
  switch (status) {
    case TestStepResultStatus.PASSED:
    case TestStepResultStatus.SKIPPED:
      return false;
    case TestStepResultStatus.FAILED:
      return thrown === undefined || !accusations.has(thrown);
    default:
      return true;
  }
}

function divergent(failures: StepOutcome[], divergence: Divergence): Ruling {
  const asRecorded =
    failures.length === 1 && failures.every(({ text, message }) => text === divergence.step && message?.includes(divergence.observed));
  if (asRecorded) return { verdict: "known divergence", reference: divergence.reference, evidence: failures.map(evidence) };
  const reason = `it fails otherwise than recorded (${divergence.reference}): at "${divergence.step}" with "${divergence.observed}". Correct the record or the engine`;
  return { verdict: "fails", reason, evidence: failures.map(evidence) };
}

function evidence({ name, status, message, location }: StepOutcome): FailureEvidence {
  return { step: name, message: message ?? unsaid[status] ?? `the step is ${status.toLowerCase()}`, location };
}

const unsaid: Partial<Record<TestStepResultStatus, string>> = {
  UNDEFINED: "no step definition matches: define the step, or correct its words",
  AMBIGUOUS: "more than one step definition matches: make their expressions exclude each other",
  PENDING: "the step definition says it is pending",
  UNKNOWN: "Cucumber could not tell how the step ended",
};

import { Status, type StepResult, type TestResult } from "allure-js-commons";
import type { ScenarioVerdict, Verdict } from "../verdict/verdict.ts";

/** A verdict in Allure's words. */
export const statusOf: Record<Verdict, Status> = {
  holds: Status.PASSED,
  "known divergence": Status.PASSED,
  "not testable here": Status.SKIPPED,
  "not applicable": Status.SKIPPED,
  fails: Status.FAILED,
  error: Status.BROKEN,
};

/**
 * Makes a result say what the verdict says. The library's own reading differs: an undefined step passes, an `EngineFailure` is
 * broken, and it knows no divergence.
 */
export function correct(result: TestResult, scenario: ScenarioVerdict): void {
  const { id, verdict, reason, reference, evidence = [], composed } = scenario;
  result.status = statusOf[verdict];
  // The report shows it beside the title: it is what a scenario is asked for by.
  result.fullName = id;
  result.labels.push({ name: "verdict", value: verdict });
  for (const facet of composed) result.labels.push({ name: "composed", value: facet });
  if (verdict === "fails") for (const step of flatten(result.steps)) if (step.status === Status.BROKEN) step.status = Status.FAILED;
  // An undefined step has no status. Nor has an attachment, which the library makes a step without a list of sub-steps.
  for (const step of flatten(result.steps)) step.status ??= Array.isArray(step.steps) ? Status.BROKEN : Status.PASSED;
  result.labels = [...new Map(result.labels.map((label) => [`${label.name}=${label.value}`, label])).values()];
  const message = [reason, ...evidence.map(({ step, message: said, location }) => `${step} (${location})\n${said}`)]
    .filter(Boolean)
    .join("\n\n");
  if (verdict === "holds") result.statusDetails = {};
  else if (message) result.statusDetails = { ...result.statusDetails, message };
  if (verdict === "known divergence") {
    result.labels.push({ name: "tag", value: "known divergence" });
    result.description = `**Known divergence** (${reference ?? "no reference"}): the scenario failed just as recorded.\n\n${result.description ?? ""}`;
  }
}

/** Steps with their sub-steps. */
function flatten(steps: readonly StepResult[] = []): StepResult[] {
  return steps.flatMap((step) => [step, ...flatten(step.steps)]);
}

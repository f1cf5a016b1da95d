import type { Facet } from "../../engines/contract.ts";
import type { Applicability } from "../../engines/applicability.ts";
import type { ScenarioIdentity } from "../../reports/verdict/verdict.ts";

/** A scenario as the specification has it, before anything has started. */
export interface PlannedScenario extends ScenarioIdentity {
  /** Line of the scenario, or of the outline's row: with `feature` it selects exactly this one. */
  line: number;
  /** Facets that its step definitions declare. */
  needs: Facet[];
  /** Steps without exactly one definition. */
  unmatched: { step: string; problem: "undefined" | "ambiguous" }[];
  applicability: Applicability;
}

/** Where a scenario stands: the same in every pass over the same files. */
export function place({ feature, line }: Pick<PlannedScenario, "feature" | "line">): string {
  return `${feature}:${line}`;
}

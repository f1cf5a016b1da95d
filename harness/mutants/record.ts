import type { Asked } from "../../engines/mutants/witness.ts";
import { takeTestimony } from "../../engines/mutants/witness.ts";
import { noMutant } from "../../engines/mutants/request.ts";
import type { PlanMutants, RecordedPlan } from "../../engines/registry.ts";
import type { ScenarioVerdict } from "../../reports/verdict/verdict.ts";
import { place, type PlannedScenario } from "../run/planned_scenario.ts";
import type { Session } from "../run/session.ts";
import { specification } from "../run/specification.ts";

/** A scenario that holds without a mutant, and what it made the engine do. */
export interface Baseline {
  scenario: PlannedScenario;
  /** Chapter, rule, title and steps. */
  text: string;
  durationMs: number;
  asked: Asked[];
  /** Operations that were refused though nothing was sabotaged: the scenario wants it so. */
  refused: string[];
  plans: readonly RecordedPlan[];
}

export interface Recording {
  baselines: Baseline[];
  /** Scenarios that did not hold: with them nothing can be shown. */
  unusable: ScenarioVerdict[];
}

/**
 * Runs the scenarios as they are, and notes what each asked for and which plans were made of it. Those that do not hold are run once more: on a
 * busy host one may be starved, or miss a deadline.
 */
export async function record(
  session: Session,
  scenarios: readonly PlannedScenario[],
  planMutants: PlanMutants | undefined,
  steps: ReadonlyMap<string, string>,
  onVerdict: (verdict: ScenarioVerdict) => void,
): Promise<Recording> {
  const once = (those: readonly PlannedScenario[]): Promise<Recording> => recordOnce(session, those, planMutants, steps, onVerdict);
  const first = await once(scenarios);
  const failed = new Set(first.unusable.map(({ id }) => id));
  if (failed.size === 0) return first;
  const second = await once(scenarios.filter(({ id }) => failed.has(id)));
  return { baselines: [...first.baselines, ...second.baselines], unusable: second.unusable };
}

async function recordOnce(
  session: Session,
  scenarios: readonly PlannedScenario[],
  planMutants: PlanMutants | undefined,
  steps: ReadonlyMap<string, string>,
  onVerdict: (verdict: ScenarioVerdict) => void,
): Promise<Recording> {
  const byId = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
  const recording: Recording = { baselines: [], unusable: [] };
  takeTestimony();
  await session.execute(specification, scenarios, {
    parameters: { requestMutant: noMutant, ...(planMutants && { address: planMutants.recordingAddress }) },
    onVerdict: (verdict) => {
      const { asked, refusals } = takeTestimony();
      const plans = planMutants?.takePlans() ?? [];
      const scenario = byId.get(verdict.id);
      if (verdict.verdict !== "holds" || !scenario) recording.unusable.push(verdict);
      else
        recording.baselines.push({
          scenario,
          text: textOf(scenario, steps),
          durationMs: verdict.durationMs,
          asked,
          refused: refusals.map(({ operation }) => operation),
          plans,
        });
      onVerdict(verdict);
    },
  });
  return recording;
}

function textOf(scenario: PlannedScenario, steps: ReadonlyMap<string, string>): string {
  return [scenario.chapter, scenario.rule, scenario.title, scenario.row, steps.get(place(scenario))].join(" ");
}

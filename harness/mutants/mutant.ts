import type { WorldParameters } from "../../engines/contract.ts";
import { concerns } from "../../engines/mutants/concern.ts";
import { requestMutants } from "../../engines/mutants/catalogue.ts";
import { noMutant } from "../../engines/mutants/request.ts";
import type { PlanMutants } from "../../engines/registry.ts";
import type { Baseline } from "./record.ts";

/** A sabotage, and how a run is told of it. */
export interface Mutant {
  /** "request/limits/cpu/doubled", "plan/create/clone/without-pid". */
  name: string;
  parameters: Partial<WorldParameters>;
  /** Ids of the scenarios whose request or plan it really changes. */
  concerned: string[];
}

/** Every mutant that changes something in at least one of the recorded scenarios. */
export function mutantsFor(baselines: readonly Baseline[], planMutants: PlanMutants | undefined): Mutant[] {
  const ofRequest = requestMutants.map((mutant): Mutant => ({
    name: `request/${mutant.name}`,
    parameters: { requestMutant: mutant.name },
    concerned: baselines.filter(({ asked }) => concerns(mutant, asked)).map(({ scenario }) => scenario.id),
  }));
  const generated = planMutants?.generate(baselines.flatMap(({ plans }) => plans)) ?? [];
  const ofPlan = generated.map(({ name, address, concerns: changes }): Mutant => ({
    name,
    parameters: { requestMutant: noMutant, address },
    concerned: baselines.filter(({ plans }) => plans.some(changes)).map(({ scenario }) => scenario.id),
  }));
  return [...ofPlan, ...ofRequest].filter(({ concerned }) => concerned.length > 0);
}

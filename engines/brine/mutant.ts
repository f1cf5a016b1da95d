import type { Step } from "../../runtime/index.ts";
import type { EngineAddress } from "../contract.ts";
import { mutate, record, type PlanMutant } from "./mutants.ts";

/**
 * The change to every launch plan that the engine's address asks for under `planMutant`: a mutant as JSON (mutants.ts), or `record`, which
 * changes nothing and notes the plans.
 */
export function planMutant(address: EngineAddress): ((steps: Step[]) => Step[]) | undefined {
  const asked = address["planMutant"];
  if (typeof asked !== "string") return undefined;
  if (asked === "record") {
    return (steps) => {
      record(steps);
      return steps;
    };
  }
  const mutant = JSON.parse(asked) as PlanMutant;
  return (steps) => [...mutate(steps, mutant)];
}

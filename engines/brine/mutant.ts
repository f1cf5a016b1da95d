import type { Step } from "../../runtime/index.ts";
import type { EngineAddress } from "../contract.ts";

/** A change to the launch plan, in the engine's address under `planMutant` as JSON. */
export function planMutant(address: EngineAddress): ((steps: Step[]) => Step[]) | undefined {
  if (address["planMutant"] === undefined) return undefined;
  throw new Error("mutants of the launch plan are not there yet");
}

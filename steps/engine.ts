import { expect } from "chai";
import type { Engine, WorldParameters } from "../engines/contract.ts";
import { setSlowness } from "../engines/host/slowness.ts";
import { connect } from "../engines/registry.ts";

let connected: Engine | undefined;

/** Connects this thread to the engine that the run has opened. */
export async function connectEngine(parameters: WorldParameters): Promise<void> {
  setSlowness(parameters.run.slowness);
  connected = await connect(parameters);
}

/** Releases what this thread holds of the engine. */
export async function closeEngine(): Promise<void> {
  await connected?.close();
  connected = undefined;
}

/** The engine of this thread. Which one it is, no step may ask. */
export function engine(): Engine {
  return connected ?? expect.fail("no engine is connected: a hook must connect it before the first scenario");
}

import type { ExecOptions } from "../engines/contract.ts";
import { attemptOf } from "./attempt.ts";
import type { ContainerReference } from "./references.ts";
import type { BrineWorld } from "./world.ts";

/** Executes a command of the probe in a container; the world remembers what it writes, and how it ends. */
export async function execute(world: BrineWorld, command: string, reference: ContainerReference, options?: ExecOptions): Promise<void> {
  const { document, exitStatus } = await world.speakOf(reference).execute(command.split(" "), options);
  world.executed = document;
  world.executedStatus = exitStatus;
  world.lastAttempt = attemptOf(document);
  world.observe(`what "${command}" wrote`, document);
}

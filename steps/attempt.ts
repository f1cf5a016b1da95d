import { EngineFailure, KernelRefusal } from "../engines/contract.ts";
import { type Refusal, refusal } from "./probe.ts";

/** How something that a scenario tried has ended. */
export type Attempt =
  { succeeded: true; millis?: number } | { succeeded: false; errno: string | undefined; words: string; millis?: number };

/**
 * Runs what may be refused. A refusal, by the engine or by the kernel, is what the scenario wants to see;
 * anything else that is thrown passes through.
 */
export async function attempt(action: () => Promise<unknown>): Promise<Attempt> {
  const start = performance.now();
  const millis = (): number => Math.round(performance.now() - start);
  try {
    await action();
    return { succeeded: true, millis: millis() };
  } catch (error) {
    if (error instanceof KernelRefusal) return { succeeded: false, errno: error.code, words: error.message, millis: millis() };
    if (error instanceof EngineFailure) return { succeeded: false, errno: error.details.code, words: error.message, millis: millis() };
    throw error;
  }
}

/** What a probe's last document says about what it was told to do. */
export function attemptOf(document: unknown): Attempt {
  const refused: Refusal | undefined = refusal(document);
  return refused ? { succeeded: false, errno: refused.errno, words: `${refused.call}: ${refused.errno}` } : { succeeded: true };
}

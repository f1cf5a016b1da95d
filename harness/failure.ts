import { EngineFailure } from "../engines/contract.ts";

/** What the language throws at a mistake of ours: then the stack is the message. */
const mistakes = [TypeError, RangeError, ReferenceError, SyntaxError];

/**
 * Tells why a command could not do its work, and makes the process exit with 1. An error that was worded for a reader is shown as its
 * message alone; a mistake of ours or an unexpected system error with its stack.
 */
export function tellFailure(error: unknown): void {
  const worded = error instanceof Error && !("code" in error) && !mistakes.some((kind) => error instanceof kind);
  console.error(worded ? error.message : error);
  if (error instanceof EngineFailure && error.details.output) console.error(error.details.output);
  process.exitCode = 1;
}

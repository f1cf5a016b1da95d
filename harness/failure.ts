import { EngineFailure } from "../engines/contract.ts";
import { Interrupted } from "./machine/interruption.ts";

/** What the language throws at a mistake of ours: then the stack is the message. */
const mistakes = [TypeError, RangeError, ReferenceError, SyntaxError];

/** What the place that a command was given, or chose, refuses: then the call and the path say it all. */
const refusals = ["ENOSPC", "EDQUOT", "EROFS", "EACCES", "EPERM", "ENOTDIR", "EEXIST", "ENAMETOOLONG"];

function worded(error: unknown): string | undefined {
  if (!(error instanceof Error) || mistakes.some((kind) => error instanceof kind)) return undefined;
  if (!("code" in error)) return error.message;
  const isPlace = refusals.includes(String(error.code)) && "path" in error;
  return isPlace
    ? `${error.message}. Free or allow it, or choose another place: BRINE_STATE is where runs keep their state, --out where results go.`
    : undefined;
}

/**
 * Tells why a command could not do its work, and makes the process exit with 1. An error that was worded for a reader is shown as its
 * message alone; a mistake of ours or an unexpected system error with its stack.
 */
export function tellFailure(error: unknown): void {
  if (error instanceof Interrupted) {
    console.error(`\n${error.message}`);
    process.exitCode = error.status;
    return;
  }
  console.error(worded(error) ?? error);
  if (error instanceof EngineFailure && error.details.output) console.error(error.details.output);
  process.exitCode = 1;
}

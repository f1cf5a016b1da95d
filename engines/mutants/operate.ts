import type { OperationName, RequestMutant } from "./request_mutant.ts";
import { noteAsked, noteRefusal } from "./witness.ts";

/** Does something, and notes it when it is refused. */
export async function noted<Result>(operation: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    noteRefusal(operation, error);
    throw error;
  }
}

/** Does an operation, or what the mutant puts in its place. */
export async function operate<Result>(
  mutant: RequestMutant,
  of: OperationName,
  args: readonly unknown[],
  asked: () => Promise<Result>,
  instead: (() => Promise<unknown> | undefined) | undefined,
): Promise<Result> {
  noteAsked({ kind: "operation", of, args });
  const isMeant = mutant.operation?.of === of && (mutant.operation.when?.(args) ?? true);
  return await noted(of, async () => (isMeant && instead ? ((await instead()) as Result) : await asked()));
}

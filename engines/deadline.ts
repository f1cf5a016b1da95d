import { EngineFailure } from "./contract.ts";
import { scaled } from "./host/slowness.ts";

/**
 * Waits for an operation of an engine no longer than its deadline.
 * @param operation the contract's word: "wait", "start".
 * @param subject what it was done to, for the message: "container web".
 * @param deadline ms for a machine of slowness 1.
 * @throws EngineFailure at the deadline; what the operation itself rejects with passes through.
 */
export async function withDeadline<T>(promise: Promise<T>, operation: string, subject: string, deadline: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new EngineFailure(`${operation} of ${subject} did not finish within ${scaled(deadline)} ms.`, { operation }));
  }, scaled(deadline));
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

import { AssertionError } from "node:assert";
import { setTimeout as sleep } from "node:timers/promises";
import { scaled } from "./slowness.ts";

/** Between two looks, ms: starts short, since most things have happened already, and grows to the longest. */
const firstPause = 1;
const longestPause = 50;

/**
 * The one place where something is waited for. Looks again and again until `check` answers with something else than
 * `undefined` or `false`, and resolves with that answer; at the deadline it resolves with the last answer, so that the caller's
 * assertion tells what was seen. An assertion that fails inside `check` counts as "not yet" and is thrown at the deadline;
 * any other error is thrown at once.
 * @param deadline ms for a machine of slowness 1.
 */
export async function eventually<T>(check: () => T | Promise<T>, deadline: number): Promise<T> {
  const end = performance.now() + scaled(deadline);
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    const last = performance.now() >= end;
    try {
      const answer = await check();
      if (last || (answer !== undefined && answer !== false)) return answer;
    } catch (error) {
      if (last || !isAssertion(error)) throw error;
    }
    await sleep(Math.max(0, Math.min(pause, end - performance.now())));
  }
}

/**
 * Looks again and again for as long as `duration` says, and resolves with `true` when `check` held every time, with `false`
 * at the first time it answered `false`. What `check` throws is thrown.
 * @param duration real ms, not scaled: the claim is about that time.
 */
export async function throughout(check: () => boolean | Promise<boolean>, duration: number): Promise<boolean> {
  const end = performance.now() + duration;
  for (;;) {
    const last = performance.now() >= end;
    if (!(await check())) return false;
    if (last) return true;
    await sleep(Math.max(0, Math.min(longestPause / 5, end - performance.now())));
  }
}

/** chai's assertions are named so too, without being the class of node:assert. */
function isAssertion(error: unknown): boolean {
  return error instanceof AssertionError || (error instanceof Error && error.name === "AssertionError");
}

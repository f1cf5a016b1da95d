import { readFileSync } from "node:fs";

/** µs that the work below takes on the machine the deadlines were chosen on, when it is quiet. */
const referenceMicros = 4_000;

let factor = 1;

/** Sets, for this thread, how much slower than the reference this machine is; values below 1 count as 1. */
export function setSlowness(slowness: number): void {
  factor = Math.max(1, slowness);
}

/** A deadline for a machine of slowness 1, in ms, made one for this machine. */
export function scaled(deadline: number): number {
  return deadline * factor;
}

/**
 * Measures how much slower than the reference this machine is, ≥ 1: the best of five rounds of the same mix of system calls
 * and computing, so that a neighbour's burst does not count. Takes some 20 ms on the reference.
 */
export function measureSlowness(): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const start = process.hrtime.bigint();
    for (let call = 0; call < 100; call++) readFileSync("/proc/self/stat");
    let sum = 0;
    for (let step = 0; step < 1_000_000; step++) sum = (sum * 31 + step) | 0;
    if (sum === 0.5) throw new Error("unreachable: an integer is no fraction"); // keeps the loop from being optimised away
    best = Math.min(best, Number(process.hrtime.bigint() - start) / 1000);
  }
  return Math.max(1, Math.round((best / referenceMicros) * 10) / 10);
}

let factor = 1;
let share = 1;

/** Sets, for this thread, how much slower than the reference this machine is; values below 1 count as 1. */
export function setSlowness(slowness: number): void {
  factor = Math.max(1, slowness);
}

/** Makes every deadline of this thread so much of what it would be, 0 to 1: for a run that waits in vain very often. */
export function shortenDeadlines(to: number): void {
  share = to;
}

/** A deadline for a machine of slowness 1, in ms, made one for this machine. */
export function scaled(deadline: number): number {
  return deadline * factor * share;
}

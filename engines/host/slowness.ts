let factor = 1;

/** Sets, for this thread, how much slower than the reference this machine is; values below 1 count as 1. */
export function setSlowness(slowness: number): void {
  factor = Math.max(1, slowness);
}

/** A deadline for a machine of slowness 1, in ms, made one for this machine. */
export function scaled(deadline: number): number {
  return deadline * factor;
}

let factor = 1;

/** Sets, for this thread, how much slower than the reference this machine is; less than 1 is for who would rather not wait. */
export function setSlowness(slowness: number): void {
  factor = slowness;
}

/** A deadline for a machine of slowness 1, in ms, made one for this machine. */
export function scaled(deadline: number): number {
  return deadline * factor;
}

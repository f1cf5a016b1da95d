import type { Report } from "./probe.ts";

/** What a scenario speaks of as "it": a container, or a process of the kernel chapters. */
export interface Subject {
  /** As the report names it. */
  readonly name: string;
  /** The PID of its first process on the host. */
  pid(): Promise<number>;
  /** What its program reported of itself when it started. */
  report(): Promise<Report>;
}

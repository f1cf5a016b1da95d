/** How a plan goes wrong. */
import os from "node:os";
import { describeStep, type Step } from "./steps.ts";

/** A step that failed, as a Node system error with the step in it. */
export class StepError extends Error {
  override readonly name = "StepError";
  /** Errno name; absent when a signal ended the process on the way. */
  readonly code: string | undefined;
  readonly errno: number | undefined;
  /** The step's kind. */
  readonly syscall: string;
  readonly path: string | undefined;
  readonly step: Step | undefined;
  constructor(step: Step | undefined, errno: number) {
    const code = errno ? nameOfErrno(errno) : undefined;
    const what = step ? describeStep(step) : "the plan";
    super(code ? `${code}: ${what} failed with ${code}` : `${what}: a signal ended the process before it became its program`);
    this.code = code;
    this.errno = errno ? -errno : undefined;
    this.syscall = step?.kind ?? "launch";
    this.path = step && "path" in step ? step.path : step && "target" in step ? step.target : undefined;
    this.step = step;
  }
}

/** Of two names for one number the usual one (errno(3)). */
const errnoNames = new Map(
  Object.entries(os.constants.errno)
    .filter(([name]) => name !== "EWOULDBLOCK")
    .map(([name, number]) => [number, name]),
);

function nameOfErrno(errno: number): string {
  return errnoNames.get(errno) ?? `errno ${errno}`;
}

/** The launcher has gone: its containers live on, but nobody reaps them for us. */
export class LauncherLost extends Error {
  override readonly name = "LauncherLost";
  readonly code = "EPIPE";
}

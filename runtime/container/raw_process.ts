/** A process made with the namespace API itself; see plan/raw.ts. */
import { readCgroupHost } from "../cgroup/hierarchies.ts";
import { removeForcibly } from "../cgroup/remove.ts";
import { Launcher, StepError, type Exit, type Running, type Step } from "../../native/index.ts";
import { compileRaw, pauseName, type RawInput } from "../plan/raw.ts";
import type { Stdio } from "./container.ts";
import { signalProcess } from "./signal.ts";
import type { ProcessIdentity } from "./state.ts";

/** ms for the kernel to end what was killed. */
const patience = 10_000;

/** The process stopped at a call that the kernel refused, or could not become its program. */
export class RawProcessError extends Error {
  override readonly name = "RawProcessError";
  /** The step's kind: "clone", "unshare", "exec". */
  readonly call: string;
  /** Errno name. */
  readonly code: string;
  constructor(cause: StepError) {
    super(cause.message, { cause });
    this.call = cause.syscall;
    this.code = cause.code ?? "";
  }
}

export class RawProcess {
  readonly identity: ProcessIdentity;
  readonly steps: readonly Step[];
  readonly #running: Running;
  readonly #groups: readonly string[];
  readonly #pauses: number;
  #paused = 0;

  private constructor(identity: ProcessIdentity, steps: readonly Step[], running: Running, groups: readonly string[]) {
    this.identity = identity;
    this.steps = steps;
    this.#running = running;
    this.#groups = groups;
    this.#pauses = steps.filter((step) => step.kind === "sync").length;
  }

  /**
   * Resolves once the process stands at its first pause, or has become its program.
   *
   * @throws `RawProcessError`; nothing is left behind then
   */
  static async start(
    input: Omit<RawInput, "cgroups">,
    stdio: Stdio,
    transform: (steps: Step[]) => Step[] = (steps) => steps,
  ): Promise<RawProcess> {
    const compiled = compileRaw({ ...input, cgroups: readCgroupHost() });
    const steps = transform(compiled.steps);
    const groups = compiled.groups.map(({ directory }) => directory);
    const running = Launcher.get().run(steps, { descriptors: [stdio.stdin, stdio.stdout, stdio.stderr] });
    try {
      const raw = new RawProcess(await running.forked, steps, running, groups);
      await raw.#nextPause();
      return raw;
    } catch (error) {
      await removeForcibly(groups, patience);
      throw error instanceof StepError ? new RawProcessError(error) : error;
    }
  }

  /**
   * Lets it go on; resolves at its next pause, or when it has become its program.
   *
   * @throws `RawProcessError`
   */
  async resume(): Promise<void> {
    this.#running.proceed();
    this.#paused += 1;
    try {
      await this.#nextPause();
    } catch (error) {
      throw error instanceof StepError ? new RawProcessError(error) : error;
    }
  }

  get exited(): Promise<Exit> {
    return this.#running.exited;
  }

  /** Ends it, and removes its control groups with whatever is in them. */
  async end(): Promise<void> {
    signalProcess(this.identity, 9);
    await this.#running.exited.catch(() => undefined);
    await removeForcibly(this.#groups, patience);
  }

  async #nextPause(): Promise<void> {
    await (this.#paused < this.#pauses ? this.#running.reached(pauseName(this.#paused)) : this.#running.started);
  }
}

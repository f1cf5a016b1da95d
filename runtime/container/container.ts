/** One container and what can be done with it (runtime-spec runtime.md, "Operations"). */
import { closeSync, statSync, unlinkSync, writeSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { isFreezing } from "../cgroup/freezer.ts";
import { processesIn, removeForcibly, thaw } from "../cgroup/remove.ts";
import { checkResources } from "../configuration/check.ts";
import type { Resources } from "../configuration/resources.ts";
import type { Hooks } from "../configuration/types.ts";
import { isLauncher, Launcher, LauncherLost, type Exit, type Running, type Step } from "../../native/index.ts";
import { stateFiles, withoutProcess } from "../plan/create.ts";
import { compileTeardown } from "../plan/teardown.ts";
import { freeze, updateLimits } from "./control.ts";
import { ContainerError, codeOf, explain } from "./error.ts";
import type { Program } from "./execution_plans.ts";
import { Executions, type ExecOptions } from "./executions.ts";
import { runHooks, runHooksToTheLast, type HookState } from "./hooks.ts";
import { ContainerGone, locked } from "./lock.ts";
import { signalNumber, signalProcess } from "./signal.ts";
import {
  isAlive,
  openStart,
  programOf,
  readExit,
  readProcess,
  readState,
  statusOf,
  type ProcessIdentity,
  type StateRecord,
  type Status,
} from "./state.ts";

/** Descriptors for a program's standard streams; still the caller's to close. */
export interface Stdio {
  stdin: number;
  stdout: number;
  stderr: number;
}

/** What a container knows of its runtime. */
export interface ContainerOptions {
  running?: Running | undefined;
  transform?: ((steps: Step[]) => Step[]) | undefined;
  warn: (message: string) => void;
}

/** ms between two looks at a process that is not our child. */
const interval = 5;
/** ms for what the kernel does at once unless it is very busy. */
const patience = 10_000;

const streamsOf = ({ stdin, stdout, stderr }: Stdio): number[] => [stdin, stdout, stderr];

/** Tells a directory from a later one of the same path. ext4 gives an inode's number to the next directory at once: its birth differs. */
function identityOf(directory: string): string | undefined {
  const status = statSync(directory, { throwIfNoEntry: false });
  return status && `${status.ino} ${status.birthtimeMs}`;
}

/** What is told of a container that has no record. */
const unrecorded: Pick<StateRecord, "ociVersion" | "bundle" | "annotations"> = { ociVersion: "1.0.2", bundle: "" };

/** State as the specification has it (state-schema.json). */
export interface State {
  ociVersion: string;
  id: string;
  status: Status;
  pid?: number;
  /** Empty while nothing has been recorded. */
  bundle: string;
  annotations?: Record<string, string>;
}

export class Container {
  readonly id: string;
  readonly directory: string;
  #record: StateRecord | undefined;
  /** Present when this thread's launcher is the parent. */
  readonly #running: Running | undefined;
  readonly #executions: Executions;
  readonly #warn: (message: string) => void;
  /** Of its state directory, by which it is told from a later container of the same id. */
  readonly #identity: string | undefined;

  /** @param record left out: what stands in the directory, now or as soon as it does */
  constructor(directory: string, record: StateRecord | undefined, { running, transform, warn }: ContainerOptions) {
    this.id = path.basename(directory);
    this.directory = directory;
    this.#running = running;
    this.#executions = new Executions(this, warn, transform);
    this.#warn = warn;
    this.#identity = identityOf(directory);
    this.#record = record ?? this.#read();
  }

  /** Between two looks at its directory: another container may have come to its place. */
  #read(): StateRecord | undefined {
    const record = readState(this.directory);
    return record && this.#isThere ? record : undefined;
  }

  /** Undefined as long as nothing of it but its directory has been made; of one that was found then, also when it has been removed. */
  get #known(): StateRecord | undefined {
    return (this.#record ??= this.#read());
  }

  /** @throws `ContainerError` as long as there is none: nothing is to be done as if it had no namespaces and no groups */
  get record(): StateRecord {
    const record = this.#known;
    if (!record) throw new ContainerError("read the record of", this.id, `it is ${this.status}, and has none`);
    return record;
  }

  /** @throws `ContainerGone` when it has been deleted */
  get status(): Status {
    const status = statusOf(this.directory, () => {
      const freezer = this.#known?.freezer;
      return freezer !== undefined && isFreezing(freezer);
    });
    if (!this.#isThere) throw new ContainerGone("tell the status of", this.id);
    return status === "stopped" || this.#known ? status : "creating";
  }

  /** Another one may have its id. */
  get #isThere(): boolean {
    // Without one it was removed while it was looked for.
    return this.#identity !== undefined && identityOf(this.directory) === this.#identity;
  }

  get state(): State {
    const { id, status } = this;
    // After the status, before which there may have been none.
    const { ociVersion, bundle, annotations } = this.#known ?? unrecorded;
    const pid = status === "stopped" ? undefined : readProcess(this.directory)?.pid;
    return { ociVersion, id, status, ...(pid === undefined ? {} : { pid }), bundle, ...(annotations ? { annotations } : {}) };
  }

  /** The first process; undefined while it has not been made. */
  get process(): ProcessIdentity | undefined {
    return readProcess(this.directory);
  }

  /**
   * Runs the program of a created container. Resolves when exec has succeeded.
   *
   * @throws `ContainerError` when it is not created, or the program cannot be executed
   */
  async start(): Promise<void> {
    await this.#locked("start", async () => {
      const fifo = this.status === "paused" ? undefined : openStart(this.directory);
      if (fifo === undefined) throw new ContainerError("start", this.id, `it is ${this.status}, not created`);
      try {
        if (this.record.process.args.length === 0) throw new ContainerError("start", this.id, withoutProcess);
        // First: from now on whoever finds nobody waiting behind it knows that the process has ended. Gone for good, too.
        unlinkSync(path.join(this.directory, stateFiles.start));
        writeSync(fifo, "0");
      } catch (error) {
        if (codeOf(error) !== "EPIPE") throw error;
        throw new ContainerError("start", this.id, "its process has just ended", error);
      } finally {
        closeSync(fifo);
      }
    });
    try {
      await this.#running?.started;
    } catch (error) {
      if (!(error instanceof LauncherLost)) throw new ContainerError("start", this.id, explain(error, this.directory), error);
    }
    const { poststart = [] } = this.record.hooks ?? {};
    if (poststart.length === 0) return;
    if (!this.#running) await this.#becomesProgram();
    await runHooksToTheLast("poststart", poststart, this.#hookState({ status: "running" }), this.#warn);
  }

  /** Until it has become its program it is the launcher's (proc(5), /proc/<pid>/exe). */
  async #becomesProgram(): Promise<void> {
    for (let identity = this.process; identity && isAlive(identity); identity = this.process) {
      const program = programOf(identity.pid);
      if (program !== undefined && !isLauncher(program)) return;
      await setTimeout(interval);
    }
  }

  /** The hooks of create; its first process waits for them. @throws Error in words */
  async runCreateHooks(hooks: Hooks, pid: number): Promise<void> {
    const state = this.#hookState({ status: "creating", pid });
    await runHooks("prestart", hooks.prestart ?? [], state);
    await runHooks("createRuntime", hooks.createRuntime ?? [], state);
    await runHooks("createContainer", hooks.createContainer ?? [], state, { pid, namespaces: this.record.namespaces });
  }

  /** Each is run, whatever becomes of the others. */
  async runPoststopHooks(): Promise<void> {
    const { poststop = [] } = this.#known?.hooks ?? {};
    if (poststop.length > 0) await runHooksToTheLast("poststop", poststop, this.#hookState({ status: "stopped" }), this.#warn);
  }

  #hookState(part: Pick<State, "status" | "pid">): HookState {
    const { ociVersion, id, bundle, annotations } = this.record;
    const pid = part.status === "running" ? this.process?.pid : part.pid;
    const state = { ociVersion, id, status: part.status, ...(pid !== undefined && { pid }), bundle, ...(annotations && { annotations }) };
    return { state, scratch: path.dirname(this.directory) };
  }

  /**
   * Sends a signal to the first process.
   *
   * @throws `ContainerError` when it is stopped, or there is no such signal
   */
  async kill(signal: string): Promise<void> {
    const number = signalNumber(signal);
    if (number === undefined) throw new ContainerError("kill", this.id, `there is no signal ${JSON.stringify(signal)} (signal(7))`);
    await this.#locked("kill", () => {
      const identity = this.process;
      if (!identity || !signalProcess(identity, number))
        throw new ContainerError(
          "kill",
          this.id,
          `it is ${this.status}, and only a created or running one takes signals (container not running)`,
        );
      return Promise.resolve();
    });
  }

  /** Resolves when the first process has ended: its exit status, or 128 + signal; `unknown` when nobody could reap it. */
  async wait(): Promise<number | "unknown"> {
    try {
      if (this.#running) return (await this.#running.exited).exitStatus;
    } catch (error) {
      if (!(error instanceof LauncherLost)) throw error;
    }
    for (let identity = this.process; identity && isAlive(identity) && this.#isThere; identity = this.process) await setTimeout(interval);
    if (!this.#isThere) return "unknown";
    // Its parent writes the record when it has reaped it, a moment after the end.
    for (const end = Date.now() + 1000; Date.now() < end && readExit(this.directory) === undefined;) await setTimeout(interval);
    return readExit(this.directory) ?? "unknown";
  }

  /**
   * Removes a stopped container: its control groups and its state. With `force` whatever still lives is ended first, and it is no error
   * that somebody else has removed it.
   *
   * @throws `ContainerError` when it is not stopped and force is not given (runtime.md, "Delete")
   */
  async delete({ force = false }: { force?: boolean } = {}): Promise<void> {
    // Whoever creates it holds the lock until its process has ended.
    if (force && statusOf(this.directory, () => false) === "creating") this.#signalEnd();
    const isGone = await this.#locked("delete", async () => {
      const { status } = this;
      if (status !== "stopped" && !force)
        throw new ContainerError("delete", this.id, `it is ${status}: stop it first, or delete it with force`);
      if (status !== "stopped") await this.#end();
      await this.remove();
      return false;
    }).catch((error: unknown) => {
      if (force && error instanceof ContainerGone) return true;
      throw error;
    });
    // Whoever removed it has run them.
    if (!isGone) await this.runPoststopHooks();
  }

  #signalEnd(): void {
    const identity = this.process;
    if (identity) signalProcess(identity, signalNumber("SIGKILL") ?? 9);
  }

  /** While nobody else changes it. @throws `ContainerGone` when it is not there any more; another one may have its id. */
  async #locked<Result>(operation: string, work: () => Promise<Result>): Promise<Result> {
    return await locked(this.directory, this.id, operation, () => {
      if (!this.#isThere) throw new ContainerGone(operation, this.id);
      return work();
    });
  }

  async #end(): Promise<void> {
    this.#signalEnd();
    const end = Date.now() + patience;
    while (this.process && this.status !== "stopped") {
      await thaw(this.#known?.groups ?? []);
      if (Date.now() > end)
        throw new ContainerError("delete", this.id, `its first process has not ended ${patience / 1000} s after SIGKILL`);
      await setTimeout(1);
    }
  }

  /** Removes groups and state of a container whose processes have ended; what lives in its groups all the same is ended. */
  async remove(): Promise<void> {
    // Without a record there are no groups: it is written before them, and removed after them.
    const { groups: all = [], found = [] } = this.#known ?? {};
    const groups = all.filter((group) => !found.includes(group));
    // Those that were there before are left as they were found: empty.
    const kept = all.filter((group) => found.includes(group));
    this.#executions.forget();
    if (kept.length > 0) await removeForcibly(kept, patience, true);
    const tearDown = (): Promise<void> => Launcher.get().run(compileTeardown(this.directory, groups)).started;
    const fail = (error: unknown): never => {
      throw new ContainerError("delete", this.id, explain(error, this.directory), error);
    };
    try {
      await tearDown();
    } catch (error) {
      // Processes that shared the host's PID namespace, groups that the program made below its own, or the end that another process's launcher
      // has just recorded.
      const code = codeOf(error);
      if (code !== "EBUSY" && code !== "ENOTEMPTY") fail(error);
      await removeForcibly(groups, patience);
      await tearDown().catch(fail);
    }
  }

  /**
   * Runs another program inside: arguments alone run as the configured process would.
   *
   * @throws `ConfigurationError`, or `ContainerError` when the container does not run, or the program cannot be executed
   */
  async exec(program: Program, stdio: Stdio, options: ExecOptions = {}): Promise<{ pid: number; exited: Promise<Exit> }> {
    return await this.#executions.exec(program, streamsOf(stdio), options);
  }

  /**
   * Runs another program inside to its end. This wakes the thread once, where `exec` and its `exited` take three times.
   *
   * @throws as `exec`
   */
  async execute(program: Program, stdio: Stdio): Promise<Exit> {
    return await this.#executions.execute(program, streamsOf(stdio));
  }

  /**
   * Suspends all its processes. Resolves when none of them runs any more.
   *
   * @throws `ContainerError` when it neither runs nor waits for its start, or has no control group
   */
  async pause(): Promise<void> {
    await this.#locked("pause", async () => {
      const { status } = this;
      if (status !== "running" && status !== "created") throw new ContainerError("pause", this.id, `it is ${status}, not running`);
      if (await freeze(this, "pause", patience)) return;
      await freeze(this, "resume", patience);
      throw new ContainerError("pause", this.id, `its processes have not been suspended in ${patience / 1000} s: they go on`);
    });
  }

  /**
   * Lets its processes go on.
   *
   * @throws `ContainerError` when it is not paused
   */
  async resume(): Promise<void> {
    await this.#locked("resume", async () => {
      const { status } = this;
      if (status !== "paused") throw new ContainerError("resume", this.id, `it is ${status}, not paused`);
      if (!(await freeze(this, "resume", patience)))
        throw new ContainerError(
          "resume",
          this.id,
          `its processes have not gone on in ${patience / 1000} s: a group above its own may be frozen`,
        );
    });
  }

  /** Changes limits; only what is named is touched. @throws `ConfigurationError` or `ContainerError` */
  async update(resources: Resources): Promise<void> {
    const checked = checkResources(resources);
    await this.#locked("update", async () => {
      const { status } = this;
      if (status === "stopped" || !this.#known) throw new ContainerError("update", this.id, `it is ${status}`);
      await updateLimits(this, checked);
    });
  }

  /** The PIDs of all its processes, as the host numbers them. */
  async processes(): Promise<number[]> {
    const [group] = this.record.groups;
    return group ? processesIn(group) : [];
  }
}

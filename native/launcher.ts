/**
 * The launcher as Node sees it: one tiny resident process a thread, which carries out launch plans, is the parent of what
 * they start, and tells how it ends.
 */
import { constants, existsSync } from "node:fs";
import os from "node:os";
import { buildDirectory, LauncherSocketClass, type LauncherSocket } from "./calls.ts";
import { Outcome } from "./outcome.ts";
import { describeStep, encodePlan, type EncodedPlan, type Step } from "./steps.ts";

const requestKinds = { run: 1, proceed: 2 } as const;
const persistentFlag = 2;
const briefFlag = 4;
const replyKinds = { forked: 1, reached: 2, failed: 3, started: 4, exited: 5, done: 6, orphan: 7 } as const;

/** How a process ended. */
export interface Exit {
  /** Exit status, or 128 + the number of the signal. */
  exitStatus: number;
  /** CPU time of the process and the descendants it waited for, µs. */
  cpuTime: number;
}

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

const errnoNames = new Map(Object.entries(os.constants.errno).map(([name, number]) => [number, name]));

function nameOfErrno(errno: number): string {
  return errnoNames.get(errno) ?? `errno ${errno}`;
}

/** The launcher has gone: its containers live on, but nobody reaps them for us. */
export class LauncherLost extends Error {
  override readonly name = "LauncherLost";
  readonly code = "EPIPE";
}

/** A plan under way. Its promises reject with `StepError` or `LauncherLost`; each may be left alone without harm. */
export interface Running {
  /** The child, once it has been made. Never resolves for a plan without `clone`. */
  readonly forked: Promise<{ pid: number; startTime: number }>;
  /** The child has become its program; for a plan without `clone`, the plan is done. */
  readonly started: Promise<void>;
  /** The child has ended and has been reaped; rejects only when the launcher is lost. */
  readonly exited: Promise<Exit>;
  /** What follows an `awaitExit` has been carried out too; rejects with its `StepError`. Never resolves when the start failed. */
  readonly finished: Promise<void>;
  /** The child stands at the `sync` of this name, which must `tell`. */
  reached(name: string): Promise<void>;
  /** Lets the child go on from a `sync` that waits. */
  proceed(): void;
}

export interface RunOptions {
  /** They become the plan's slots 0, 1, …; still the caller's to close. */
  descriptors?: readonly number[];
  /** The child outlives this process: the launcher stays and records its end (`recordExit`). */
  persistent?: boolean;
  /**
   * Only a failure and the end are told, which wakes this thread once a plan: `forked` resolves when something failed after it, and
   * `started` at the end.
   */
  brief?: boolean;
}

/** Where the launcher's program lies. */
const program = `${buildDirectory}launcher`;

const exitStatusOf = (waitStatus: number): number => ((waitStatus & 0x7f) === 0 ? (waitStatus >> 8) & 0xff : 128 + (waitStatus & 0x7f));

class Flight implements Running {
  readonly plan: readonly Step[] | EncodedPlan;
  readonly launched = new Outcome<{ pid: number; startTime: number }>();
  readonly begun = new Outcome<void>();
  readonly ended = new Outcome<Exit>();
  readonly completed = new Outcome<void>();
  readonly #points = new Map<string, Outcome<void>>();
  readonly #proceed: () => void;
  /** There is a child, whose end will be reported. */
  hasChild = false;
  hasEnded = false;
  #failure: Error | undefined;

  constructor(plan: readonly Step[] | EncodedPlan, proceed: () => void) {
    this.plan = plan;
    this.#proceed = proceed;
  }

  get forked(): Promise<{ pid: number; startTime: number }> {
    return this.launched.promise;
  }

  get started(): Promise<void> {
    return this.begun.promise;
  }

  get exited(): Promise<Exit> {
    return this.ended.promise;
  }

  get finished(): Promise<void> {
    return this.completed.promise;
  }

  step(index: number): Step | undefined {
    return ("bytes" in this.plan ? this.plan.steps() : this.plan)[index];
  }

  reached(name: string): Promise<void> {
    return this.#point(name).promise;
  }

  proceed(): void {
    this.#proceed();
  }

  arrive(step: number): void {
    const at = this.step(step);
    if (at?.kind === "sync") this.#point(at.name).resolve(undefined);
  }

  fail(error: Error): void {
    this.#failure ??= error;
    this.launched.reject(error);
    this.begun.reject(error);
    for (const point of this.#points.values()) point.reject(error);
  }

  #point(name: string): Outcome<void> {
    let point = this.#points.get(name);
    if (!point) {
      point = new Outcome<void>();
      if (this.#failure) point.reject(this.#failure);
      this.#points.set(name, point);
    }
    return point;
  }
}

/** How many orphans' exit statuses are remembered until somebody asks. */
const rememberedOrphans = 4096;

/** The launcher of this thread. */
export class Launcher {
  static #current: Launcher | undefined;

  /** The thread's launcher, started when first needed, and anew after it was lost. */
  static get(): Launcher {
    Launcher.#current ??= new Launcher();
    return Launcher.#current;
  }

  readonly #socket: LauncherSocket;
  readonly #flights = new Map<number, Flight>();
  readonly #orphans = new Map<number, number>();
  readonly #waitingForOrphans = new Map<number, PromiseWithResolvers<number>>();
  #nextId = 1;
  #lost = false;

  private constructor() {
    this.#socket = new LauncherSocketClass(
      program,
      (kind, id, a, b, c) => this.#onReply(kind, id, a, b, c),
      () => this.#onClose(),
    );
  }

  get pid(): number {
    return this.#socket.pid;
  }

  /** Starts to carry out a plan. */
  run(plan: readonly Step[] | EncodedPlan, options: RunOptions = {}): Running {
    if (this.#lost) throw new LauncherLost("the launcher has ended; ask for a new one");
    const id = this.#nextId++;
    const payload = "bytes" in plan ? plan.bytes : encodePlan(plan);
    const flight = new Flight(plan, () => this.#socket.send(requestKinds.proceed, id, 0, undefined, 0, []));
    const flags = (options.persistent ? persistentFlag : 0) | (options.brief ? briefFlag : 0);
    try {
      this.#socket.send(requestKinds.run, id, flags, payload, payload.length, options.descriptors ?? []);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "EPIPE" && code !== "ECONNRESET") throw error;
      // It has ended and nobody has noticed yet: the plan never reached it, so another one can carry it out.
      this.close();
      return Launcher.get().run(plan, options);
    }
    this.#flights.set(id, flight);
    return flight;
  }

  /**
   * Starts a program of the host, as a child of the launcher. Descriptors left out are /dev/null. Rejects with a `StepError`
   * when it cannot be executed.
   */
  async spawn(
    args: readonly string[],
    options: { env: Record<string, string>; cwd?: string; stdin?: number; stdout?: number; stderr?: number },
  ): Promise<{ pid: number; exited: Promise<number> }> {
    const descriptors: number[] = [];
    const steps: Step[] = [];
    const slot = (fd: number | undefined, index: number): number => {
      if (fd === undefined) {
        steps.push({ kind: "open", actor: "launcher", slot: 10 + index, path: "/dev/null", flags: constants.O_RDWR });
        return 10 + index;
      }
      descriptors.push(fd);
      return descriptors.length - 1;
    };
    const slots: [number, number, number] = [slot(options.stdin, 0), slot(options.stdout, 1), slot(options.stderr, 2)];
    steps.push(
      { kind: "clone", actor: "launcher", flags: 0 },
      { kind: "stdio", actor: "child", slots },
      { kind: "umask", actor: "child", mask: 0o022 },
      { kind: "chdir", actor: "child", path: options.cwd ?? "/" },
      {
        kind: "exec",
        actor: "child",
        path: args[0] ?? "",
        args: [...args],
        env: Object.entries(options.env).map(([name, value]) => `${name}=${value}`),
      },
    );
    const running = this.run(steps, { descriptors });
    const { pid } = await running.forked;
    await running.started;
    return { pid, exited: running.exited.then((exit) => exit.exitStatus) };
  }

  /**
   * The exit status of a process that lost its parent and came to the launcher; also when it has already ended. A PID that is in
   * use is another process than the one remembered.
   */
  orphan(pid: number): Promise<number> {
    if (existsSync(`/proc/${pid}`)) this.#orphans.delete(pid);
    const status = this.#orphans.get(pid);
    if (status !== undefined) return Promise.resolve(status);
    let waiting = this.#waitingForOrphans.get(pid);
    if (!waiting) {
      waiting = Promise.withResolvers<number>();
      waiting.promise.catch(() => undefined);
      this.#waitingForOrphans.set(pid, waiting);
      this.#keepAlive();
    }
    return waiting.promise;
  }

  /** Ends the launcher; what it started lives on. */
  close(): void {
    this.#socket.close();
    this.#onClose();
  }

  #onReply(kind: number, id: number, a: number, b: number, c: number): void {
    if (kind === replyKinds.orphan) return this.#onOrphan(id, exitStatusOf(a));
    const flight = this.#flights.get(id);
    if (!flight) return;
    if (kind === replyKinds.forked) {
      flight.hasChild = true;
      flight.launched.resolve({ pid: a, startTime: c });
    } else if (kind === replyKinds.reached) flight.arrive(a);
    else if (kind === replyKinds.started) flight.begun.resolve(undefined);
    else if (kind === replyKinds.failed) {
      const error = new StepError(flight.step(a), b);
      flight.fail(error);
      // After the child's end this was the last word; before it, that end is still to come.
      if (flight.hasEnded) flight.completed.reject(error);
      if (!flight.hasChild || flight.hasEnded) this.#forget(id);
    } else if (kind === replyKinds.done) {
      flight.begun.resolve(undefined);
      flight.completed.resolve(undefined);
      this.#forget(id);
    } else if (kind === replyKinds.exited) {
      flight.hasEnded = true;
      flight.begun.resolve(undefined);
      flight.ended.resolve({ exitStatus: exitStatusOf(a), cpuTime: c });
      if (b) return;
      flight.completed.resolve(undefined);
      this.#forget(id);
    }
  }

  #onOrphan(pid: number, status: number): void {
    this.#orphans.set(pid, status);
    if (this.#orphans.size > rememberedOrphans) {
      const [oldest] = this.#orphans.keys();
      if (oldest !== undefined) this.#orphans.delete(oldest);
    }
    this.#waitingForOrphans.get(pid)?.resolve(status);
    this.#waitingForOrphans.delete(pid);
    this.#keepAlive();
  }

  #onClose(): void {
    if (this.#lost) return;
    this.#lost = true;
    if (Launcher.#current === this) Launcher.#current = undefined;
    const error = new LauncherLost(
      "the launcher ended before it answered: its containers live on and are found from their state directories",
    );
    for (const flight of this.#flights.values()) {
      flight.fail(error);
      flight.ended.reject(error);
      flight.completed.reject(error);
    }
    for (const waiting of this.#waitingForOrphans.values()) waiting.reject(error);
    this.#flights.clear();
    this.#waitingForOrphans.clear();
  }

  #forget(id: number): void {
    this.#flights.delete(id);
    this.#keepAlive();
  }

  #keepAlive(): void {
    if (!this.#lost) this.#socket.keepAlive(this.#flights.size > 0 || this.#waitingForOrphans.size > 0);
  }
}

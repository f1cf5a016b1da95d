/**
 * The launcher as Node sees it: one tiny resident process a thread, which carries out launch plans, is the parent of what
 * they start, and tells how it ends.
 */
import { constants, existsSync } from "node:fs";
import { buildDirectory, LauncherSocketClass, type LauncherSocket } from "./calls.ts";
import { Flight, type Running } from "./flight.ts";
import { LauncherLost, StepError } from "./step_error.ts";
import type { PlanTemplate, TemplatePlan } from "./plan_template.ts";
import { encodePlan, type Step } from "./steps.ts";

const requestKinds = { run: 1, proceed: 2, define: 3, forget: 4, keepNetworks: 6 } as const;
const persistentFlag = 2;
const briefFlag = 4;
const handOverFlag = 8;
const replyKinds = { forked: 1, reached: 2, failed: 3, started: 4, exited: 5, done: 6, orphan: 7 } as const;

export interface RunOptions {
  /** They become the plan's slots 0, 1, …; still the caller's to close. Of a template's plan there are at most three. */
  descriptors?: readonly number[];
  /** The child outlives this process: the launcher stays and records its end (`recordExit`). */
  persistent?: boolean;
  /**
   * Only a failure and the end are told, which wakes this thread once a plan: `forked` resolves when something failed after it, and
   * `started` at the end.
   */
  brief?: boolean;
  /** Once it has become its program, the child is left to the subreaper above the launcher, which learns of its end when this process has ended. */
  handOver?: boolean;
}

/** Where the launcher's program lies. */
const program = `${buildDirectory}launcher`;

/** Whether a process that executes this file is a launcher, or a child of one that has not become its program. */
export function isLauncher(file: string): boolean {
  return file === program;
}

const exitStatusOf = (waitStatus: number): number => ((waitStatus & 0x7f) === 0 ? (waitStatus >> 8) & 0xff : 128 + (waitStatus & 0x7f));

/** Whether nothing could be sent as nobody is there any more. */
function tellsOfEnd(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "EPIPE" || code === "ECONNRESET";
}

/** How many orphans' exit statuses are remembered until somebody asks. */
const rememberedOrphans = 4096;

/** So many templates the launcher knows at a time. */
const mostTemplates = 256;

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
  /** Those that the launcher knows, by their numbers; the oldest is the first. */
  readonly #templates = new Map<PlanTemplate, number>();
  #nextTemplate = 1;
  #nextId = 1;
  #lost = false;

  private constructor() {
    this.#socket = new LauncherSocketClass(
      program,
      (kind, id, a, b, c, isLast) => this.#onReply(kind, id, a, b, c, isLast),
      () => this.#onClose(),
    );
  }

  get pid(): number {
    return this.#socket.pid;
  }

  /** Starts to carry out a plan. */
  run(plan: readonly Step[] | TemplatePlan, options: RunOptions = {}): Running {
    if (this.#lost) throw new LauncherLost("the launcher has ended; ask for a new one");
    const id = this.#nextId++;
    const flight = new Flight(plan, this, id);
    const flags = (options.persistent ? persistentFlag : 0) | (options.brief ? briefFlag : 0) | (options.handOver ? handOverFlag : 0);
    const { descriptors = [] } = options;
    try {
      if ("template" in plan) {
        const [stdin = -1, stdout = -1, stderr = -1] = descriptors;
        this.#socket.runDefined(id, flags, this.#numberOf(plan.template), plan.id, stdin, stdout, stderr);
      } else {
        const payload = encodePlan(plan);
        this.#socket.send(requestKinds.run, id, flags, payload, payload.length, descriptors);
      }
    } catch (error) {
      if (!tellsOfEnd(error)) throw error;
      // It has ended and nobody has noticed yet: the plan never reached it, so another one can carry it out.
      this.close();
      return Launcher.get().run(plan, options);
    }
    this.#flights.set(id, flight);
    return flight;
  }

  /** Lets the child of a plan go on from where it waits; asked for by what `run` gave. */
  proceed(id: number): void {
    this.#tell(requestKinds.proceed, id);
  }

  /** So many network namespaces are kept ready from now on, for steps that take one (`takeNetwork`). */
  keepNetworks(count: number): void {
    this.#tell(requestKinds.keepNetworks, count);
  }

  /** It will not be run again: what it keeps open is closed. */
  forget(template: PlanTemplate): void {
    const number = this.#templates.get(template);
    if (number === undefined || this.#lost) return;
    this.#templates.delete(template);
    this.#tell(requestKinds.forget, number);
  }

  /** What gets no answer. One that has ended, also where nobody has noticed yet, has nothing left to do for it. */
  #tell(kind: number, number: number): void {
    try {
      this.#socket.send(kind, number, 0, undefined, 0, []);
    } catch (error) {
      if (!tellsOfEnd(error)) throw error;
    }
  }

  /** The number by which the launcher knows the template; from now on, if it did not. */
  #numberOf(template: PlanTemplate): number {
    const known = this.#templates.get(template);
    if (known !== undefined) return known;
    const number = this.#nextTemplate++;
    const payload = template.encode();
    this.#socket.send(requestKinds.define, number, 0, payload, payload.length, []);
    this.#templates.set(template, number);
    const [oldest] = this.#templates.keys();
    if (this.#templates.size > mostTemplates && oldest) this.forget(oldest);
    return number;
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
      this.#socket.keepAlive(true);
    }
    return waiting.promise;
  }

  /** Ends the launcher; what it started lives on. */
  close(): void {
    this.#socket.close();
    this.#onClose();
  }

  #onReply(kind: number, id: number, a: number, b: number, c: number, isLast: boolean): void {
    if (kind === replyKinds.orphan) return this.#onOrphan(id, exitStatusOf(a));
    const flight = this.#flights.get(id);
    if (!flight) return;
    if (isLast) this.#flights.delete(id);
    // First, as it is all that is told of most plans.
    if (kind === replyKinds.exited) flight.end({ exitStatus: exitStatusOf(a), cpuTime: c }, isLast);
    else if (kind === replyKinds.forked) flight.fork({ pid: a, startTime: c });
    else if (kind === replyKinds.reached) flight.arrive(a);
    else if (kind === replyKinds.started) flight.begin();
    else if (kind === replyKinds.failed) flight.fail(new StepError(flight.step(a), b));
    else if (kind === replyKinds.done) flight.complete();
  }

  #onOrphan(pid: number, status: number): void {
    this.#orphans.set(pid, status);
    if (this.#orphans.size > rememberedOrphans) {
      const [oldest] = this.#orphans.keys();
      if (oldest !== undefined) this.#orphans.delete(oldest);
    }
    const waiting = this.#waitingForOrphans.get(pid);
    if (!waiting) return;
    this.#waitingForOrphans.delete(pid);
    this.#socket.keepAlive(false);
    waiting.resolve(status);
  }

  #onClose(): void {
    if (this.#lost) return;
    this.#lost = true;
    if (Launcher.#current === this) Launcher.#current = undefined;
    const error = new LauncherLost(
      "the launcher ended before it answered: its containers live on and are found from their state directories",
    );
    for (const flight of this.#flights.values()) flight.lose(error);
    for (const waiting of this.#waitingForOrphans.values()) waiting.reject(error);
    this.#flights.clear();
    this.#waitingForOrphans.clear();
  }
}

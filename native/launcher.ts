/**
 * The launcher as Node sees it: one tiny resident process a thread, which carries out launch plans, is the parent of what
 * they start, and tells how it ends.
 */
import { constants, existsSync } from "node:fs";
import { buildDirectory, LauncherSocketClass, type LauncherSocket } from "./calls.ts";
import { Exchange } from "./exchange.ts";
import { Flight, type Running } from "./flight.ts";
import { Flights } from "./flights.ts";
import { LauncherLost, StepError } from "./step_error.ts";
import { TemplatePlan, type PlanTemplate } from "./plan_template.ts";
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
  readonly #exchange = new Exchange();
  readonly #flights = new Flights();
  readonly #orphans = new Map<number, number>();
  readonly #waitingForOrphans = new Map<number, PromiseWithResolvers<number>>();
  /** Those that the launcher knows; the oldest is the first. */
  readonly #templates = new Set<PlanTemplate>();
  #nextTemplate = 1;
  #lost = false;

  private constructor() {
    this.#socket = new LauncherSocketClass(
      program,
      this.#exchange.memory,
      () => this.#onReply(),
      () => this.#onClose(),
    );
  }

  get pid(): number {
    return this.#socket.pid;
  }

  /** Starts to carry out a plan. */
  run(plan: readonly Step[] | TemplatePlan, options: RunOptions = {}): Running {
    if (this.#lost) throw new LauncherLost("the launcher has ended; ask for a new one");
    const flight = new Flight(plan, this, this.#flights.next);
    const { descriptors = [] } = options;
    const flags = (options.persistent ? persistentFlag : 0) | (options.brief ? briefFlag : 0) | (options.handOver ? handOverFlag : 0);
    try {
      if (plan instanceof TemplatePlan) this.#sendTemplate(flight.id, flags, plan, descriptors);
      else this.#sendPlan(flight.id, flags, plan, descriptors);
    } catch (error) {
      if (!tellsOfEnd(error)) throw error;
      // It has ended and nobody has noticed yet: the plan never reached it, so another one can carry it out.
      this.close();
      return Launcher.get().run(plan, options);
    }
    this.#flights.add(flight);
    return flight;
  }

  #sendTemplate(id: number, flags: number, { template, id: text }: TemplatePlan, descriptors: readonly number[]): void {
    this.#exchange.order(id, flags, this.#numberOf(template), text, descriptors);
    this.#socket.runOrdered();
  }

  #sendPlan(id: number, flags: number, plan: readonly Step[], descriptors: readonly number[]): void {
    const payload = encodePlan(plan);
    this.#socket.send(requestKinds.run, id, flags, payload, payload.length, descriptors);
  }

  /** Lets the child of a plan go on from where it waits; asked for by what `run` gave. */
  proceed(flight: Flight): void {
    if (this.#flights.has(flight)) this.#tell(requestKinds.proceed, flight.id);
  }

  /** So many network namespaces are kept ready from now on, for steps that take one (`takeNetwork`). */
  keepNetworks(count: number): void {
    this.#tell(requestKinds.keepNetworks, count);
  }

  /** It will not be run again: what it keeps open is closed. */
  forget(template: PlanTemplate): void {
    const { known } = template;
    if (this.#lost || known?.by !== this) return;
    template.known = undefined;
    this.#templates.delete(template);
    this.#tell(requestKinds.forget, known.as);
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
    return template.known?.by === this ? template.known.as : this.#define(template);
  }

  #define(template: PlanTemplate): number {
    const number = this.#nextTemplate++;
    const payload = template.encode();
    this.#socket.send(requestKinds.define, number, 0, payload, payload.length, []);
    template.known = { by: this, as: number };
    this.#templates.add(template);
    const [oldest] = this.#templates;
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

  #onReply(): void {
    const { kind, of, a, isLast } = this.#exchange;
    if (kind === replyKinds.orphan) return this.#onOrphan(of, exitStatusOf(a));
    const flight = this.#flights.get(of);
    if (!flight) return;
    if (isLast) this.#flights.remove(of);
    // First, as it is all that is told of most plans.
    if (kind === replyKinds.exited) flight.end({ exitStatus: exitStatusOf(a), cpuTime: this.#exchange.c }, isLast);
    else if (kind === replyKinds.forked) flight.fork({ pid: a, startTime: this.#exchange.c });
    else if (kind === replyKinds.reached) flight.arrive(a);
    else if (kind === replyKinds.started) flight.begin();
    else if (kind === replyKinds.failed) this.#onFailure(flight, a, this.#exchange.b);
    else if (kind === replyKinds.done) flight.complete();
  }

  #onFailure(flight: Flight, step: number, error: number): void {
    // Of the plan nothing was carried out: it may be that the launcher could not receive the template. It is sent once more for the next run.
    if (step < 0 && flight.plan instanceof TemplatePlan) this.forget(flight.plan.template);
    flight.fail(new StepError(flight.step(step), error));
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
    for (const flight of this.#flights.takeAll()) flight.lose(error);
    for (const waiting of this.#waitingForOrphans.values()) waiting.reject(error);
    this.#waitingForOrphans.clear();
    // They may be kept longer than this.
    for (const template of this.#templates) if (template.known?.by === this) template.known = undefined;
    this.#templates.clear();
  }
}

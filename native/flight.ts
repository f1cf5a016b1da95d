/** One plan under way. */
import { Outcome } from "./outcome.ts";
import type { TemplatePlan } from "./plan_template.ts";
import type { Step } from "./steps.ts";

/** How a process ended. */
export interface Exit {
  /** Exit status, or 128 + the number of the signal. */
  exitStatus: number;
  /** CPU time of the process and the descendants it waited for, µs. */
  cpuTime: number;
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
  /**
   * All of it: the child has ended, and what follows an `awaitExit` has been carried out. Rejects with the first failure. Never resolves
   * for a plan without `clone`.
   */
  readonly done: Promise<Exit>;
  /** The same, but that it comes to what `rescue` makes of a failure. To be asked for once, in place of `done`: it costs no promise more. */
  orElse(rescue: (error: Error) => Promise<Exit>): Promise<Exit>;
  /** The child stands at the `sync` of this name, which must `tell`. */
  reached(name: string): Promise<void>;
  /** Lets the child go on from a `sync` that waits. */
  proceed(): void;
}

/**
 * Where a flight's promises come from: the launcher tells it, word by word.
 *
 * What is made for each container has no #fields: V8 calls a routine of its own for each of them in a new object (Node 24), and on the event
 * loop, right after it woke up, a container costs what it calls.
 */
export class Flight implements Running {
  readonly plan: readonly Step[] | TemplatePlan;
  /** The launcher's number for it. */
  readonly id: number;
  private readonly launcher: { proceed(flight: Flight): void };
  /** The whole of it; made when it is asked for. */
  private whole: Outcome<Exit> | undefined;
  /** All others; made when the first of them is asked for, or settled other than by an end that is all that there is to tell. */
  private stages: Stages | undefined;
  private exit: Exit | undefined;
  private isOver = false;
  private failure: Error | undefined;
  private rescue: ((error: Error) => Promise<Exit>) | undefined;

  constructor(plan: readonly Step[] | TemplatePlan, launcher: { proceed(flight: Flight): void }, id: number) {
    this.plan = plan;
    this.launcher = launcher;
    this.id = id;
  }

  get forked(): Promise<{ pid: number; startTime: number }> {
    return this.staged.forked.promise;
  }

  get started(): Promise<void> {
    return this.staged.started.promise;
  }

  get exited(): Promise<Exit> {
    return this.staged.exited.promise;
  }

  get finished(): Promise<void> {
    return this.staged.finished.promise;
  }

  get done(): Promise<Exit> {
    return this.wholly.promise;
  }

  orElse(rescue: (error: Error) => Promise<Exit>): Promise<Exit> {
    this.rescue = rescue;
    return this.wholly.promise;
  }

  reached(name: string): Promise<void> {
    return this.point(name).promise;
  }

  proceed(): void {
    this.launcher.proceed(this);
  }

  step(index: number): Step | undefined {
    return ("template" in this.plan ? this.plan.steps() : this.plan)[index];
  }

  /** There is a child, whose end will be told. */
  fork(identity: { pid: number; startTime: number }): void {
    this.staged.forked.resolve(identity);
  }

  arrive(step: number): void {
    const at = this.step(step);
    if (at?.kind === "sync") this.point(at.name).resolve(undefined);
  }

  begin(): void {
    this.staged.started.resolve(undefined);
  }

  /** The child has ended. @param isOver unless a failure of what follows is told next */
  end(exit: Exit, isOver: boolean): void {
    this.exit = exit;
    this.isOver = isOver;
    if (isOver) this.whole?.resolve(exit);
    if (this.stages || !isOver) this.settleEnd(this.staged);
  }

  private settleEnd({ started, exited, finished }: Stages): void {
    started.resolve(undefined);
    if (this.exit) exited.resolve(this.exit);
    if (this.isOver) finished.resolve(undefined);
  }

  /** A plan without a child has been carried out. */
  complete(): void {
    this.staged.started.resolve(undefined);
    this.staged.finished.resolve(undefined);
  }

  /** A step has failed, of what follows the child's end where that has been told. */
  fail(error: Error): void {
    const { forked, started, finished, points } = this.staged;
    const isFirst = !this.failure;
    this.failure ??= error;
    forked.reject(error);
    started.reject(error);
    if (!this.rescue) this.whole?.reject(error);
    else if (isFirst) this.whole?.resolve(this.rescue(error));
    for (const point of points.values()) point.reject(error);
    if (this.exit) finished.reject(error);
  }

  /** Nothing more will be told. */
  lose(error: Error): void {
    this.fail(error);
    this.staged.exited.reject(error);
    this.staged.finished.reject(error);
  }

  private get wholly(): Outcome<Exit> {
    if (!this.whole) {
      this.whole = new Outcome();
      if (this.failure) this.whole.reject(this.failure);
      else if (this.isOver && this.exit) this.whole.resolve(this.exit);
    }
    return this.whole;
  }

  private get staged(): Stages {
    if (!this.stages) {
      this.stages = {
        forked: new Outcome(),
        started: new Outcome(),
        exited: new Outcome(),
        finished: new Outcome(),
        points: new Map(),
      };
      if (this.isOver) this.settleEnd(this.stages);
    }
    return this.stages;
  }

  private point(name: string): Outcome<void> {
    const { points } = this.staged;
    let point = points.get(name);
    if (!point) {
      point = new Outcome<void>();
      if (this.failure) point.reject(this.failure);
      points.set(name, point);
    }
    return point;
  }
}

/** What may be asked for on the way. */
interface Stages {
  forked: Outcome<{ pid: number; startTime: number }>;
  started: Outcome<void>;
  exited: Outcome<Exit>;
  finished: Outcome<void>;
  points: Map<string, Outcome<void>>;
}

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
  /** The child stands at the `sync` of this name, which must `tell`. */
  reached(name: string): Promise<void>;
  /** Lets the child go on from a `sync` that waits. */
  proceed(): void;
}

/** The launcher's side of `Running`: its promises, and what settles them. */
export class Flight implements Running {
  readonly plan: readonly Step[] | TemplatePlan;
  readonly launched = new Outcome<{ pid: number; startTime: number }>();
  readonly begun = new Outcome<void>();
  readonly ended = new Outcome<Exit>();
  readonly completed = new Outcome<void>();
  readonly whole = new Outcome<Exit>();
  readonly #points = new Map<string, Outcome<void>>();
  readonly #proceed: () => void;
  /** There is a child, whose end will be reported. */
  hasChild = false;
  hasEnded = false;
  #failure: Error | undefined;

  constructor(plan: readonly Step[] | TemplatePlan, proceed: () => void) {
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

  get done(): Promise<Exit> {
    return this.whole.promise;
  }

  step(index: number): Step | undefined {
    return ("template" in this.plan ? this.plan.steps() : this.plan)[index];
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
    this.whole.reject(error);
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

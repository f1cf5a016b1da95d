/** The plans by which programs are executed in one container: what is executed again is compiled, and sent to the launcher, once. */
import { Launcher, PlanTemplate, type Step, type TemplatePlan } from "../../native/index.ts";
import { thawed } from "../cgroup/freezer.ts";
import type { Process } from "../configuration/types.ts";
import { compileExec, type ExecInput } from "../plan/exec.ts";
import { repeated } from "../plan/repeated.ts";
import type { ProcessIdentity, StateRecord } from "./state.ts";

/** What to execute: arguments alone run as the configured process would. */
export type Program = readonly string[] | Process;

/** So many programs of a container are remembered. */
const mostKnown = 16;

export class ExecutionPlans {
  readonly #record: StateRecord;
  readonly #target: ProcessIdentity;
  readonly #processOf: (program: Program) => Process;
  /** By the program; undefined for one that was executed once so far. */
  readonly #templates = new Map<string, PlanTemplate | undefined>();

  /**
   * @param target the first process of the container, which has become its program: from then on it does nothing else until its end
   * @param processOf the whole process that a program is executed as
   */
  constructor(record: StateRecord, target: ProcessIdentity, processOf: (program: Program) => Process) {
    this.#processOf = processOf;
    this.#record = record;
    this.#target = target;
  }

  isOf({ pid, startTime }: ProcessIdentity): boolean {
    return pid === this.#target.pid && startTime === this.#target.startTime;
  }

  /** The launcher itself looks whether the container still runs: see `hasFoundOtherwise`. */
  of(program: Program): TemplatePlan | Step[] {
    const key = JSON.stringify(program);
    const known = this.#templates.get(key);
    if (known) return known.for("");
    const { freezer } = this.#record;
    const steps = compileExec({
      ...execInput(this.#record, this.#processOf(program), this.#target),
      thawed: freezer === undefined ? undefined : thawed(freezer),
    });
    if (!this.#templates.has(key)) {
      const [oldest] = this.#templates.keys();
      if (this.#templates.size >= mostKnown && oldest !== undefined) this.#drop(oldest);
      this.#templates.set(key, undefined);
      return steps;
    }
    const template = new PlanTemplate(() => repeated(steps), 0);
    this.#templates.set(key, template);
    return template.for("");
  }

  /** The container has ended: nothing of it is to be kept open. */
  forget(): void {
    for (const key of this.#templates.keys()) this.#drop(key);
  }

  #drop(key: string): void {
    const template = this.#templates.get(key);
    if (template) Launcher.get().forget(template);
    this.#templates.delete(key);
  }
}

/** All but what depends on the moment. */
export function execInput(record: StateRecord, process: Process, target: ProcessIdentity): ExecInput {
  const { namespaces, groups, cgroupVersion, rootless, filter, ociVersion, id, bundle, annotations } = record;
  const state = { ociVersion, id, bundle, annotations };
  return { process, namespaces, groups, cgroupVersion, rootless, filter, state, target };
}

/** Further programs in a container that runs. */
import { Launcher, StepError, type Exit, type Step, type TemplatePlan } from "../../native/index.ts";
import { checkProcess } from "../configuration/check.ts";
import { ConfigurationError } from "../configuration/error.ts";
import type { Process } from "../configuration/types.ts";
import { compileExec, type ExecInput } from "../plan/exec.ts";
import { furtherDescriptors, type Handed } from "../plan/input.ts";
import { grant, grantable } from "./capabilities.ts";
import { groupOf, groupsBelow } from "./control.ts";
import { ContainerError, codeOf, explain } from "./error.ts";
import { execInput, ExecutionPlans, type Program } from "./execution_plans.ts";
import { ContainerGone } from "./lock.ts";
import type { ProcessIdentity, StateRecord, Status } from "./state.ts";

export interface ExecOptions {
  handed?: Handed;
  /** Control groups below the container's own: a path, for all of them, or for the hierarchies of the controllers before a colon. */
  cgroups?: readonly string[];
  /** Also in a container that is suspended; the program begins when that goes on. */
  ignorePaused?: boolean;
  /** The program is left to the subreaper above this process, which learns of its end when this process has ended. */
  handOver?: boolean;
}

/** The container that it is about. */
interface Subject {
  readonly id: string;
  readonly directory: string;
  readonly record: StateRecord;
  readonly process: ProcessIdentity | undefined;
  /** @throws `ContainerGone` */
  readonly status: Status;
}

type ExecPlan = TemplatePlan | readonly Step[];

/** For errors. */
const operation = "execute a program in";

/** Whether the launcher, which looks right before it executes a program, has found the container suspended, or its process gone. */
function hasFoundOtherwise(error: unknown): boolean {
  if (!(error instanceof StepError) || !error.step) return false;
  const { step } = error;
  const isGone = step.kind === "setns" && step.slot !== undefined && error.code === "ESRCH";
  // A control file that went with its group.
  const isRemoved = step.kind === "open" && step.keepOpen === true && error.code === "ENOENT";
  return isGone || isRemoved || step.kind === "openProcess" || step.kind === "expectFile" || step.kind === "expectContent";
}

export class Executions {
  readonly #container: Subject;
  readonly #warn: (message: string) => void;
  readonly #transform: ((steps: Step[]) => Step[]) | undefined;
  /** Once it has been found running. */
  #plans: ExecutionPlans | undefined;

  /** @param transform changes each plan before it is carried out */
  constructor(container: Subject, warn: (message: string) => void, transform: ((steps: Step[]) => Step[]) | undefined) {
    this.#container = container;
    this.#warn = warn;
    this.#transform = transform;
  }

  /** @param stdio descriptors for the standard streams; see `Container.exec` */
  async exec(program: Program, stdio: readonly number[], options: ExecOptions): Promise<{ pid: number; exited: Promise<Exit> }> {
    const { handed = {}, handOver = false } = options;
    const descriptors = [...stdio, ...furtherDescriptors(handed)];
    return await this.#enter(program, options, async (plan) => {
      const running = Launcher.get().run(plan, { descriptors, handOver });
      const { pid } = await running.forked;
      await running.started;
      return { pid, exited: running.exited };
    });
  }

  /** @param stdio descriptors for the standard streams; see `Container.execute` */
  async execute(program: Program, stdio: readonly number[]): Promise<Exit> {
    return await this.#enter(program, {}, (plan) => Launcher.get().run(plan, { descriptors: stdio, brief: true }).done);
  }

  /** The container has ended: nothing of it is to be kept open. */
  forget(): void {
    this.#plans?.forget();
  }

  /** Has a plan carried out that runs a program in the container while that runs. */
  async #enter<Value>(
    program: Program,
    { handed, cgroups = [], ignorePaused = false }: ExecOptions,
    run: (plan: ExecPlan) => Promise<Value>,
  ): Promise<Value> {
    const { id, directory } = this.#container;
    try {
      if (this.#plans && !handed && cgroups.length === 0 && !ignorePaused) {
        try {
          return await run(this.#plans.of(program));
        } catch (error) {
          // Something is not as it was: a closer look tells what, or that it is again.
          if (!hasFoundOtherwise(error) && !this.#needsOtherGroup(error)) throw error;
        }
      }
      const target = this.#target(ignorePaused);
      const { record } = this.#container;
      const input = {
        ...execInput(record, this.#processOf(program), target),
        groups: groupsBelow(record, cgroups),
        ...(handed && { handed }),
      };
      try {
        return await run(this.#compile(input));
      } catch (error) {
        if (this.#needsOtherGroup(error) && cgroups.length === 0)
          return await run(this.#compile({ ...input, groups: [groupOf(target.pid)] }));
        if (hasFoundOtherwise(error)) this.#target(ignorePaused);
        throw error;
      }
    } catch (error) {
      // Its status was looked at.
      if (error instanceof ContainerGone) throw new ContainerGone(operation, id);
      if (error instanceof ContainerError || error instanceof ConfigurationError) throw error;
      throw new ContainerError(operation, id, explain(error, directory), error);
    }
  }

  #compile(input: ExecInput): Step[] {
    const steps = compileExec(input);
    return this.#transform ? this.#transform(steps) : steps;
  }

  /** @throws `ConfigurationError` */
  #processOf(program: Program): Process {
    const { process, namespaces, rootless } = this.#container.record;
    // A Process is an object, and arguments are an array.
    if (!("args" in program)) return { ...process, args: [...program], terminal: false };
    return grant(checkProcess(program), grantable(namespaces, rootless), this.#warn);
  }

  /** The first process. @throws `ContainerError` unless the container runs */
  #target(ignorePaused: boolean): ProcessIdentity {
    const { id, process: identity, status } = this.#container;
    const runs = status === "running" || (ignorePaused && status === "paused");
    if (!identity || !runs) throw new ContainerError(operation, id, `it is ${status}, not running`);
    // A plan that is to be changed is compiled each time.
    if (!this.#transform && !this.#plans?.isOf(identity))
      this.#plans = new ExecutionPlans(this.#container.record, identity, (program) => this.#processOf(program));
    return identity;
  }

  /** Whether the program has given controllers to groups below its own: then that one can have no process, and its first is in another. */
  #needsOtherGroup(error: unknown): boolean {
    return codeOf(error) === "EBUSY" && this.#container.record.cgroupVersion !== 1;
  }
}

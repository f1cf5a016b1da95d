/** The included runtime as a library: containers from bundles, or from a configuration at hand. */
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { Launcher, StepError, type Exit, type Running, type Step } from "../../native/index.ts";
import { GroupInUse, groupsForUse, isInTheWay } from "../cgroup/found.ts";
import { Compiler, isOutdated, type CompileOptions, type Compiled } from "./compiler.ts";
import { Container, type Stdio } from "./container.ts";
import { ContainerError, explain } from "./error.ts";
import { locked } from "./lock.ts";
import { signalNumber, signalProcess } from "./signal.ts";
import { hasCreateHooks, hooksPoint } from "../plan/create.ts";
import { furtherDescriptors } from "../plan/input.ts";
import type { StateRecord } from "./state.ts";

export interface RuntimeOptions {
  /** Holds a directory for each container; made when missing. Best on a tmpfs: it means nothing after a reboot. */
  root: string;
  /** Changes every plan that makes a process before it is carried out: how mutants of the plan are made. */
  transformPlan?: (steps: Step[]) => Step[];
  /**
   * So many network namespaces are kept ready, each used once: making one takes the kernel as long as the rest of a small container. They
   * are made anew in the background. None when left out; without root none can be.
   */
  networks?: number;
  /**
   * Is told what goes wrong without being an error: a hook of poststart or poststop that failed, a capability that nobody knows. A warning of
   * the process when left out.
   */
  warn?: (message: string) => void;
}

export interface CreateOptions extends CompileOptions {
  stdio: Stdio;
  /** The container outlives this process. */
  persistent?: boolean;
  /**
   * The container is left to the subreaper above this process (prctl(2), PR_SET_CHILD_SUBREAPER), which is its parent once this process has
   * ended; not by `run`, which waits for its end.
   */
  handOver?: boolean;
}

/** A name has NAME_MAX bytes, 255, and that of the lock is a byte longer than the id. */
const longestId = 254;

/** Each is a descriptor of the launcher's. */
const mostNetworks = 256;

interface Launched {
  running: Running;
  compiled: Compiled;
}

/** 1 for the characters of an id, by their codes. */
const idCharacters = new Uint8Array(128);
for (const each of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-.") idCharacters[each.charCodeAt(0)] = 1;

/** A loop: a regular expression is code of its own, which the event loop finds cold at each container (docs/bench.md). */
function isValidId(id: string): boolean {
  const { length } = id;
  for (let index = 0; index < length; index++) if (idCharacters[id.charCodeAt(index)] !== 1) return false;
  return length > 0 && length <= longestId && id !== "." && id !== "..";
}

/**
 * The container's own path below the root, so no separator and nothing that means another directory.
 *
 * @param operation for the error
 */
export function checkId(id: string, operation = "create"): void {
  if (!isValidId(id))
    throw new ContainerError(
      operation,
      id.slice(0, 80),
      "the id is not valid: use letters, digits, _ + - . and at most 254 of them, as it names a directory and, behind a mark, its lock",
    );
}

export class Runtime {
  readonly root: string;
  readonly #transform: ((steps: Step[]) => Step[]) | undefined;
  readonly #compiler: Compiler;

  readonly #warn: (message: string) => void;

  readonly #networks: number;
  /** The launcher that keeps them. */
  #keeper: Launcher | undefined;

  constructor({ root, transformPlan, networks = 0, warn }: RuntimeOptions) {
    if (!Number.isInteger(networks) || networks < 0 || networks > mostNetworks)
      throw new RangeError(`networks must be a whole number from 0 to ${mostNetworks}, not ${networks}`);
    this.#networks = process.geteuid?.() === 0 ? networks : 0;
    this.#warn = warn ?? ((message) => process.emitWarning(message));
    this.root = path.resolve(root);
    this.#transform = transformPlan;
    this.#compiler = new Compiler(this.root, transformPlan, this.#networks > 0);
    mkdirSync(this.root, { recursive: true, mode: 0o711 });
  }

  /**
   * Creates a container: everything is in place, and its program waits for `start`.
   *
   * @throws `ConfigurationError` or `ContainerError`; nothing is left behind then
   */
  async create(options: CreateOptions): Promise<Container> {
    const { running, compiled } = await this.#create(options);
    return this.#container(options.id, compiled.record(), running);
  }

  async #create(options: CreateOptions): Promise<Launched> {
    checkId(options.id);
    return await locked(this.#directory(options.id), options.id, "create", () => this.#createAlone(options));
  }

  async #createAlone(options: CreateOptions, isAgain = false): Promise<Launched> {
    const launched = this.#launch(options, false);
    try {
      await this.#created(options.id, launched);
      return launched;
    } catch (error) {
      if (isOutdated(error) && !isAgain) {
        this.#compiler.forget(options.bundle);
        return await this.#createAlone(options, true);
      }
      const found = await this.#findGroups(options, launched, error);
      return found ? await this.#createAlone({ ...options, found }, isAgain) : await this.#fail("create", options.id, launched, error);
    }
  }

  /**
   * The control groups that were there before, where one of them was in the way: then nothing is left of what was launched.
   *
   * @throws `ContainerError` when one of them is not fit for a container
   */
  async #findGroups({ id, found }: CreateOptions, launched: Launched, error: unknown): Promise<string[] | undefined> {
    const { groups } = launched.compiled.record();
    if (found || !isInTheWay(error, groups)) return undefined;
    await this.#rollBack(id, launched, error);
    try {
      return await groupsForUse(groups);
    } catch (cause) {
      if (cause instanceof GroupInUse) throw new ContainerError("create", id, cause.message, cause);
      throw cause;
    }
  }

  /** Resolves when the container waits for its start, and its hooks have run. */
  async #created(id: string, { running, compiled }: Launched): Promise<void> {
    const { hooks } = compiled;
    if (hooks && hasCreateHooks(hooks)) {
      await running.reached(hooksPoint);
      const identity = await running.forked;
      try {
        await this.#container(id, compiled.record()).runCreateHooks(hooks, identity.pid);
      } catch (error) {
        signalProcess(identity, signalNumber("SIGKILL") ?? 9);
        throw error;
      }
      running.proceed();
    }
    await running.reached("created");
  }

  #container(id: string, record?: StateRecord, running?: Running): Container {
    return new Container(this.#directory(id), record, { running, transform: this.#transform, warn: this.#warn });
  }

  /**
   * Runs a container from create to delete without waiting in between.
   *
   * Not async: it is one promise where there could be three, and each costs this thread some microseconds.
   *
   * @throws as `create`
   */
  run(options: CreateOptions): Promise<Exit> {
    try {
      const compiled = this.#compile(options, true);
      if (compiled.hooks) return this.#runInSteps(options);
      const running = this.#carryOut(options, compiled, true);
      return running.orElse((error) => this.#rescue(options, { running, compiled }, error));
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** What becomes of a container that has not been run to its end, and removed, at once. */
  async #rescue(options: CreateOptions, launched: Launched, error: Error): Promise<Exit> {
    if (!isOutdated(error)) {
      const found = await this.#findGroups(options, launched, error);
      return found ? await this.#runInSteps({ ...options, found }) : await this.#conclude(options.id, launched);
    }
    this.#compiler.forget(options.bundle);
    const again = this.#compile(options, true);
    if (again.hooks) return await this.#runInSteps(options);
    return await this.#conclude(options.id, { running: this.#carryOut(options, again, true), compiled: again });
  }

  /** With hooks there is something to do between the steps. */
  async #runInSteps(options: CreateOptions): Promise<Exit> {
    const { running, compiled } = await this.#create({ ...options, handOver: false });
    const container = this.#container(options.id, compiled.record(), running);
    try {
      await container.start();
      return await running.exited;
    } finally {
      await container.delete({ force: true });
    }
  }

  /** The same, step by step: a failure may have come before the program ran, or after it. */
  async #conclude(id: string, launched: Launched): Promise<Exit> {
    const { running, compiled } = launched;
    try {
      await running.started;
    } catch (error) {
      return await this.#fail("run", id, launched, error);
    }
    const exit = await running.exited;
    try {
      await running.finished;
    } catch {
      await locked(this.#directory(id), id, "run", () => this.#container(id, compiled.record()).remove());
    }
    return exit;
  }

  /** The plan that `create` would carry out. */
  async plan(options: CompileOptions): Promise<Step[]> {
    checkId(options.id);
    return [...this.#compiler.compile(options, false).steps()];
  }

  /**
   * Finds a container, also one that another process made. Undefined when there is none of this id. A create that was cut off right after
   * it had made the directory has left a container too, which can be deleted.
   *
   * @param operation what it is looked for to do, for the error
   * @throws `ContainerError` when no container can have this id
   */
  find(id: string, operation = "find"): Container | undefined {
    checkId(id, operation);
    return existsSync(this.#directory(id)) ? this.#container(id) : undefined;
  }

  list(): Container[] {
    // What else lies there, put by others, is no container.
    const entries = readdirSync(this.root, { withFileTypes: true }).filter((entry) => entry.isDirectory() && isValidId(entry.name));
    return entries.flatMap(({ name }) => this.find(name) ?? []);
  }

  #directory(id: string): string {
    return path.join(this.root, id);
  }

  #compile(options: CreateOptions, immediate: boolean): Compiled {
    checkId(options.id);
    return this.#compiler.compile(options, immediate);
  }

  #launch(options: CreateOptions, immediate: boolean): Launched {
    const compiled = this.#compile(options, immediate);
    return { running: this.#carryOut(options, compiled, immediate), compiled };
  }

  #carryOut(options: CreateOptions, compiled: Compiled, immediate: boolean): Running {
    const { handed, stdio, persistent = false, handOver = false } = options;
    compiled.takeWarnings()?.forEach((warning) => this.#warn(warning));
    const descriptors = [stdio.stdin, stdio.stdout, stdio.stderr];
    if (handed) descriptors.push(...furtherDescriptors(handed));
    const launcher = Launcher.get();
    if (this.#networks > 0 && launcher !== this.#keeper) {
      launcher.keepNetworks(this.#networks);
      this.#keeper = launcher;
    }
    return launcher.run(compiled.plan, { descriptors, persistent, handOver: handOver && !immediate, brief: immediate });
  }

  async #fail(operation: string, id: string, launched: Launched, error: unknown): Promise<never> {
    await this.#rollBack(id, launched, error);
    launched.compiled.verify?.();
    throw new ContainerError(operation, id, explain(error, this.#directory(id)), error);
  }

  /** Undoes a create that failed: only what its own steps made. */
  async #rollBack(id: string, { running, compiled }: Launched, error: unknown): Promise<void> {
    const [record, steps] = [compiled.record(), compiled.steps()];
    const failedAt = error instanceof StepError && error.step ? steps.indexOf(error.step) : steps.length;
    const made = new Set(steps.slice(0, failedAt).flatMap((step) => (step.kind === "mkdir" ? step.path : [])));
    if (!made.has(this.#directory(id))) return;
    const isForked = await running.forked.then(
      () => true,
      () => false,
    );
    // The launcher has refused the plan as a whole: whatever has the id is somebody else's.
    if (error instanceof StepError && !error.step && !isForked) return;
    if (isForked) await running.exited.catch(() => undefined);
    const hasJoined = isForked && failedAt > steps.findLastIndex(({ kind }) => kind === "awaitLauncher");
    // What was there before holds nothing of the container's as long as its process is not there.
    const others = hasJoined ? [] : (record.found ?? []);
    const container = this.#container(id, {
      ...record,
      groups: record.groups.filter((group) => made.has(group) && !others.includes(group)),
    });
    await container.remove();
    // Once hooks may have run, those of the end do (runtime.md, "Lifecycle", 3 to 5).
    if (hasJoined) await container.runPoststopHooks();
  }
}

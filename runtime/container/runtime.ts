/** The included runtime as a library: containers from bundles, or from a configuration at hand. */
import { mkdirSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { readCgroupHost, type CgroupHost } from "../cgroup/hierarchies.ts";
import { checkConfiguration } from "../configuration/check.ts";
import { checkRootfs, readBundle } from "../configuration/read.ts";
import type { Configuration } from "../configuration/types.ts";
import { Launcher, StepError, type Exit, type Running, type Step } from "../../native/index.ts";
import { compileCreate, containerGroups } from "../plan/create.ts";
import type { Overlay, PlanInput } from "../plan/input.ts";
import { Container, type Stdio } from "./container.ts";
import { ContainerError, explain } from "./error.ts";
import { readState, type StateRecord } from "./state.ts";

export interface RuntimeOptions {
  /** Holds a directory for each container; made when missing. Best on a tmpfs: it means nothing after a reboot. */
  root: string;
  /** Changes every plan that makes a process before it is carried out: how mutants of the plan are made. */
  transformPlan?: (steps: Step[]) => Step[];
}

export interface CreateOptions {
  /** Unique under the root; letters, digits and "_+-.", at most 1024 bytes. */
  id: string;
  /** The directory with config.json, and where its relative paths start. */
  bundle: string;
  /** In place of the bundle's config.json. */
  configuration?: Configuration;
  /** The root file system is united from these layers, on the configured root as mount point. */
  overlay?: Overlay;
  stdio: Stdio;
  /** The container outlives this process. */
  persistent?: boolean;
}

/** The container's own path below the root, so no separator and nothing that means another directory. */
export function checkId(id: string): void {
  const isValid = /^[\w+.-]+$/.test(id) && id !== "." && id !== ".." && Buffer.byteLength(id) <= 1024;
  if (!isValid)
    throw new ContainerError("create", id.slice(0, 80), "the id is not valid: use letters, digits, _ + - . and at most 1024 of them");
}

const isFile = (source: string): boolean => {
  try {
    return !statSync(source).isDirectory();
  } catch {
    // The plan's own step tells what is wrong with it.
    return false;
  }
};

export class Runtime {
  readonly root: string;
  readonly #transform: (steps: Step[]) => Step[];
  readonly #rootless = process.geteuid?.() !== 0;
  #cgroups: CgroupHost | undefined;

  constructor({ root, transformPlan }: RuntimeOptions) {
    this.root = path.resolve(root);
    this.#transform = transformPlan ?? ((steps) => steps);
    mkdirSync(this.root, { recursive: true, mode: 0o711 });
  }

  /**
   * Creates a container: everything is in place, and its program waits for `start`.
   *
   * @throws `ConfigurationError` or `ContainerError`; nothing is left behind then
   */
  async create(options: CreateOptions): Promise<Container> {
    const { running, steps, record } = await this.#launch(options, false);
    const container = new Container(this.#directory(options.id), record, running, this.#transform);
    try {
      await running.reached("created");
      return container;
    } catch (error) {
      await this.#rollBack(options.id, record, steps, running, error);
      throw new ContainerError("create", options.id, explain(error, this.#directory(options.id)), error);
    }
  }

  /**
   * Runs a container from create to delete without waiting in between.
   *
   * @throws as `create`
   */
  async run(options: CreateOptions): Promise<Exit> {
    const { running, steps, record } = await this.#launch(options, true);
    try {
      await running.started;
    } catch (error) {
      await this.#rollBack(options.id, record, steps, running, error);
      throw new ContainerError("run", options.id, explain(error, this.#directory(options.id)), error);
    }
    const exit = await running.exited;
    await new Container(this.#directory(options.id), record, running).remove();
    return exit;
  }

  /** The plan that `create` would carry out. */
  async plan(options: Omit<CreateOptions, "stdio">): Promise<Step[]> {
    return this.#compile(options, false).then(({ steps }) => steps);
  }

  /** Finds a container, also one that another process made. Undefined when there is none of this id. */
  find(id: string): Container | undefined {
    checkId(id);
    const record = readState(this.#directory(id));
    return record && new Container(this.#directory(id), record);
  }

  list(): Container[] {
    return readdirSync(this.root).flatMap((id) => this.find(id) ?? []);
  }

  #directory(id: string): string {
    return path.join(this.root, id);
  }

  async #compile(options: Omit<CreateOptions, "stdio">, immediate: boolean): Promise<{ steps: Step[]; record: StateRecord }> {
    checkId(options.id);
    const bundle = path.resolve(options.bundle);
    const configuration = options.configuration ? checkConfiguration(options.configuration) : await readBundle(bundle);
    if (options.configuration && !options.overlay) await checkRootfs(path.resolve(bundle, configuration.root.path));
    this.#cgroups ??= readCgroupHost();
    const common = { id: options.id, configuration, cgroups: this.#cgroups, rootless: this.#rootless };
    const record: StateRecord = {
      ociVersion: configuration.ociVersion,
      id: options.id,
      bundle,
      ...(configuration.annotations ? { annotations: configuration.annotations } : {}),
      process: configuration.process,
      namespaces: (configuration.linux?.namespaces ?? []).map(({ type }) => type),
      groups: containerGroups(common).map(({ directory }) => directory),
      rootless: this.#rootless,
    };
    const input: PlanInput = {
      ...common,
      bundle,
      stateDirectory: this.#directory(options.id),
      state: JSON.stringify(record),
      immediate,
      ...(options.overlay ? { overlay: options.overlay } : {}),
    };
    return { steps: this.#transform(compileCreate(input, isFile)), record };
  }

  async #launch(options: CreateOptions, immediate: boolean): Promise<{ running: Running; steps: Step[]; record: StateRecord }> {
    const { steps, record } = await this.#compile(options, immediate);
    const { stdin, stdout, stderr } = options.stdio;
    const running = Launcher.get().run(steps, { descriptors: [stdin, stdout, stderr], persistent: options.persistent ?? false });
    return { running, steps, record };
  }

  /** Undoes a create that failed: only what its own steps made. */
  async #rollBack(id: string, record: StateRecord, steps: readonly Step[], running: Running, error: unknown): Promise<void> {
    const failedAt = error instanceof StepError && error.step ? steps.indexOf(error.step) : steps.length;
    const made = new Set(steps.slice(0, failedAt).flatMap((step) => (step.kind === "mkdir" ? step.path : [])));
    if (!made.has(this.#directory(id))) return;
    const isForked = await running.forked.then(
      () => true,
      () => false,
    );
    if (isForked) await running.exited.catch(() => undefined);
    await new Container(this.#directory(id), { ...record, groups: record.groups.filter((group) => made.has(group)) }).remove();
  }
}

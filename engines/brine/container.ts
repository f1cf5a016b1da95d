import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  ConfigurationError,
  ContainerError,
  describeStep,
  warningsOf,
  type Configuration,
  type Container as RuntimeContainer,
  type CreateOptions,
  type Runtime,
} from "../../runtime/index.ts";
import {
  EngineFailure,
  NotTestableHere,
  deadlines,
  type Container,
  type ContainerRequest,
  type Evidence,
  type ExecResult,
  type ExitStatus,
  type Limits,
  type Output,
  type RootFiles,
  type RunContext,
  type Status,
} from "../contract.ts";
import { ociConfiguration, ociResources } from "../compose/configuration.ts";
import type { LayerStore } from "../compose/layers.ts";
import { withDeadline } from "../deadline.ts";
import { Capture } from "../host/capture.ts";
import { createByCommand } from "./command_line.ts";
import { asRootless } from "./rootless.ts";

/** The runtime's own errors are the engine's failures; anything else is the framework's. */
async function asEngine<Result>(operation: string, subject: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await withDeadline(work(), operation, subject, deadlines.operation);
  } catch (error) {
    if (error instanceof ContainerError || error instanceof ConfigurationError)
      throw new EngineFailure(error.message, { operation, ...(error.code !== undefined && { code: error.code }), cause: error });
    throw error;
  }
}

/** A container of the included runtime. */
export class BrineContainer implements Container {
  readonly id: string;
  readonly #container: RuntimeContainer;
  readonly #configuration: Configuration;
  readonly #files: RootFiles;
  readonly #evidence: Evidence[];
  readonly #captures: { stdout: Capture; stderr: Capture };
  readonly #onDelete: () => void;
  readonly #directory: string;
  #deleted = false;

  private constructor(
    container: RuntimeContainer,
    configuration: Configuration,
    files: RootFiles,
    evidence: Evidence[],
    captures: { stdout: Capture; stderr: Capture },
    directory: string,
    onDelete: () => void,
  ) {
    this.id = container.id;
    this.#container = container;
    this.#configuration = configuration;
    this.#files = files;
    this.#evidence = evidence;
    this.#captures = captures;
    this.#directory = directory;
    this.#onDelete = onDelete;
  }

  static async create(
    runtime: Runtime,
    request: ContainerRequest,
    run: RunContext,
    layers: LayerStore,
    onDelete: () => void,
  ): Promise<BrineContainer> {
    const bundles = join(run.directory, "bundles");
    mkdirSync(bundles, { recursive: true, mode: 0o711 });
    // The name is no more than a hint: whether an id is valid, and free, is for the runtime to say.
    const directory = mkdtempSync(join(bundles, `${encodeURIComponent(request.id).slice(0, 100)}-`));
    const subject = `container ${request.id}`;
    const captures = { stdout: new Capture(), stderr: new Capture() };
    const stdin = openSync("/dev/null", "r");
    try {
      const root = rootOf(request, directory, layers);
      const asked = ociConfiguration(request, { rootPath: root.files.root, cgroupParent: run.cgroupParent }) as Configuration;
      const [uid, gid] = [process.geteuid?.() ?? 0, process.getegid?.() ?? 0];
      if (uid !== 0 && request.namespaces.user === "inherited")
        throw new NotTestableHere("without root a container is always in a user namespace of its own: run as root");
      const configuration = uid === 0 ? asked : asRootless(asked, uid, gid);
      const text = JSON.stringify(configuration, undefined, 2);
      writeFileSync(join(directory, "config.json"), text);
      const options = { id: request.id, bundle: directory, ...(root.overlay && { overlay: root.overlay }) };
      const plan = await asEngine("create", subject, () => runtime.plan(options));
      const stdio = { stdin, stdout: captures.stdout.writer, stderr: captures.stderr.writer };
      const { id, pidFile } = request;
      if (pidFile) await createByCommand({ id, bundle: directory, root: runtime.root, pidFile, captures }, run);
      const container = pidFile ? findCreated(runtime, id) : await asEngine("create", subject, () => runtime.create({ ...options, stdio }));
      const evidence: Evidence[] = [
        { name: `OCI configuration of ${request.id}`, mediaType: "application/json", content: text },
        {
          name: `launch plan of ${request.id}`,
          mediaType: "text/plain",
          content: plan.map((step) => `${step.actor.padEnd(8)} ${describeStep(step)}`).join("\n"),
        },
      ];
      captures.stdout.closeWriter();
      captures.stderr.closeWriter();
      return new BrineContainer(container, configuration, root.files, evidence, captures, directory, onDelete);
    } catch (error) {
      captures.stdout.close();
      captures.stderr.close();
      rmSync(directory, { recursive: true, force: true });
      throw error;
    } finally {
      closeSync(stdin);
    }
  }

  async start(): Promise<void> {
    await asEngine("start", `container ${this.id}`, () => this.#container.start());
  }

  async kill(signal: string): Promise<void> {
    await asEngine("kill", `container ${this.id}`, () => this.#container.kill(signal));
  }

  async delete({ force = false }: { force?: boolean } = {}): Promise<void> {
    if (this.#deleted && force) return;
    await asEngine("delete", `container ${this.id}`, () => this.#container.delete({ force }));
    this.#deleted = true;
    this.#captures.stdout.close();
    this.#captures.stderr.close();
    rmSync(this.#directory, { recursive: true, force: true });
    this.#onDelete();
  }

  async discard(): Promise<void> {
    await this.delete({ force: true });
  }

  status(): Promise<Status> {
    return asEngine("state", `container ${this.id}`, () => Promise.resolve(this.#container.status));
  }

  pid(): Promise<number> {
    const pid = this.#container.process?.pid;
    return pid === undefined
      ? Promise.reject(new EngineFailure(`container ${this.id} has no process`, { operation: "state" }))
      : Promise.resolve(pid);
  }

  async wait(deadline: number): Promise<ExitStatus> {
    return await withDeadline(this.#container.wait(), "wait", `container ${this.id}`, deadline);
  }

  output(): Promise<Output> {
    return Promise.resolve({ stdout: this.#captures.stdout.text(), stderr: this.#captures.stderr.text() });
  }

  async exec(args: string[]): Promise<ExecResult> {
    const captures = { stdout: new Capture(), stderr: new Capture() };
    const stdin = openSync("/dev/null", "r");
    try {
      const stdio: CreateOptions["stdio"] = { stdin, stdout: captures.stdout.writer, stderr: captures.stderr.writer };
      const { exitStatus } = await asEngine("exec", `container ${this.id}`, () => this.#container.execute(args, stdio));
      return { exitStatus, stdout: captures.stdout.text(), stderr: captures.stderr.text() };
    } finally {
      closeSync(stdin);
      captures.stdout.close();
      captures.stderr.close();
    }
  }

  async update(limits: Limits): Promise<void> {
    await asEngine("update", `container ${this.id}`, () => this.#container.update(ociResources(limits)));
  }

  async pause(): Promise<void> {
    await asEngine("pause", `container ${this.id}`, () => this.#container.pause());
  }

  async resume(): Promise<void> {
    await asEngine("resume", `container ${this.id}`, () => this.#container.resume());
  }

  bundle(): Promise<string> {
    return Promise.resolve(this.#directory);
  }

  warnings(): Promise<string[]> {
    return Promise.resolve(warningsOf(this.#configuration));
  }

  files(): Promise<RootFiles> {
    return Promise.resolve(this.#files);
  }

  evidence(): Promise<Evidence[]> {
    return Promise.resolve(this.#evidence);
  }
}

function findCreated(runtime: Runtime, id: string): RuntimeContainer {
  const container = runtime.find(id);
  if (!container) throw new EngineFailure(`container ${id} has been created, and cannot be found`, { operation: "create" });
  return container;
}

/** The root a request asks for; an image is united by the runtime itself, inside the container's mount namespace. */
function rootOf(
  request: ContainerRequest,
  directory: string,
  images: LayerStore,
): { files: RootFiles; overlay?: NonNullable<CreateOptions["overlay"]> } {
  if (request.root.kind === "directory") return { files: { root: request.root.path, lower: [] } };
  const layers = layersOf(request, request.root.image, images);
  const [root, ownUpper, work] = ["rootfs", "upper", "work"].map((name) => join(directory, name)) as [string, string, string];
  for (const each of [root, ownUpper, work]) mkdirSync(each, { mode: 0o755 });
  const isOverlay = request.root.union === "overlay";
  const upper = isOverlay ? ownUpper : (layers.at(-1) ?? ownUpper);
  return { files: { root, lower: layers, upper }, overlay: { lower: isOverlay ? layers : layers.slice(0, -1), upper, work } };
}

function layersOf(request: ContainerRequest, image: string, images: LayerStore): string[] {
  try {
    return images.layers(image);
  } catch (cause) {
    throw new EngineFailure(`create: container ${request.id} cannot have its image: ${String(cause)}`, { operation: "create", cause });
  }
}

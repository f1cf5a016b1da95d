import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  ConfigurationError,
  ContainerError,
  describeStep,
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
  type ExecOptions,
  type ExecResult,
  type ExitStatus,
  type Limits,
  type Output,
  type RootFiles,
  type RunContext,
  type State,
  type Status,
} from "../contract.ts";
import { ociConfiguration, ociResources } from "../compose/configuration.ts";
import type { LayerStore } from "../compose/layers.ts";
import { asRootless } from "../compose/rootless.ts";
import { withDeadline } from "../deadline.ts";
import { Streams } from "./streams.ts";

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

/** What a container of the included runtime is made of. */
interface Parts {
  runtime: Runtime;
  container: RuntimeContainer;
  files: RootFiles;
  evidence: Evidence[];
  streams: Streams;
  /** Its bundle; removed with it. */
  directory: string;
  warnings: string[];
  onDelete: () => void;
}

/** A container of the included runtime. */
export class BrineContainer implements Container {
  readonly id: string;
  readonly #parts: Parts;
  readonly #container: RuntimeContainer;
  readonly #streams: Streams;
  #deleted = false;

  private constructor(parts: Parts) {
    this.id = parts.container.id;
    this.#parts = parts;
    this.#container = parts.container;
    this.#streams = parts.streams;
  }

  /** @param heard what the runtime has warned of so far; it goes on to grow */
  static async create(
    runtime: Runtime,
    request: ContainerRequest,
    run: RunContext,
    layers: LayerStore,
    heard: readonly string[],
    onDelete: () => void,
  ): Promise<BrineContainer> {
    const bundles = join(run.directory, "bundles");
    mkdirSync(bundles, { recursive: true, mode: 0o711 });
    // The name is no more than a hint: whether an id is valid, and free, is for the runtime to say.
    const directory = mkdtempSync(join(bundles, `${encodeURIComponent(request.id).slice(0, 100)}-`));
    const subject = `container ${request.id}`;
    const streams = new Streams({ socket: request.terminal ? join(directory, "tty") : undefined });
    const held = request.callerHolds === undefined ? undefined : openSync(request.callerHolds, "r");
    try {
      const root = rootOf(request, directory, layers);
      const asked = ociConfiguration(request, { rootPath: root.files.root, cgroupParent: run.cgroupParent });
      const [uid, gid] = [process.geteuid?.() ?? 0, process.getegid?.() ?? 0];
      if (uid !== 0 && request.namespaces.user === "inherited")
        throw new NotTestableHere("without root a container is always in a user namespace of its own: run as root");
      const configuration = (uid === 0 ? asked : asRootless(asked, uid, gid)) as Configuration;
      const text = JSON.stringify(configuration, undefined, 2);
      writeFileSync(join(directory, "config.json"), text);
      const options = {
        id: request.id,
        bundle: directory,
        ...(root.overlay && { overlay: root.overlay }),
        ...(streams.console && { handed: { consoleSocket: streams.console.socket } }),
      };
      const plan = await asEngine("create", subject, () => runtime.plan(options));
      const before = heard.length;
      const container = await asEngine("create", subject, () => runtime.create({ ...options, stdio: streams.stdio }));
      const warnings = heard.slice(before);
      const evidence: Evidence[] = [
        { name: `OCI configuration of ${request.id}`, mediaType: "application/json", content: text },
        {
          name: `launch plan of ${request.id}`,
          mediaType: "text/plain",
          content: plan.map((step) => `${step.actor.padEnd(8)} ${describeStep(step)}`).join("\n"),
        },
      ];
      streams.handedOver();
      return new BrineContainer({ runtime, container, files: root.files, evidence, streams, directory, warnings, onDelete });
    } catch (error) {
      streams.close();
      rmSync(directory, { recursive: true, force: true });
      throw error;
    } finally {
      if (held !== undefined) closeSync(held);
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
    const { directory, onDelete } = this.#parts;
    this.#streams.close();
    rmSync(directory, { recursive: true, force: true });
    onDelete();
  }

  async discard(): Promise<void> {
    await this.delete({ force: true });
  }

  status(): Promise<Status> {
    return asEngine("state", `container ${this.id}`, () => Promise.resolve(this.#container.status));
  }

  /** From disk, as another process finds it. */
  state(): Promise<State> {
    return asEngine("state", `container ${this.id}`, () => {
      const found = this.#parts.runtime.find(this.id);
      if (!found) throw new EngineFailure(`container ${this.id} is not known`, { operation: "state" });
      return Promise.resolve({ ...found.state });
    });
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
    return Promise.resolve(this.#streams.output());
  }

  type(text: string): Promise<void> {
    this.#streams.console?.type(text);
    return Promise.resolve();
  }

  async exec(args: string[], { uid, stdin }: ExecOptions = {}): Promise<ExecResult> {
    const streams = new Streams({ ...(stdin !== undefined && { stdin }) });
    const { process: own } = this.#container.record;
    const program = uid === undefined ? args : { ...own, args, terminal: false, user: { ...own.user, uid, gid: uid } };
    try {
      const { exitStatus } = await asEngine("exec", `container ${this.id}`, () => this.#container.execute(program, streams.stdio));
      return { exitStatus, ...streams.output() };
    } finally {
      streams.close();
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
    return Promise.resolve(this.#parts.directory);
  }

  warnings(): Promise<string[]> {
    return Promise.resolve(this.#parts.warnings);
  }

  files(): Promise<RootFiles> {
    return Promise.resolve(this.#parts.files);
  }

  evidence(): Promise<Evidence[]> {
    return Promise.resolve(this.#parts.evidence);
  }
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

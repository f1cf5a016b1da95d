import type {
  Container,
  ContainerRequest,
  Engine,
  ExecResult,
  ExitStatus,
  KernelProcess,
  KernelRequest,
  Limits,
  Output,
  Pod,
  PodRequest,
  Status,
} from "../contract.ts";
import { requestMutant } from "./catalogue.ts";
import { mutatedPod } from "./concern.ts";
import { guardExec } from "./guard.ts";
import type { OperationName, RequestMutant, Scene } from "./request_mutant.ts";
import { noteAsked, noteRefusal } from "./witness.ts";

/** The name under which requests pass unchanged: to record what scenarios ask for, and beside a mutant of the launch plan. */
export const noMutant = "none";

/**
 * An engine that gets other requests than the scenario's. Everything asked and everything refused is noted (witness.ts), and programs
 * that could harm the host through a missing namespace are refused (guard.ts).
 *
 * @param name of a mutant (catalogue.ts), or `none`
 */
export function sabotage(engine: Engine, name: string): Engine {
  return new SabotagedEngine(engine, name === noMutant ? { name } : requestMutant(name)).face();
}

async function noted<Result>(operation: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    noteRefusal(operation, error);
    throw error;
  }
}

class SabotagedEngine {
  readonly #engine: Engine;
  readonly #mutant: RequestMutant;
  /** Made and not deleted, first made first. */
  readonly #made: Container[] = [];

  constructor(engine: Engine, mutant: RequestMutant) {
    this.#engine = engine;
    this.#mutant = mutant;
  }

  face(): Engine {
    const { name, version, facets, images, pods, kernel } = this.#engine;
    return {
      name,
      version,
      facets,
      create: (request) => this.#create(request),
      ...(images && {
        images: {
          define: async (image) => {
            noteAsked({ kind: "image", image });
            await noted("define", () => images.define(this.#mutant.image?.(image) ?? image));
          },
        },
      }),
      ...(pods && { pods: { create: (request) => this.#createPod(pods, request) } }),
      ...(kernel && { kernel: { clone: (request) => this.#clone(kernel, request) } }),
      close: () => this.#engine.close(),
    };
  }

  async #scene(): Promise<Scene> {
    return { earlier: await this.#made[0]?.pid().catch(() => undefined) };
  }

  async #create(request: ContainerRequest): Promise<Container> {
    noteAsked({ kind: "container", request: structuredClone(request) });
    const wanted = this.#mutant.container?.(request, await this.#scene()) ?? request;
    const container = await noted("create", () => this.#engine.create(wanted));
    this.#made.push(container);
    if (this.#mutant.operation?.of === "create")
      await noted("create", async () => await this.#mutant.operation?.container?.(container, [], []));
    return new SabotagedContainer(container, this.#mutant, this.#made);
  }

  async #createPod(pods: NonNullable<Engine["pods"]>, request: PodRequest): Promise<Pod> {
    noteAsked({ kind: "pod", request: structuredClone(request) });
    const wanted = mutatedPod(this.#mutant, request, await this.#scene());
    const pod = await noted("create", () => pods.create(wanted));
    this.#made.push(pod.infra);
    return new SabotagedPod(pod, wanted, this.#mutant, this.#made);
  }

  async #clone(kernel: NonNullable<Engine["kernel"]>, request: KernelRequest): Promise<KernelProcess> {
    noteAsked({ kind: "process", request: structuredClone(request) });
    return await noted("clone", () => kernel.clone(this.#mutant.process?.(request) ?? request));
  }
}

/** Does an operation, or what the mutant puts in its place. */
async function operate<Result>(
  mutant: RequestMutant,
  of: OperationName,
  args: readonly unknown[],
  asked: () => Promise<Result>,
  instead: (() => Promise<unknown> | undefined) | undefined,
): Promise<Result> {
  noteAsked({ kind: "operation", of, args });
  const isMeant = mutant.operation?.of === of && (mutant.operation.when?.(args) ?? true);
  return await noted(of, async () => (isMeant && instead ? ((await instead()) as Result) : await asked()));
}

class SabotagedContainer implements Container {
  readonly id: string;
  readonly #container: Container;
  readonly #mutant: RequestMutant;
  readonly #made: Container[];

  constructor(container: Container, mutant: RequestMutant, made: Container[]) {
    this.id = container.id;
    this.#container = container;
    this.#mutant = mutant;
    this.#made = made;
  }

  #operate<Result>(of: OperationName, args: readonly unknown[], asked: () => Promise<Result>): Promise<Result> {
    return operate(this.#mutant, of, args, asked, () => this.#mutant.operation?.container?.(this.#container, args, this.#made));
  }

  async start(): Promise<void> {
    // A mutant may have started it already.
    if (this.#mutant.operation?.of === "create") return;
    await noted("start", () => this.#container.start());
  }

  kill(signal: string): Promise<void> {
    return this.#operate("kill", [signal], () => this.#container.kill(signal));
  }

  async delete(options?: { force?: boolean }): Promise<void> {
    await this.#operate("delete", [], () => this.#container.delete(options));
    const at = this.#made.indexOf(this.#container);
    if (at >= 0) this.#made.splice(at, 1);
  }

  status(): Promise<Status> {
    return this.#operate("status", [], () => this.#container.status());
  }

  pid(): Promise<number> {
    return this.#container.pid();
  }

  wait(deadline: number): Promise<ExitStatus> {
    return this.#operate("wait", [deadline], () => this.#container.wait(deadline));
  }

  output(): Promise<Output> {
    return this.#operate("output", [], () => this.#container.output());
  }

  exec(args: string[]): Promise<ExecResult> {
    return this.#operate("exec", [args], async () => {
      await guardExec(this.#container, args);
      return await this.#container.exec(args);
    });
  }

  update(limits: Limits): Promise<void> {
    return this.#operate("update", [limits], () => this.#container.update(limits));
  }

  files(): ReturnType<Container["files"]> {
    return this.#container.files();
  }

  evidence(): ReturnType<Container["evidence"]> {
    return this.#container.evidence();
  }
}

class SabotagedPod implements Pod {
  readonly id: string;
  readonly #pod: Pod;
  readonly #request: PodRequest;
  readonly #mutant: RequestMutant;
  readonly #made: Container[];

  constructor(pod: Pod, request: PodRequest, mutant: RequestMutant, made: Container[]) {
    this.id = pod.id;
    this.#pod = pod;
    this.#request = request;
    this.#mutant = mutant;
    this.#made = made;
  }

  #wrapped(container: Container): Container {
    return new SabotagedContainer(container, this.#mutant, this.#made);
  }

  get infra(): Container {
    const { operation } = this.#mutant;
    const shown = operation?.of === "infra" ? (operation.pod?.(this.#pod, [this.#request]) as Container) : this.#pod.infra;
    return this.#wrapped(shown);
  }

  container(name: string): Container {
    return this.#wrapped(this.#pod.container(name));
  }

  start(): Promise<void> {
    return noted("start", () => this.#pod.start());
  }

  restart(name: string): Promise<void> {
    return operate(
      this.#mutant,
      "restart",
      [name],
      () => this.#pod.restart(name),
      () => Promise.resolve(this.#mutant.operation?.pod?.(this.#pod, [name])),
    );
  }

  async delete(): Promise<void> {
    const { infra } = this.#pod;
    await operate(
      this.#mutant,
      "delete",
      [],
      () => this.#pod.delete(),
      this.#mutant.operation?.of === "delete" ? () => Promise.resolve() : undefined,
    );
    const at = this.#made.indexOf(infra);
    if (at >= 0) this.#made.splice(at, 1);
  }
}

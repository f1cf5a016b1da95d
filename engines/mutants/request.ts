import type { Container, ContainerRequest, Engine, KernelProcess, KernelRequest, Pod, PodRequest } from "../contract.ts";
import { hasCode } from "../host/error_code.ts";
import { userMappings } from "../host/namespaces.ts";
import { requestMutant } from "./catalogue.ts";
import { mutatedPod } from "./concern.ts";
import { noted } from "./operate.ts";
import type { RequestMutant, Scene } from "./request_mutant.ts";
import { SabotagedContainer } from "./sabotaged_container.ts";
import { SabotagedPod } from "./sabotaged_pod.ts";
import { noteAsked } from "./witness.ts";

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
    const list = this.#engine.list?.bind(this.#engine);
    return {
      name,
      version,
      facets,
      create: (request) => this.#create(request),
      ...(list && {
        list: async () => {
          noteAsked({ kind: "list" });
          const states = await noted("list", () => list());
          return this.#mutant.list?.(states) ?? states;
        },
      }),
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
    const earlier = await this.#made[0]?.pid().catch(() => undefined);
    try {
      return earlier === undefined ? { earlier } : { earlier, ids: userMappings(earlier) };
    } catch (error) {
      // It ends at this very moment.
      if (!hasCode(error, "ENOENT", "ESRCH")) throw error;
      return { earlier };
    }
  }

  async #create(request: ContainerRequest): Promise<Container> {
    noteAsked({ kind: "container", request: structuredClone(request) });
    const wanted = this.#mutant.container?.(request, await this.#scene()) ?? request;
    const container = await noted("create", () => this.#engine.create(wanted));
    this.#made.push(container);
    if (this.#mutant.operation?.of === "create")
      await noted("create", async () => await this.#mutant.operation?.container?.(container, [], [], wanted));
    return new SabotagedContainer(container, this.#mutant, this.#made, wanted);
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

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { threadId } from "node:worker_threads";
import { ContainerGone, Runtime } from "../../runtime/index.ts";
import type {
  Container,
  ContainerRequest,
  Engine,
  EngineAddress,
  Facets,
  ImageDefinition,
  KernelRequest,
  RunContext,
  State,
} from "../contract.ts";
import { LayerStore } from "../compose/layers.ts";
import { composePods } from "../compose/pod.ts";
import { setSlowness } from "../host/slowness.ts";
import { OciEngine } from "../oci/engine.ts";
import { BrineContainer } from "./container.ts";
import { BrineKernelProcess } from "./kernel.ts";
import { planMutant } from "./mutant.ts";

/** The command line of the runtime. */
const commandLine = fileURLToPath(new URL("../../bin/brine-runtime", import.meta.url));

/** Overlays are the runtime's own; pods are put together from joined namespaces. */
export const brineFacets: Facets = { oci: "own", exec: "own", pause: "own", update: "own", images: "own", kernel: "own", pods: "composed" };

export class BrineEngine implements Engine {
  readonly name = "brine";
  readonly version: string;
  readonly facets = brineFacets;
  readonly images: { define(image: ImageDefinition): Promise<void> };
  readonly pods: NonNullable<Engine["pods"]>;
  readonly kernel: NonNullable<Engine["kernel"]>;
  readonly #run: RunContext;
  readonly #runtime: Runtime;
  readonly #layers: LayerStore;
  /** What the runtime has warned of. */
  readonly #heard: string[] = [];
  /** As another user runs it, or with a PID file: a library is whose process it is, and writes none. */
  readonly #commandLine: OciEngine;
  readonly #alive = new Set<{ discard(): Promise<void> }>();
  #kernelProcesses = 0;

  constructor(version: string, run: RunContext, address: EngineAddress) {
    setSlowness(run.slowness);
    this.version = version;
    this.#run = run;
    const transformPlan = planMutant(address);
    this.#runtime = new Runtime({
      root: join(run.directory, "brine"),
      warn: (message) => this.#heard.push(message),
      ...(transformPlan && { transformPlan }),
    });
    this.#layers = new LayerStore(join(run.directory, "images"), run.baseImage);
    this.#commandLine = new OciEngine(this.name, version, [commandLine], run);
    this.images = {
      define: (image) => {
        this.#layers.define(image);
        return Promise.resolve();
      },
    };
    this.pods = composePods((request) => this.create(request), run);
    this.kernel = { clone: (request) => this.#clone(request, transformPlan) };
  }

  async create(request: ContainerRequest): Promise<Container> {
    if (request.caller !== undefined || request.pidFile) return await this.#commandLine.create(request);
    const onDelete = (): boolean => this.#alive.delete(container);
    const container = await BrineContainer.create(this.#runtime, request, this.#run, this.#layers, this.#heard, onDelete);
    this.#alive.add(container);
    return container;
  }

  list(): Promise<State[]> {
    return Promise.resolve(
      this.#runtime.list().flatMap((container): State[] => {
        try {
          return [{ ...container.state }];
        } catch (error) {
          // Another thread has deleted it meanwhile.
          if (error instanceof ContainerGone) return [];
          throw error;
        }
      }),
    );
  }

  async close(): Promise<void> {
    await Promise.all([...this.#alive].map((each) => each.discard()));
    await this.#commandLine.close();
  }

  async #clone(request: KernelRequest, transformPlan: ReturnType<typeof planMutant>): Promise<BrineKernelProcess> {
    const cgroupsPath = `${this.#run.cgroupParent}/kernel-${process.pid}-${threadId}-${this.#kernelProcesses++}`;
    const started = await BrineKernelProcess.start(request, cgroupsPath, transformPlan, () => this.#alive.delete(started));
    this.#alive.add(started);
    return started;
  }
}

import { join } from "node:path";
import {
  EngineFailure,
  type Container,
  type ContainerRequest,
  type Engine,
  type Facets,
  type ImageDefinition,
  type RunContext,
  type State,
} from "../contract.ts";
import { LayerStore } from "../compose/layers.ts";
import { composePods } from "../compose/pod.ts";
import { Console } from "../host/console.ts";
import { setSlowness } from "../host/slowness.ts";
import { makeBundle, type Bundle } from "./bundle.ts";
import { failure, OciCommand } from "./command.ts";
import { OciContainer } from "./container.ts";
import { parseList } from "./state.ts";

/** What every OCI runtime has, and what is put together around it. */
export const ociFacets: Facets = { oci: "own", exec: "own", update: "own", pause: "own", images: "composed", pods: "composed" };

/** An OCI runtime, driven through its command line (runtime-spec runtime.md, "Operations"; the options are runc's). */
export class OciEngine implements Engine {
  readonly name: string;
  readonly version: string;
  readonly facets = ociFacets;
  readonly images: { define(image: ImageDefinition): Promise<void> };
  readonly pods: NonNullable<Engine["pods"]>;
  readonly #run: RunContext;
  readonly #command: OciCommand;
  readonly #layers: LayerStore;
  readonly #containers = new Set<OciContainer>();

  constructor(name: string, version: string, program: readonly string[], run: RunContext) {
    setSlowness(run.slowness);
    this.name = name;
    this.version = version;
    this.#run = run;
    this.#command = new OciCommand(program, run, join(run.directory, "oci"));
    this.#layers = new LayerStore(join(run.directory, "images"), run.baseImage);
    this.images = {
      define: (image) => {
        this.#layers.define(image);
        return Promise.resolve();
      },
    };
    this.pods = composePods((request) => this.create(request), run);
  }

  async create(request: ContainerRequest): Promise<Container> {
    const command = this.#commandFor(request);
    const bundle = this.#bundle(request);
    const console = request.terminal ? new Console(join(bundle.directory, "tty")) : undefined;
    const container: OciContainer = new OciContainer(request.id, command, bundle, console, () => this.#containers.delete(container));
    const idInUse = [...this.#containers].some(({ id }) => id === request.id);
    this.#containers.add(container);
    await container.create(idInUse, request.pidFile);
    return container;
  }

  async list(): Promise<State[]> {
    const record = await this.#command.run(["list", "--format", "json"], [], { operation: "list" });
    if (record.exitStatus !== 0) throw failure("list", record);
    return parseList(record.stdout);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#containers].map((container) => container.delete({ force: true })));
  }

  #commandFor({ caller, callerHolds }: ContainerRequest): OciCommand {
    const command = caller === undefined ? this.#command : this.#command.by(caller);
    return callerHolds === undefined ? command : command.holding(callerHolds);
  }

  #bundle(request: ContainerRequest): Bundle {
    try {
      return makeBundle(request, this.#run, this.#layers);
    } catch (cause) {
      throw new EngineFailure(`create: the bundle of container ${request.id} could not be made: ${String(cause)}`, {
        operation: "create",
        cause,
      });
    }
  }
}

import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  deadlines,
  EngineFailure,
  namespaceTypes,
  type Container,
  type ContainerRequest,
  type NamespaceOrigin,
  type NamespaceType,
  type Pod,
  type PodRequest,
  type RunContext,
} from "../contract.ts";
import { namespacePath } from "../host/namespaces.ts";
import { removeEmptyGroups } from "../host/residue.ts";
import { mergePatch } from "./merge_patch.ts";

type Create = (request: ContainerRequest) => Promise<Container>;

/** A container of a pod, and what it was made from. */
interface Member {
  request: ContainerRequest;
  container: Container;
  restarts: number;
}

/**
 * Puts pods together out of single containers: an infra container that only waits holds the shared namespaces, the others join
 * them by path (/proc/<pid>/ns/<link>, config-linux.md "Namespaces"). All of a pod's groups lie below `<cgroupParent>/<pod id>`.
 */
export function composePods(create: Create, run: RunContext): { create(request: PodRequest): Promise<Pod> } {
  return {
    create: async (request) => {
      const pod = new ComposedPod(request, create, run);
      try {
        await pod.create();
      } catch (error) {
        await pod.delete();
        throw error;
      }
      return pod;
    },
  };
}

class ComposedPod implements Pod {
  readonly id: string;
  readonly #request: PodRequest;
  readonly #create: Create;
  readonly #run: RunContext;
  readonly #members = new Map<string, Member>();
  #infra: Container | undefined;

  constructor(request: PodRequest, create: Create, run: RunContext) {
    this.id = request.id;
    this.#request = request;
    this.#create = create;
    this.#run = run;
  }

  get infra(): Container {
    if (!this.#infra) throw new EngineFailure(`Pod ${this.id} has no infra container: it has been deleted.`, { operation: "create" });
    return this.#infra;
  }

  /** The infra container is started before any other is created: the namespaces to be joined are those of a process. */
  async create(): Promise<void> {
    this.#infra = await this.#create(this.#infraRequest());
    await this.#infra.start();
    for (const { name, ...request } of this.#request.containers) {
      const full = await this.#memberRequest(name, request);
      this.#members.set(name, { request: full, container: await this.#create(full), restarts: 0 });
    }
  }

  async start(): Promise<void> {
    for (const { container } of this.#members.values()) await container.start();
  }

  container(name: string): Container {
    return this.#member(name).container;
  }

  async restart(name: string): Promise<void> {
    const member = this.#member(name);
    if ((await member.container.status()) !== "stopped") await member.container.kill("SIGKILL");
    await member.container.wait(deadlines.exit);
    await member.container.delete({ force: true });
    member.restarts += 1;
    member.container = await this.#create({ ...member.request, id: `${member.request.id}-${member.restarts}` });
    await member.container.start();
  }

  async delete(): Promise<void> {
    for (const { container } of [...this.#members.values()].toReversed()) await container.delete({ force: true });
    this.#members.clear();
    await this.#infra?.delete({ force: true });
    this.#infra = undefined;
    removeEmptyGroups(this.#group);
    rmSync(this.#directory, { recursive: true, force: true });
  }

  get #group(): string {
    return `${this.#run.cgroupParent}/${this.id}`;
  }

  get #directory(): string {
    return join(this.#run.directory, "pods", this.id);
  }

  #member(name: string): Member {
    const member = this.#members.get(name);
    if (!member)
      throw new EngineFailure(`Pod ${this.id} has no container "${name}"; it has: ${[...this.#members.keys()].join(", ")}.`, {
        operation: "create",
      });
    return member;
  }

  /** Its root holds the pause program and the directories that mounts need, and nothing else. */
  #infraRequest(): ContainerRequest {
    const path = join(this.#directory, "infra");
    for (const name of ["proc", "dev", "sys", "etc"]) mkdirSync(join(path, name), { recursive: true, mode: 0o755 });
    copyFileSync(this.#run.pause, join(path, "pause"));
    const shared = this.#request.shares.map((type): [NamespaceType, NamespaceOrigin] => [type, "new"]);
    return this.#grouped("infra", {
      id: `${this.id}-infra`,
      root: { kind: "directory", path, readonly: true },
      args: ["/pause"],
      env: {},
      namespaces: Object.fromEntries(shared),
      hostname: this.id,
      limits: {},
    });
  }

  /** A namespace that the container's own request names is left as it says. */
  async #memberRequest(name: string, request: Omit<ContainerRequest, "id">): Promise<ContainerRequest> {
    const infra = await this.infra.pid();
    const joined = namespaceTypes
      .filter((type) => this.#request.shares.includes(type))
      .map((type): [NamespaceType, NamespaceOrigin] => [type, { join: namespacePath(infra, type) }]);
    return this.#grouped(name, {
      ...request,
      id: `${this.id}-${name}`,
      namespaces: { ...Object.fromEntries(joined), ...request.namespaces },
    });
  }

  #grouped(name: string, request: ContainerRequest): ContainerRequest {
    const placement = { linux: { cgroupsPath: `${this.#group}/${name}` } };
    return { ...request, configuration: mergePatch(placement, request.configuration ?? {}) as object };
  }
}

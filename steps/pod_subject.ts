import { expect } from "chai";
import type { Engine, NamespaceType, Pod, PodRequest } from "../engines/contract.ts";
import { ContainerSubject } from "./container_subject.ts";

/** A pod of a scenario: the request while it is being described, and its containers once it has been created. */
export class PodSubject {
  readonly request: PodRequest;
  readonly containers = new Map<string, ContainerSubject>();
  deleted = false;
  #pod: Pod | undefined;
  #infra: ContainerSubject | undefined;

  readonly #runnable: Map<string, number>;

  constructor(request: PodRequest, runnable: Map<string, number>) {
    this.request = request;
    this.#runnable = runnable;
  }

  get pod(): Pod {
    return this.#pod ?? expect.fail(`the pod ${this.request.id} has not been created`);
  }

  get infra(): ContainerSubject {
    return this.#infra ?? expect.fail(`the pod ${this.request.id} has not been started, so it has no infra container`);
  }

  /** Infra container first. */
  get members(): ContainerSubject[] {
    return [this.infra, ...this.containers.values()];
  }

  get created(): boolean {
    return this.#pod !== undefined;
  }

  share(type: NamespaceType, shared: boolean): void {
    this.request.shares = [...this.request.shares.filter((each) => each !== type), ...(shared ? [type] : [])];
  }

  /** Resolves when the programs of all its containers have reported. */
  async start(engine: Engine): Promise<void> {
    this.#pod ??= await engine.pods!.create(this.request);
    await this.pod.start();
    const { infra } = this.pod;
    this.#infra = new ContainerSubject("the infra container", { ...this.request.containers[0]!, id: infra.id }, infra);
    await this.#infra.look();
    for (const { name, ...request } of this.request.containers) {
      const container = this.pod.container(name);
      const subject = new ContainerSubject(`container ${name}`, { ...request, id: container.id }, container);
      subject.runnable = this.#runnable.get(name) ?? 0;
      this.containers.set(name, subject);
      await subject.look();
      await subject.ready();
    }
  }

  async delete(): Promise<void> {
    await this.pod.delete();
    this.deleted = true;
  }

  async restart(name: string): Promise<void> {
    const subject = this.containers.get(name) ?? expect.fail(`the pod ${this.request.id} has no container ${name}`);
    await this.pod.restart(name);
    await subject.look(this.pod.container(name));
    await subject.ready();
  }
}

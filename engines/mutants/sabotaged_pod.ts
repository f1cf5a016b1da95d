import type { Container, Pod, PodRequest } from "../contract.ts";
import { noted, operate } from "./operate.ts";
import type { RequestMutant } from "./request_mutant.ts";
import { SabotagedContainer } from "./sabotaged_container.ts";

/** A pod of which one operation may be done otherwise; so may those of its containers. */
export class SabotagedPod implements Pod {
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

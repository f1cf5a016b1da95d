import type { Container, ContainerRequest, ExecOptions, ExecResult, ExitStatus, Limits, Output, State, Status } from "../contract.ts";
import { guardExec } from "./guard.ts";
import { noted, operate } from "./operate.ts";
import type { OperationName, RequestMutant } from "./request_mutant.ts";

/** A container of which one operation may be done otherwise. */
export class SabotagedContainer implements Container {
  readonly id: string;
  readonly #container: Container;
  readonly #mutant: RequestMutant;
  readonly #made: Container[];
  readonly #request: ContainerRequest | undefined;

  constructor(container: Container, mutant: RequestMutant, made: Container[], request?: ContainerRequest) {
    this.id = container.id;
    this.#container = container;
    this.#mutant = mutant;
    this.#made = made;
    this.#request = request;
  }

  #operate<Result>(of: OperationName, args: readonly unknown[], asked: () => Promise<Result>): Promise<Result> {
    return operate(this.#mutant, of, args, asked, () =>
      this.#mutant.operation?.container?.(this.#container, args, this.#made, this.#request),
    );
  }

  async start(): Promise<void> {
    // A mutant may have started it already.
    if (this.#mutant.operation?.of === "create") return;
    await this.#operate("start", [], () => noted("start", () => this.#container.start()));
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

  state(): Promise<State> {
    return this.#operate("state", [], () => this.#container.state());
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

  type(text: string): Promise<void> {
    return this.#operate("type", [text], () => this.#container.type(text));
  }

  exec(args: string[], options?: ExecOptions): Promise<ExecResult> {
    return this.#operate("exec", [args, options], async () => {
      await guardExec(this.#container, args);
      return await this.#container.exec(args, options);
    });
  }

  update(limits: Limits): Promise<void> {
    return this.#operate("update", [limits], () => this.#container.update(limits));
  }

  pause(): Promise<void> {
    return this.#operate("pause", [], () => this.#container.pause());
  }

  resume(): Promise<void> {
    return this.#operate("resume", [], () => this.#container.resume());
  }

  bundle(): Promise<string> {
    return this.#container.bundle();
  }

  warnings(): Promise<string[]> {
    return this.#container.warnings();
  }

  files(): ReturnType<Container["files"]> {
    return this.#container.files();
  }

  evidence(): ReturnType<Container["evidence"]> {
    return this.#container.evidence();
  }
}

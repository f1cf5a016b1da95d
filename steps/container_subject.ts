import { expect } from "chai";
import {
  type Container,
  type ContainerRequest,
  type Engine,
  type ExecOptions,
  type ExitStatus,
  type NamespaceType,
  deadlines,
} from "../engines/contract.ts";
import { type ControlGroups, controlGroups, cpuUsageMicros } from "../engines/host/cgroup.ts";
import { namespacePath } from "../engines/host/namespaces.ts";
import { eventually } from "../engines/host/poll.ts";
import { processStatus } from "../engines/host/process.ts";
import { type Report, documents, refusal } from "./probe.ts";
import type { Subject } from "./subject.ts";
import { probePath } from "./workload.ts";

/** The first process of a container, as it was found when it was made. */
export interface FirstProcess {
  pid: number;
  startTime: number;
}

/** A container of a scenario: the request while it is being described, and the container once it has been created. */
export class ContainerSubject implements Subject {
  readonly name: string;
  readonly request: ContainerRequest;
  /** Threads of its program that want a CPU all the time. */
  runnable = 0;
  deleted = false;
  /** CPU time its group had been charged before the program began, µs: the engine's own part. */
  usageAtStart = 0;
  #container: Container | undefined;
  #first: FirstProcess | undefined;
  #former: FirstProcess | undefined;
  #groups: ControlGroups | undefined;

  constructor(name: string, request: ContainerRequest, container?: Container) {
    this.name = name;
    this.request = request;
    this.#container = container;
  }

  get container(): Container {
    return this.#container ?? expect.fail(`${this.name} has not been created`);
  }

  get created(): boolean {
    return this.#container !== undefined;
  }

  async create(engine: Engine): Promise<void> {
    this.#container = await engine.create(this.request);
    await this.look();
  }

  /** Resolves when the program has reported, so that its handlers stand and its port listens. */
  async start(engine: Engine): Promise<void> {
    if (!this.created) await this.create(engine);
    this.usageAtStart = cpuUsageMicros(this.groups);
    await this.container.start();
    await this.ready();
  }

  /** Finds first process and groups while they can be found: they go on to name what has ended. */
  async look(container = this.container): Promise<void> {
    this.#container = container;
    const pid = await container.pid();
    const status = processStatus(pid);
    if (!status) expect.fail(`the engine says that PID ${pid} is the first process of ${this.name}, but the host has no such process`);
    this.#former = this.#first;
    this.#first = { pid, startTime: status.startTime };
    this.#groups = controlGroups(pid);
  }

  get first(): FirstProcess {
    return this.#first ?? expect.fail(`${this.name} has not been created`);
  }

  /** The first process before the restart. */
  get former(): FirstProcess {
    return this.#former ?? expect.fail(`${this.name} has not been restarted`);
  }

  get groups(): ControlGroups {
    return this.#groups ?? expect.fail(`${this.name} has not been created`);
  }

  /** The path by which one of its namespaces is joined. */
  namespacePath(type: NamespaceType): string {
    return namespacePath(this.first.pid, type);
  }

  pid(): Promise<number> {
    return Promise.resolve(this.first.pid);
  }

  /** Everything that its program has written so far. */
  async documents(): Promise<unknown[]> {
    return documents((await this.container.output()).stdout);
  }

  async delete(): Promise<void> {
    await this.container.delete({ force: true });
    this.deleted = true;
  }

  async ready(): Promise<void> {
    const lines = ["serve", "serve-abstract"].includes(this.request.args[1] ?? "") ? 2 : 1;
    await eventually(async () => {
      const { stdout, stderr } = await this.container.output();
      const written = documents(stdout);
      expect(
        written.length,
        `${this.name}: the program ${this.request.args.join(" ")} should have reported, but wrote only ${JSON.stringify({ stdout, stderr })}`,
      ).to.be.at.least(lines);
      return true;
    }, deadlines.observation);
  }

  async report(): Promise<Report> {
    const [first] = await this.documents();
    expect(refusal(first), `the report of ${this.name}`).to.equal(undefined);
    return first as Report;
  }

  /** The tick of the kernel that it runs on, µs; the longest there is where its program, an infra container's, tells nothing. */
  async tickMicros(): Promise<number> {
    const [first] = await this.documents();
    return first === undefined ? 10_000 : (first as Report).clocks.tick / 1000;
  }

  /** Runs a command of the probe inside and returns the last document it wrote. A refused call is such a document too. */
  async probe(...command: string[]): Promise<unknown> {
    return (await this.execute(command)).document;
  }

  /** As `probe`, and tells how it ended. */
  async execute(command: readonly string[], options?: ExecOptions): Promise<{ document: unknown; exitStatus: ExitStatus }> {
    const { stdout, stderr, exitStatus } = await this.container.exec([probePath, ...command], options);
    const document = documents(stdout).at(-1);
    if (document === undefined)
      expect.fail(`"probe ${command.join(" ")}" in ${this.name} wrote nothing and ended with ${exitStatus}: ${stderr}`);
    return { document, exitStatus };
  }

  wait(): Promise<ExitStatus> {
    return this.container.wait(deadlines.exit);
  }
}

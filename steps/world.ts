import { randomBytes } from "node:crypto";
import { World } from "@cucumber/cucumber";
import { expect } from "chai";
import type {
  ContainerRequest,
  Engine,
  ExitStatus,
  NamespaceType,
  PodRequest,
  RootRequest,
  State,
  WorldParameters,
} from "../engines/contract.ts";
import type { NamespaceIdentity } from "../engines/host/namespaces.ts";
import type { SeccompAgent } from "../engines/host/seccomp_agent.ts";
import type { Attempt } from "./attempt.ts";
import { removeAll } from "./clean_up.ts";
import { ContainerSubject } from "./container_subject.ts";
import { engine } from "./engine.ts";
import { KernelSubject } from "./kernel_subject.ts";
import { PodSubject } from "./pod_subject.ts";
import type { Actor, ContainerReference } from "./references.ts";
import type { Subject } from "./subject.ts";
import { probePath } from "./workload.ts";

/** The environment variable by which a container's program can be told from that of another: its value is the container's id. */
export const marker = "BRINE_CONTAINER";

/** What one scenario has asked for, made, tried and seen. */
export class BrineWorld extends World<WorldParameters> {
  readonly containers: ContainerSubject[] = [];
  readonly pods: PodSubject[] = [];
  readonly processes: KernelSubject[] = [];
  /** What else is to be released at the end, last first. */
  readonly releases: (() => void | Promise<void>)[] = [];
  /** Absolute cgroup paths of groups that hold those of containers. */
  readonly sharedGroups: string[] = [];
  /** The directory of a group that was made below a container's own. */
  childGroup: string | undefined;
  /** What "it" is: whatever a sentence has spoken of last. */
  current: Subject | undefined;
  lastAttempt: Attempt | undefined;
  /** What the engine has listed. */
  listed: State[] | undefined;
  /** The report of the program that was executed last, and the end of one that goes on. */
  executed: unknown;
  executedStatus: ExitStatus | undefined;
  executedEnd: Promise<unknown> | undefined;
  /** A namespace that an open descriptor holds, and the path by which it can be joined. */
  held: { path: string; identity: NamespaceIdentity } | undefined;
  /** Where a process has mounted a proc file system of its own. */
  ownProc: string | undefined;
  /** The host's own host name before a container set its. */
  hostNameBefore: string | undefined;
  /** Who answers system calls in the kernel's place. */
  agent: SeccompAgent | undefined;
  /** A file that the host has made where no container looks. */
  hostFile: string | undefined;
  /** A device node that the host has made for the scenario. */
  hostDevice: string | undefined;
  readonly #prefix: string;

  constructor(options: ConstructorParameters<typeof World<WorldParameters>>[0]) {
    super(options);
    // Random, not counted: the threads of a run, and its passes, share the run's id.
    this.#prefix = `${this.parameters.run.id}-${randomBytes(4).toString("hex")}`;
  }

  get engine(): Engine {
    return engine();
  }

  /** An id for something of this scenario, unique in the run. */
  id(name: string): string {
    return `${this.#prefix}-${name}`;
  }

  /** A request for an idle program on the base image, which is never written to. */
  request(name: string, root?: RootRequest): ContainerRequest {
    const base: RootRequest = { kind: "directory", path: this.parameters.run.baseImage, readonly: true };
    const id = this.id(name);
    return { id, root: root ?? base, args: [probePath, "idle"], env: { PATH: "/bin", [marker]: id }, namespaces: {}, limits: {} };
  }

  /** Begins the description of a container; without a name it is "the container". */
  describeContainer(name: string | undefined, root?: RootRequest): ContainerSubject {
    const subject = new ContainerSubject(
      name === undefined ? "the container" : `container ${name}`,
      this.request(name ?? "container", root),
    );
    this.containers.push(subject);
    this.current = subject;
    return subject;
  }

  /** Begins the description of a pod; `runnable` says how many threads of each container's program want a CPU. */
  describePod(request: PodRequest, runnable: Map<string, number>): PodSubject {
    const pod = new PodSubject(request, runnable);
    this.pods.push(pod);
    return pod;
  }

  describeProcess(clone: NamespaceType[]): KernelSubject {
    const subject = new KernelSubject(
      this.processes.length === 0 ? "the first process" : "the other process",
      clone,
      this.engine,
      this.parameters.run.probe,
    );
    this.processes.push(subject);
    this.current = subject;
    return subject;
  }

  /** The container of a name; "the container" is the one that has none, or else the one spoken of last. */
  container({ container: name }: ContainerReference): ContainerSubject {
    const all = [...this.containers, ...this.pods.flatMap((pod) => [...pod.containers.values()])];
    const wanted = name === undefined ? "the container" : `container ${name}`;
    const found = all.find((each) => each.name === wanted);
    if (found) return found;
    if (name === undefined && this.current instanceof ContainerSubject) return this.current;
    return expect.fail(`the scenario has no ${wanted}; it has ${all.map((each) => each.name).join(", ") || "none"}`);
  }

  /** As `container`, and makes it what "it" is. */
  speakOf(reference: ContainerReference): ContainerSubject {
    const subject = this.container(reference);
    this.current = subject;
    return subject;
  }

  /** What "it" is. */
  get it(): Subject {
    return this.current ?? expect.fail("the scenario has not spoken of a container or a process yet");
  }

  get itsContainer(): ContainerSubject {
    return this.it instanceof ContainerSubject ? this.it : expect.fail(`${this.it.name} is no container`);
  }

  get itsProcess(): KernelSubject {
    return this.it instanceof KernelSubject ? this.it : expect.fail(`${this.it.name} is a container, and no process of its own`);
  }

  get pod(): PodSubject {
    return this.pods[0] ?? expect.fail("the scenario has no pod");
  }

  /** The container or the process that an actor is; the host and its processes have none. */
  subject(actor: Exclude<Actor, "host" | "parent">): Subject {
    if (actor === "infra") return this.pod.infra;
    if (actor === "first process") return this.processes[0] ?? expect.fail("the scenario has no process");
    return this.container(actor);
  }

  /** Attaches what a step has looked at. */
  observe(name: string, observation: unknown): void {
    this.attach(JSON.stringify(observation, undefined, 2), { mediaType: "application/json", fileName: `${name}.json` });
  }

  /** Ends and removes everything the scenario has made; tells of everything that could not be removed. */
  async cleanUp(): Promise<void> {
    await removeAll(this);
  }
}

import { expect } from "chai";
import { type Engine, type KernelCall, type KernelProcess, KernelRefusal, type NamespaceType, deadlines } from "../engines/contract.ts";
import { eventually } from "../engines/host/poll.ts";
import { processStatus } from "../engines/host/process.ts";
import { type Report, documents } from "./probe.ts";
import type { Subject } from "./subject.ts";

/**
 * A process of the kernel chapters. Sentences first say what it does; it is made when something is looked at for the
 * first time, and then stands still after its last call, before it becomes its program.
 */
export class KernelSubject implements Subject {
  readonly name: string;
  readonly clone: NamespaceType[];
  readonly calls: KernelCall[] = [];
  /** The command of the probe that it becomes. */
  program: string[] = ["idle"];
  readonly #engine: Engine;
  readonly #probe: string;
  #process: KernelProcess | undefined;
  #parent: number | undefined;
  #running = false;

  constructor(name: string, clone: NamespaceType[], engine: Engine, probe: string) {
    this.name = name;
    this.clone = clone;
    this.#engine = engine;
    this.#probe = probe;
  }

  /** The types that its own calls should have changed for it. PID and time namespaces are for its children (pid_namespaces(7), time_namespaces(7)). */
  get changed(): NamespaceType[] {
    const own = this.calls.flatMap((call) => (call.call === "unshare" ? call.namespaces : call.call === "setns" ? [call.namespace] : []));
    return [...this.clone, ...own.filter((type) => type !== "pid" && type !== "time")];
  }

  get made(): KernelProcess | undefined {
    return this.#process;
  }

  /** Makes the process and lets it do its calls. Rejects with `KernelRefusal` when one is refused. */
  async make(): Promise<KernelProcess> {
    this.#process ??= await this.#engine.kernel!.clone({
      clone: this.clone,
      calls: [...this.calls, { call: "pause" }],
      args: [this.#probe, ...this.program],
    });
    this.#parent ??= processStatus(this.#process.pid)?.ppid;
    return this.#process;
  }

  /** As `make`, where the scenario takes it for granted that no call is refused. */
  async process(): Promise<KernelProcess> {
    try {
      return await this.make();
    } catch (error) {
      if (error instanceof KernelRefusal) expect.fail(`${this.name} should have been made, but ${error.message}`);
      throw error;
    }
  }

  async pid(): Promise<number> {
    return (await this.process()).pid;
  }

  /** The PID of its parent on the host, which stays the same when it has ended. */
  async parent(): Promise<number> {
    await this.process();
    return this.#parent ?? expect.fail(`${this.name} had ended before its parent could be read`);
  }

  /** Lets it become its program, and returns the documents that this writes. */
  async documents(): Promise<unknown[]> {
    const process = await this.process();
    if (!this.#running) await process.resume();
    this.#running = true;
    return eventually(async () => {
      const { stdout, stderr } = await process.output();
      const written = documents(stdout);
      expect(
        written,
        `${this.name}: the probe's ${this.program.join(" ")} should have written a document; on stderr: ${stderr}`,
      ).not.to.have.length(0);
      return written;
    }, deadlines.observation);
  }

  async report(): Promise<Report> {
    return (await this.documents())[0] as Report;
  }
}

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  EngineFailure,
  type Container,
  type ContainerRequest,
  type Evidence,
  type ExecOptions,
  type ExecResult,
  type ExitStatus,
  type Limits,
  type Output,
  type RootFiles,
  type State,
  type Status,
} from "../contract.ts";
import { ociResources } from "../compose/configuration.ts";
import { withDeadline } from "../deadline.ts";
import { Capture } from "../host/capture.ts";
import type { Console } from "../host/console.ts";
import { orphanStatus } from "../host/monitor.ts";
import { processStatus } from "../host/process.ts";
import { signalNumber } from "../host/signals.ts";
import type { Bundle } from "./bundle.ts";
import { failure, type CommandRecord, type OciCommand } from "./command.ts";
import { parseObject, parseState } from "./state.ts";

/** A container of an OCI runtime, driven through its command line. */
export class OciContainer implements Container {
  readonly id: string;
  readonly #command: OciCommand;
  readonly #bundle: Bundle;
  readonly #history: CommandRecord[] = [];
  readonly #captures = { stdout: new Capture(), stderr: new Capture() };
  readonly #console: Console | undefined;
  readonly #onDelete: () => void;
  #pid: number | undefined;
  #ended: Promise<ExitStatus> | undefined;
  #deleted = false;

  /** @param console where its program's terminal goes, if it has one; closed with the container. */
  constructor(id: string, command: OciCommand, bundle: Bundle, console: Console | undefined, onDelete: () => void) {
    this.id = id;
    this.#command = command;
    this.#bundle = bundle;
    this.#console = console;
    this.#onDelete = onDelete;
  }

  /**
   * `create`; the program's output is caught from then on, and its end is awaited.
   * @param asked the PID file that the request asks for
   * @param idInUse another container of the run has the id: then what is there after a failure is not ours to delete.
   */
  async create(idInUse: boolean, asked?: ContainerRequest["pidFile"]): Promise<void> {
    const pidFile = asked?.path ?? join(this.#bundle.directory, "pid");
    const terminal = this.#console ? ["--console-socket", this.#console.socket] : [];
    const args = ["create", "--bundle", this.#bundle.directory, "--pid-file", pidFile, ...terminal, this.id];
    const options = { operation: "create", captures: this.#captures, ...(asked && { cwd: asked.directory }) };
    try {
      const record = await this.#command.run(args, this.#history, options);
      this.#captures.stdout.closeWriter();
      this.#captures.stderr.closeWriter();
      if (record.exitStatus !== 0) throw failure("create", record);
      // Where the file is what a scenario is about, the PID is not taken from it.
      this.#pid = asked ? await this.#statePid() : pidOf(pidFile, record);
      this.#ended = orphanStatus(this.#pid);
    } catch (error) {
      // Best effort: what is worth telling is why create failed; what stays is swept at the end of the run.
      if (!idInUse) await this.#command.run(["delete", "--force", this.id], this.#history, { operation: "delete" }).catch(() => undefined);
      this.#discard();
      throw error;
    }
  }

  async start(): Promise<void> {
    await this.#run("start", ["start", this.id]);
  }

  async kill(signal: string): Promise<void> {
    // Real-time signals have no names in Go's signal table (golang.org/x/sys/unix): their numbers are understood everywhere.
    await this.#run("kill", ["kill", this.id, signal.startsWith("SIGRT") ? String(signalNumber(signal)) : signal]);
  }

  async delete({ force = false }: { force?: boolean } = {}): Promise<void> {
    if (this.#deleted && force) return;
    await this.#run("delete", ["delete", ...(force ? ["--force"] : []), this.id]);
    this.#discard();
  }

  async status(): Promise<Status> {
    const record = await this.#run("state", ["state", this.id]);
    return parseState(record.stdout, this.id).status;
  }

  async state(): Promise<State> {
    const record = await this.#run("state", ["state", this.id]);
    return parseObject(record.stdout, `state of container ${this.id}`);
  }

  async #statePid(): Promise<number> {
    const record = await this.#run("state", ["state", this.id]);
    return (
      parseState(record.stdout, this.id).pid ?? Promise.reject(failure("state", record, "told no PID of a container that was created"))
    );
  }

  pid(): Promise<number> {
    return this.#pid === undefined
      ? Promise.reject(new EngineFailure(`The runtime told no PID of container ${this.id}.`, { operation: "create" }))
      : Promise.resolve(this.#pid);
  }

  async wait(deadline: number): Promise<ExitStatus> {
    return await withDeadline(this.#ended ?? Promise.resolve("unknown" as const), "wait", `container ${this.id}`, deadline);
  }

  output(): Promise<Output> {
    const { stdout, stderr } = this.#captures;
    return Promise.resolve({ stdout: (this.#console ?? stdout).text(), stderr: stderr.text() });
  }

  type(text: string): Promise<void> {
    this.#console?.type(text);
    return Promise.resolve();
  }

  /** A program's exit status may be any, so it is the runtime's log that tells whether the runtime itself failed. */
  async exec(args: string[], { uid, stdin }: ExecOptions = {}): Promise<ExecResult> {
    const user = uid === undefined ? [] : ["--user", `${uid}:${uid}`];
    const options = { operation: "exec", ...(stdin !== undefined && { stdin }) };
    const record = await this.#command.run(["exec", ...user, this.id, ...args], this.#history, options);
    if (record.errors.length > 0) throw failure("exec", record);
    const { exitStatus, stdout, stderr } = record;
    return { exitStatus, stdout, stderr };
  }

  async update(limits: Limits): Promise<void> {
    const resources = join(this.#bundle.directory, "resources.json");
    writeFileSync(resources, JSON.stringify(ociResources(limits)));
    await this.#run("update", ["update", "--resources", resources, this.id]);
  }

  async pause(): Promise<void> {
    await this.#run("pause", ["pause", this.id]);
  }

  async resume(): Promise<void> {
    await this.#run("resume", ["resume", this.id]);
  }

  bundle(): Promise<string> {
    return Promise.resolve(this.#bundle.directory);
  }

  warnings(): Promise<string[]> {
    return Promise.resolve(this.#history[0]?.warnings ?? []);
  }

  files(): Promise<RootFiles> {
    return Promise.resolve(this.#bundle.files);
  }

  evidence(): Promise<Evidence[]> {
    const commands = this.#history.map(({ args, ...rest }) => ({ command: args.join(" "), ...rest }));
    return Promise.resolve([
      { name: `OCI configuration of ${this.id}`, mediaType: "application/json", content: this.#bundle.configuration },
      { name: `commands for ${this.id}`, mediaType: "application/json", content: JSON.stringify(commands, undefined, 2) },
    ]);
  }

  async #run(operation: string, args: string[]): Promise<CommandRecord> {
    const record = await this.#command.run(args, this.#history, { operation });
    if (record.exitStatus !== 0) throw failure(operation, record);
    return record;
  }

  #discard(): void {
    if (this.#deleted) return;
    this.#deleted = true;
    this.#captures.stdout.close();
    this.#captures.stderr.close();
    this.#console?.close();
    this.#bundle.remove();
    this.#onDelete();
  }
}

/** The pid file is the one proof that a process was made: a runtime that exits 0 without one has created nothing. */
function pidOf(pidFile: string, record: CommandRecord): number {
  let text: string;
  try {
    text = readFileSync(pidFile, "utf8").trim();
  } catch {
    throw failure("create", record, "ended with exit status 0 but wrote no pid file");
  }
  const pid = /^[1-9]\d*$/.test(text) ? Number(text) : undefined;
  if (pid === undefined || !processStatus(pid))
    throw failure("create", record, `ended with exit status 0, but its pid file holds "${text}", and the host has no such process`);
  return pid;
}

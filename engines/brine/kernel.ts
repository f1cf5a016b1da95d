import { closeSync, openSync } from "node:fs";
import { describeStep, RawProcess, RawProcessError, type Step } from "../../runtime/index.ts";
import {
  EngineFailure,
  KernelRefusal,
  NotTestableHere,
  deadlines,
  type Evidence,
  type ExitStatus,
  type KernelProcess,
  type KernelRequest,
  type Output,
} from "../contract.ts";
import { withDeadline } from "../deadline.ts";
import { Capture } from "../host/capture.ts";

/** The contract's words for steps that are named after what the launcher does. */
const callNames: Record<string, string> = { setIds: "setuid", setHostname: "sethostname" };

/** What the kernel refuses is an observation; that the program cannot be executed is the engine's failure. */
async function observe<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await withDeadline(work(), "clone", "a process of the namespace API", deadlines.operation);
  } catch (error) {
    if (!(error instanceof RawProcessError)) throw error;
    if (error.call === "exec" || error.code === "")
      throw new EngineFailure(error.message, { operation: "clone", code: error.code, cause: error });
    throw new KernelRefusal(callNames[error.call] ?? error.call, error.code);
  }
}

/** A process made by the launcher with the namespace API itself. */
export class BrineKernelProcess implements KernelProcess {
  readonly pid: number;
  readonly #raw: RawProcess;
  readonly #captures: { stdout: Capture; stderr: Capture };
  readonly #onEnd: () => void;

  private constructor(raw: RawProcess, captures: { stdout: Capture; stderr: Capture }, onEnd: () => void) {
    this.pid = raw.identity.pid;
    this.#raw = raw;
    this.#captures = captures;
    this.#onEnd = onEnd;
  }

  static async start(
    request: KernelRequest,
    cgroupsPath: string,
    transform: ((steps: Step[]) => Step[]) | undefined,
    onEnd: () => void,
  ): Promise<BrineKernelProcess> {
    if (process.geteuid?.() !== 0)
      throw new NotTestableHere("without root there are no control groups that would find the processes again: run as root");
    const captures = { stdout: new Capture(), stderr: new Capture() };
    const stdin = openSync("/dev/null", "r");
    try {
      const stdio = { stdin, stdout: captures.stdout.writer, stderr: captures.stderr.writer };
      const raw = await observe(() =>
        RawProcess.start({ clone: request.clone, calls: request.calls, args: request.args, env: [], cgroupsPath }, stdio, transform),
      );
      captures.stdout.closeWriter();
      captures.stderr.closeWriter();
      return new BrineKernelProcess(raw, captures, onEnd);
    } catch (error) {
      captures.stdout.close();
      captures.stderr.close();
      throw error;
    } finally {
      closeSync(stdin);
    }
  }

  async resume(): Promise<void> {
    await observe(() => this.#raw.resume());
  }

  async wait(deadline: number): Promise<ExitStatus> {
    return (await withDeadline(this.#raw.exited, "wait", `process ${this.pid}`, deadline)).exitStatus;
  }

  output(): Promise<Output> {
    return Promise.resolve({ stdout: this.#captures.stdout.text(), stderr: this.#captures.stderr.text() });
  }

  async end(): Promise<void> {
    await this.#raw.end();
    this.#captures.stdout.close();
    this.#captures.stderr.close();
    this.#onEnd();
  }

  async discard(): Promise<void> {
    await this.end();
  }

  evidence(): Promise<Evidence[]> {
    return Promise.resolve([
      {
        name: `calls of process ${this.pid}`,
        mediaType: "text/plain",
        content: this.#raw.steps.map((step) => `${step.actor.padEnd(8)} ${describeStep(step)}`).join("\n"),
      },
    ]);
  }
}

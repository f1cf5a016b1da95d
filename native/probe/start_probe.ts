/** Starts the built probe, for the tests of its commands. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** Polls until `look` gives `wanted`, for 5 s at most, and returns what it gave last. */
export async function eventually<T>(wanted: T, look: () => T): Promise<T> {
  for (const end = performance.now() + 5_000; look() !== wanted && performance.now() < end;) await pause(2);
  return look();
}

/** A process of /proc as "S 12 probe" (state, parent, name); "gone" when there is none. */
export function look(pid: number): string {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return ["State", "PPid", "Name"].map((name) => new RegExp(`^${name}:\\t(\\S+)`, "m").exec(status)?.[1]).join(" ");
  } catch {
    return "gone";
  }
}

/** The static executable that the native build makes. */
export const probePath: string = fileURLToPath(new URL("../build/Release/probe", import.meta.url));

// A bare container's environment: nothing that a library could look at.
const options = { env: {}, cwd: "/" };

/** A document of the probe: each test knows which members it has. */
// oxlint-disable-next-line typescript/no-explicit-any -- the members differ from command to command, and a test that names a wrong one fails
export type Document = any;

/** Runs a command to its end: its exit status, stdout, and the first line of it as JSON. */
export function run(...args: string[]): { exitStatus: number | null; stdout: string; document: Document } {
  return runProgram(probePath, ...args);
}

/** The same through another program that becomes the probe, such as chroot(1). */
export function runProgram(program: string, ...args: string[]): { exitStatus: number | null; stdout: string; document: Document } {
  const { error, status, stdout } = spawnSync(program, args, {
    ...options,
    encoding: "utf8",
    timeout: 10_000,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (error) throw error;
  const [first = ""] = stdout.split("\n");
  return { exitStatus: status, stdout, document: /^[[{]/.test(first) ? JSON.parse(first) : undefined };
}

/** A workload that goes on until it is ended, with all of its process group: a command of the probe, or another program by its path. */
export class Workload {
  readonly #child;
  readonly #lines;
  readonly #ended;

  constructor(command: string, ...args: string[]) {
    const [program, programArguments] = command.startsWith("/") ? [command, args] : [probePath, [command, ...args]];
    this.#child = spawn(program, programArguments, { ...options, detached: true, stdio: ["ignore", "pipe", "inherit"] });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    this.#ended = once(this.#child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** Its children. */
  get children(): number[] {
    return readFileSync(`/proc/${this.pid}/task/${this.pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
  }

  /** The next line of its output. */
  async line(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error("the probe's output has ended");
    return value;
  }

  /** The next line as JSON. */
  async document(): Promise<Document> {
    return JSON.parse(await this.line());
  }

  /** Exit status, or the name of the signal that ended it. */
  async end(): Promise<number | string | null> {
    const [status, signal] = await this.#ended;
    return status ?? signal;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      process.kill(-this.pid, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
    await this.#ended;
  }
}

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface, type Interface } from "node:readline";
import type { Readable } from "node:stream";

/** A resident C program: it gets an order a line, and answers each with a line "<nanoseconds> <exit status>" on descriptor 3. */
export class Resident {
  readonly #child: ChildProcess;
  readonly #answers: Interface;
  readonly #gone: Promise<never>;

  /** @param output the descriptor that becomes its standard output */
  constructor(program: string, args: string[], output: number) {
    // Detached, so that ctrl-C does not end it in the middle of a container; it ends with the pipe.
    this.#child = spawn(program, args, { stdio: ["pipe", output, "inherit", "pipe"], detached: true });
    this.#answers = createInterface({ input: this.#child.stdio[3] as Readable });
    this.#gone = once(this.#child, "exit").then(([status]) => {
      throw new Error(`${program} ended with exit status ${status} in the middle of its work; what it said stands above`);
    });
    this.#gone.catch(() => undefined);
  }

  async order(line: string): Promise<{ microseconds: number; exitStatus: number }> {
    const answer = once(this.#answers, "line") as Promise<[string]>;
    this.#child.stdin?.write(`${line}\n`);
    const [text] = await Promise.race([answer, this.#gone]);
    const [nanoseconds = Number.NaN, exitStatus = Number.NaN] = text.split(" ").map(Number);
    return { microseconds: nanoseconds / 1000, exitStatus };
  }

  /** It ends when nobody can give it orders any more. */
  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exit = once(this.#child, "exit");
    this.#child.stdin?.end();
    await exit;
  }
}

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

interface Answer {
  microseconds: number;
  exitStatus: number;
}

/** A resident C program: it gets an order a line, and answers each in turn with a line "<nanoseconds> <exit status>" on descriptor 3. */
export class Resident {
  readonly #child: ChildProcess;
  readonly #waiting: PromiseWithResolvers<Answer>[] = [];

  /** @param output the descriptor that becomes its standard output */
  constructor(program: string, args: string[], output: number) {
    // Detached, so that ctrl-C does not end it in the middle of a container; it ends with the pipe.
    this.#child = spawn(program, args, { stdio: ["pipe", output, "inherit", "pipe"], detached: true });
    createInterface({ input: this.#child.stdio[3] as Readable }).on("line", (line) => {
      const [nanoseconds = Number.NaN, exitStatus = Number.NaN] = line.split(" ").map(Number);
      this.#waiting.shift()?.resolve({ microseconds: nanoseconds / 1000, exitStatus });
    });
    this.#child.on("exit", (status) => {
      const error = new Error(`${program} ended with exit status ${status} in the middle of its work; what it said stands above`);
      for (const { reject } of this.#waiting.splice(0)) reject(error);
    });
  }

  /** Orders may be given before the one before is answered. */
  order(line: string): Promise<Answer> {
    const answer = Promise.withResolvers<Answer>();
    this.#waiting.push(answer);
    this.#child.stdin?.write(`${line}\n`);
    return answer.promise;
  }

  /** It ends when nobody can give it orders any more. */
  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exit = once(this.#child, "exit");
    this.#child.stdin?.end();
    await exit;
  }
}

/** Residents by lane, each started when first needed: as many work at once as there are lanes. */
export class Lanes {
  readonly #start: () => Resident;
  readonly #residents: Resident[] = [];

  constructor(start: () => Resident) {
    this.#start = start;
  }

  /** The first lane's, which works alone where nothing is to happen at once. */
  get only(): Resident {
    return this.lane(0);
  }

  lane(index: number): Resident {
    return (this.#residents[index] ??= this.#start());
  }

  /** Every lane's orders, one after another: µs until the last is answered, by the clock of this process. */
  async flood(orders: readonly (readonly string[])[], check: (exitStatus: number) => void): Promise<number> {
    const work = orders.map((lines, index) => ({ lines, resident: this.lane(index) }));
    const start = process.hrtime.bigint();
    const answers = await Promise.all(work.flatMap(({ lines, resident }) => lines.map((line) => resident.order(line))));
    const microseconds = Number(process.hrtime.bigint() - start) / 1000;
    for (const { exitStatus } of answers) check(exitStatus);
    return microseconds;
  }

  async close(): Promise<void> {
    for (const resident of this.#residents) await resident.close();
  }
}

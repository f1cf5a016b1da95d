import { readSync, rmSync, writeSync } from "node:fs";
import { acceptLocal, close, listenLocal, receiveDescriptor } from "../../native/index.ts";
import { captureLimit } from "./capture.ts";
import { hasCode } from "./error_code.ts";

/** The other end of a container's terminal (pty(7)): what comes out of it, and what is typed. A runtime hands it over through a socket. */
export class Console {
  /** The path of the socket: what runc calls `--console-socket`. */
  readonly socket: string;
  readonly #listener: number;
  #connection: number | undefined;
  #terminal: number | undefined;
  readonly #kept: Buffer[] = [];
  #size = 0;
  #isOpen = true;

  /** @param socket shorter than 108 bytes (unix(7)); nothing is there yet. */
  constructor(socket: string) {
    this.socket = socket;
    this.#listener = listenLocal(socket);
  }

  /** Everything the program has written to its terminal so far. */
  text(): string {
    this.#drain();
    return Buffer.concat(this.#kept).toString("utf8");
  }

  /** @throws Error when the terminal has not been handed over. */
  type(text: string): void {
    const terminal = this.#take();
    if (terminal === undefined) throw new Error(`No terminal has been handed over at ${this.socket}.`);
    writeSync(terminal, text);
  }

  /** Hangs up. What was kept can still be read. */
  close(): void {
    if (!this.#isOpen) return;
    this.#drain();
    this.#isOpen = false;
    for (const each of [this.#terminal, this.#connection, this.#listener]) if (each !== undefined) close(each);
    rmSync(this.socket, { force: true });
  }

  #take(): number | undefined {
    if (!this.#isOpen) return undefined;
    this.#connection ??= acceptLocal(this.#listener);
    if (this.#connection !== undefined) this.#terminal ??= receiveDescriptor(this.#connection);
    return this.#terminal;
  }

  #drain(): void {
    const terminal = this.#take();
    if (terminal === undefined) return;
    // As much as a terminal holds: what a program adds meanwhile is for the next time.
    for (let round = 0; round < 32; round++) {
      const chunk = read(terminal);
      if (chunk.length === 0) return;
      const part = chunk.subarray(0, Math.max(0, captureLimit - this.#size));
      if (part.length > 0) this.#kept.push(part);
      this.#size += part.length;
    }
  }
}

/** What there is to be read; nothing while there is none, and when nobody holds the program's end any more (EIO, tty_ioctl(4)). */
function read(terminal: number): Buffer {
  const chunk = Buffer.alloc(4096);
  try {
    return chunk.subarray(0, readSync(terminal, chunk));
  } catch (error) {
    if (hasCode(error, "EAGAIN", "EIO")) return chunk.subarray(0, 0);
    throw error;
  }
}

import { readSync } from "node:fs";
import { Socket } from "node:net";
import { close, pipe } from "../../native/index.ts";
import { hasCode } from "./error_code.ts";

/** How much of a stream is kept, bytes; the rest is read and dropped, so that a program which floods is neither stopped nor fills a disk. */
export const captureLimit = 1024 * 1024;

/** Catches what programs write into a pipe. It never keeps the event loop alive. */
export class Capture {
  /** The writing end: give it to programs, then `closeWriter`. */
  readonly writer: number;
  readonly #reader: number;
  readonly #socket: Socket;
  readonly #kept: Buffer[] = [];
  #size = 0;
  #writerOpen = true;

  constructor() {
    [this.#reader, this.writer] = pipe();
    this.#socket = new Socket({ fd: this.#reader, readable: true, writable: false });
    this.#socket.on("data", (chunk: Buffer) => this.#keep(chunk));
    this.#socket.on("error", () => this.#socket.destroy());
    this.#socket.unref();
  }

  /** Everything written so far, what the event loop has not yet seen included. */
  text(): string {
    this.#drain();
    return Buffer.concat(this.#kept).toString("utf8");
  }

  /** Closes this process's writing end: the stream ends with the last program that holds one. */
  closeWriter(): void {
    if (this.#writerOpen) close(this.writer);
    this.#writerOpen = false;
  }

  /** Stops catching. What was kept can still be read. */
  close(): void {
    this.closeWriter();
    this.#drain();
    this.#socket.destroy();
  }

  #drain(): void {
    const chunk = Buffer.allocUnsafe(65536);
    // `destroyed` turns true in the very call that closes the descriptor, whose number may be another file's soon after.
    // A program that floods could keep this loop busy: a pipe holds 64 KiB, so this many rounds are all that lay in it when asked.
    for (let round = 0; round < 32 && !this.#socket.destroyed; round++) {
      let length: number;
      try {
        length = readSync(this.#reader, chunk);
      } catch (error) {
        if (hasCode(error, "EAGAIN")) return;
        throw error;
      }
      if (length === 0) return; // the end; the socket will be told as well
      this.#keep(Buffer.from(chunk.subarray(0, length)));
    }
  }

  #keep(chunk: Buffer): void {
    const part = chunk.subarray(0, Math.max(0, captureLimit - this.#size));
    if (part.length > 0) this.#kept.push(part);
    this.#size += part.length;
  }
}

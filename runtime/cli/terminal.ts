/** The terminal of a program that is waited for: its other end is joined to this process's own streams, as `run` and `exec --tty` of runc do. */
import { isatty, ReadStream } from "node:tty";
import type { Process } from "../configuration/types.ts";
import { close, receiveDescriptor, setTerminalSize, socketPair } from "../../native/index.ts";

/** A program's terminal is as large as the one it is shown at, unless the configuration says otherwise. */
export function sized(program: Process): Process {
  const { rows: height, columns: width } = process.stdout;
  return program.consoleSize || !height ? program : { ...program, consoleSize: { height, width } };
}

export class Terminal {
  /** What the runtime sends the terminal's other end to. */
  readonly socket: number;
  readonly #receiving: number;
  #master: ReadStream | undefined;
  #onResize: (() => void) | undefined;
  #drained: Promise<void> = Promise.resolve();

  constructor() {
    [this.#receiving, this.socket] = socketPair();
  }

  /** Once the program has its terminal: from here on what is typed goes there, and what it writes is written. */
  join(): void {
    const fd = receiveDescriptor(this.#receiving);
    if (fd === undefined) throw new Error("the program runs, and its terminal has not been handed over");
    close(this.#receiving);
    close(this.socket);
    const master = new ReadStream(fd);
    this.#master = master;
    this.#drained = new Promise((resolve) => {
      master.once("close", () => resolve());
    });
    // When the last of the other end is closed reading gives EIO.
    master.on("error", () => master.destroy());
    master.pipe(process.stdout, { end: false });
    // Who read it has gone: the program is told so, by SIGHUP.
    process.stdout.on("error", () => master.destroy());
    this.#onResize = () => {
      const { rows, columns } = process.stdout;
      if (rows) setTerminalSize(fd, rows, columns);
    };
    if (isatty(1)) {
      process.on("SIGWINCH", this.#onResize);
    }
    if (process.stdin.isTTY) process.stdin.setRawMode(true);
    process.stdin.pipe(master, { end: false });
    // What is no terminal may end: that is typed, too (termios(3), VEOF).
    process.stdin.on("end", () => void master.write(String.fromCharCode(4)));
  }

  /** When the program has ended: what it wrote last is still to come. */
  async leave(): Promise<void> {
    if (!this.#master) {
      close(this.#receiving);
      close(this.socket);
      return;
    }
    await Promise.race([this.#drained, new Promise((resolve) => setTimeout(resolve, drainTime).unref())]);
    this.#master.destroy();
    if (this.#onResize) process.removeListener("SIGWINCH", this.#onResize);
    if (process.stdin.isTTY) process.stdin.setRawMode(false);
    process.stdin.pause();
  }
}

/** ms: a process that the program left behind may hold the terminal for ever. */
const drainTime = 1000;

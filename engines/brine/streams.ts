import { closeSync, openSync } from "node:fs";
import type { Stdio } from "../../runtime/index.ts";
import type { Output } from "../contract.ts";
import { Capture } from "../host/capture.ts";
import { Console } from "../host/console.ts";

/** The standard streams of a program: what it writes is caught, whether it has a terminal or not. */
export class Streams {
  readonly console: Console | undefined;
  readonly #stdin: number;
  readonly #stdout: Capture;
  readonly #stderr: Capture;
  #isHandedOver = false;

  /** @param socket where its terminal is to be handed over; it has none without. */
  constructor({ stdin = "/dev/null", socket }: { stdin?: string; socket?: string | undefined } = {}) {
    this.#stdin = openSync(stdin, "r");
    this.console = socket === undefined ? undefined : new Console(socket);
    [this.#stdout, this.#stderr] = [new Capture(), new Capture()];
  }

  /** The program's own ends. */
  get stdio(): Stdio {
    return { stdin: this.#stdin, stdout: this.#stdout.writer, stderr: this.#stderr.writer };
  }

  /** The program has its ends: they are closed here. */
  handedOver(): void {
    this.#stdout.closeWriter();
    this.#stderr.closeWriter();
    if (!this.#isHandedOver) closeSync(this.#stdin);
    this.#isHandedOver = true;
  }

  output(): Output {
    return { stdout: (this.console ?? this.#stdout).text(), stderr: this.#stderr.text() };
  }

  close(): void {
    this.handedOver();
    this.#stdout.close();
    this.#stderr.close();
    this.console?.close();
  }
}

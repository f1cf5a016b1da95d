/** A client's command line in its place. */
import { expect } from "chai";
import { setTimeout } from "node:timers/promises";
import type { Outcome, Place } from "./place.ts";

export class Client {
  readonly place: Place;
  readonly #command: readonly string[];

  constructor(place: Place, command: readonly string[]) {
    this.place = place;
    this.#command = command;
  }

  /** However it ends. */
  tries(...args: string[]): Promise<Outcome> {
    return this.place.runs([...this.#command, ...args]);
  }

  /** It has to end with 0; gives what it said on standard output, without the last line's end. */
  async says(...args: string[]): Promise<string> {
    const { status, stdout, stderr } = await this.tries(...args);
    expect(status, `the exit status of ${[...this.#command, ...args].join(" ")}, which said ${stderr}${stdout}`).to.equal(0);
    return stdout.replaceAll("\r\n", "\n").trimEnd();
  }

  /** Asks again and again, for a while, until the answer is the one wanted. */
  async comesToSay(wanted: string, ...args: string[]): Promise<void> {
    let said = await this.says(...args);
    for (const end = Date.now() + patience; said !== wanted && Date.now() < end; said = await this.says(...args)) await setTimeout(200);
    expect(said, args.join(" ")).to.equal(wanted);
  }
}

/** ms */
const patience = 30_000;

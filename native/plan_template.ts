/** A plan that is the same for many containers but for their id: compiled and encoded once. */
import { encodePlan, type EncodedPlan, type Step } from "./steps.ts";

export class PlanTemplate {
  readonly #compile: (id: string) => readonly Step[];
  readonly #length: number;
  readonly #bytes: Buffer;
  /** Where in the bytes the id stands. */
  readonly #places: readonly number[];

  /**
   * @param compile gives the plan for an id; it must write the id, or texts that hold it, and decide nothing by it
   * @param length of every id that this template will serve, so that nothing else in the encoding depends on the id. Ids are ASCII.
   * @throws an error when `compile` does more with an id than to write it
   */
  constructor(compile: (id: string) => readonly Step[], length: number) {
    this.#compile = compile;
    this.#length = length;
    const [one, other] = ["0", "1"].map((digit) => Buffer.from(encodePlan(compile(digit.repeat(length))))) as [Buffer, Buffer];
    if (one.length !== other.length) throw new Error("a plan's length depends on more of the id than its length");
    this.#bytes = one;
    this.#places = differences(one, other, length);
  }

  /** The plan for this id. Its bytes are valid until the next call. */
  for(id: string): EncodedPlan {
    if (id.length !== this.#length)
      throw new RangeError(`the template serves ids of ${this.#length} characters, not ${JSON.stringify(id)}`);
    // Character by character: a call of Buffer's for each place would take ten times as long.
    for (let at = 0; at < id.length; at++) {
      const code = id.charCodeAt(at);
      for (const place of this.#places) this.#bytes[place + at] = code;
    }
    let steps: readonly Step[] | undefined;
    return { bytes: this.#bytes, steps: () => (steps ??= this.#compile(id)) };
  }
}

/** Where two encodings differ: each time by a whole id, as those two have no character in common. */
function differences(one: Buffer, other: Buffer, length: number): number[] {
  const places: number[] = [];
  for (let at = 0; at < one.length; at++) {
    if (one[at] === other[at]) continue;
    const isWhole =
      one.subarray(at, at + length).every((byte) => byte === 0x30) && other.subarray(at, at + length).every((byte) => byte === 0x31);
    if (!isWhole) throw new Error("a plan holds something else that depends on the id");
    places.push(at);
    at += length - 1;
  }
  return places;
}

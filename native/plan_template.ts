/** A plan that is the same for many containers but for their id: compiled and encoded once, and known to the launcher by a number. */
import { encodePlan, type Step } from "./steps.ts";

/** A template's plan for one id. Without #fields: see `Flight`. */
export class TemplatePlan {
  readonly template: PlanTemplate;
  readonly id: string;
  private asData: readonly Step[] | undefined;

  constructor(template: PlanTemplate, id: string) {
    this.template = template;
    this.id = id;
  }

  /** The same as data: asked for only when a step is spoken of. */
  steps(): readonly Step[] {
    return (this.asData ??= this.template.compile(this.id));
  }
}

export class PlanTemplate {
  /** Gives the plan for an id. */
  readonly compile: (id: string) => readonly Step[];
  /** The launcher that knows it last, and by which number: the launcher's to say. */
  known: { by: object; as: number } | undefined;
  readonly #length: number;
  readonly #bytes: Buffer;
  /** Where in the bytes the id stands. */
  readonly #places: readonly number[];

  /**
   * @param compile gives the plan for an id; it must write the id, or texts that hold it, and decide nothing by it
   * @param length of every id that this template will serve, so that nothing else in the encoding depends on the id. Ids are ASCII. With 0
   *   the plan is always the same.
   * @throws an error when `compile` does more with an id than to write it
   */
  constructor(compile: (id: string) => readonly Step[], length: number) {
    this.compile = compile;
    this.#length = length;
    this.#bytes = Buffer.from(encodePlan(compile("0".repeat(length))));
    this.#places = length === 0 ? [] : differences(this.#bytes, encodePlan(compile("1".repeat(length))), length);
  }

  for(id: string): TemplatePlan {
    if (id.length !== this.#length)
      throw new RangeError(`the template serves ids of ${this.#length} characters, not ${JSON.stringify(id)}`);
    return new TemplatePlan(this, id);
  }

  /** For the launcher: u32 length of an id, u32 number of places, the places as u32, and the plan as `encodePlan` gives it. */
  encode(): Buffer {
    const head = Buffer.allocUnsafe(8 + this.#places.length * 4);
    head.writeUInt32LE(this.#length, 0);
    head.writeUInt32LE(this.#places.length, 4);
    this.#places.forEach((place, index) => head.writeUInt32LE(place, 8 + index * 4));
    return Buffer.concat([head, this.#bytes]);
  }
}

/** Where two encodings differ: each time by a whole id, as those two have no character in common. */
function differences(one: Buffer, other: Buffer, length: number): number[] {
  if (one.length !== other.length) throw new Error("a plan's length depends on more of the id than its length");
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

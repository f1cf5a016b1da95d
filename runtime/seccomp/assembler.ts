/**
 * Classic BPF (Documentation/networking/filter.rst), written from its end to its beginning: all jumps lead forward, so what a jump leads
 * to is there already, and how far away it is is known.
 */

import type { FilterInstruction } from "../../native/index.ts";

export const codes = { load: 0x20, and: 0x54, jump: 0x05, equal: 0x15, greater: 0x25, notLess: 0x35, answer: 0x06 } as const;

/** An instruction that stands already. */
export type Label = number;

/** The farthest that a conditional jump leads: its offset has eight bits. */
const reach = 255;

export class Assembler {
  /** The last instruction of the program first. */
  readonly #written: FilterInstruction[] = [];
  readonly #answers = new Map<number, Label>();
  /** Where a jump to a label that is out of reach may go instead. */
  readonly #stepstones = new Map<Label, Label>();

  /** The filter ends with this value. */
  answer(value: number): Label {
    const label = this.#answers.get(value) ?? this.#write([codes.answer, 0, 0, value]);
    this.#answers.set(value, label);
    return label;
  }

  /** Loads 32 bits of struct seccomp_data. */
  load(offset: number, next: Label): Label {
    return this.#before(next, [codes.load, 0, 0, offset]);
  }

  and(mask: number, next: Label): Label {
    return this.#before(next, [codes.and, 0, 0, mask]);
  }

  /** Compares what was loaded, unsigned. */
  compare(how: "equal" | "greater" | "notLess", value: number, yes: Label, no: Label): Label {
    if (yes === no) return yes;
    // One short of the reach, as a stepping stone for the other label may come in between.
    const near = this.#near(yes, reach - 1);
    const other = this.#near(no, reach);
    const here = this.#written.length;
    return this.#write([codes[how], here - near - 1, here - other - 1, value]);
  }

  program(): FilterInstruction[] {
    return this.#written.toReversed();
  }

  #write(instruction: FilterInstruction): Label {
    return this.#written.push(instruction) - 1;
  }

  /** For an instruction that goes on with the one after it. */
  #before(next: Label, instruction: FilterInstruction): Label {
    if (next !== this.#written.length - 1) this.#lead(next);
    return this.#write(instruction);
  }

  #near(label: Label, distance: number): Label {
    const nearest = this.#stepstones.get(label) ?? label;
    return this.#written.length - nearest - 1 <= distance ? nearest : this.#lead(label);
  }

  /** A jump to the label; or the same answer once more, which is as long and quicker. */
  #lead(label: Label): Label {
    const target = this.#written[label];
    const instruction: FilterInstruction = target?.[0] === codes.answer ? target : [codes.jump, 0, 0, this.#written.length - label - 1];
    const stone = this.#write(instruction);
    this.#stepstones.set(label, stone);
    return stone;
  }
}

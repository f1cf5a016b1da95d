/** Comparisons of an argument: 64 bits, of which BPF sees 32 at a time. */
import type { Assembler, Label } from "./assembler.ts";
import type { Operator, SeccompArgument } from "./types.ts";

export interface Condition {
  index: number;
  op: Operator;
  value: bigint;
  /** SCMP_CMP_MASKED_EQ: (argument & mask) == value. */
  mask: bigint;
}

const all = (1n << 64n) - 1n;

/** What is wanted of bits that are masked is of no account, as with libseccomp. */
export function conditionOf({ index, op, value, valueTwo = 0 }: SeccompArgument): Condition {
  return op === "SCMP_CMP_MASKED_EQ"
    ? { index, op, mask: BigInt(value), value: BigInt(valueTwo) & BigInt(value) }
    : { index, op, mask: all, value: BigInt(value) };
}

/** Offset of `args` in struct seccomp_data; the lower half comes first, as every architecture here is little-endian. */
const argumentsAt = 16;

const halves = (value: bigint): { high: number; low: number } => ({ high: Number(value >> 32n), low: Number(value & 0xffffffffn) });

/**
 * Writes the comparison.
 *
 * @param wide whether the argument has 64 bits; otherwise its upper half is 0, and nothing is written to look at it
 */
export function writeCondition(assembler: Assembler, condition: Condition, wide: boolean, yes: Label, no: Label): Label {
  switch (condition.op) {
    case "SCMP_CMP_NE":
      return equal(assembler, condition, wide, no, yes);
    case "SCMP_CMP_EQ":
    case "SCMP_CMP_MASKED_EQ":
      return equal(assembler, condition, wide, yes, no);
    case "SCMP_CMP_GT":
      return ordered(assembler, condition, wide, "greater", yes, no);
    case "SCMP_CMP_GE":
      return ordered(assembler, condition, wide, "notLess", yes, no);
    case "SCMP_CMP_LT":
      return ordered(assembler, condition, wide, "notLess", no, yes);
    case "SCMP_CMP_LE":
      return ordered(assembler, condition, wide, "greater", no, yes);
  }
}

function equal(assembler: Assembler, { index, value, mask }: Condition, wide: boolean, yes: Label, no: Label): Label {
  const [wanted, under, at] = [halves(value), halves(mask), argumentsAt + 8 * index];
  const low = half(assembler, at, under.low, wanted.low, yes, no);
  return half(assembler, at + 4, wide ? under.high : 0, wanted.high, low, no);
}

function half(assembler: Assembler, at: number, mask: number, wanted: number, yes: Label, no: Label): Label {
  if (mask === 0) return wanted === 0 ? yes : no;
  const compared = assembler.compare("equal", wanted, yes, no);
  if (compared === yes) return yes;
  return assembler.load(at, mask === 0xffffffff ? compared : assembler.and(mask, compared));
}

function ordered(
  assembler: Assembler,
  { index, value }: Condition,
  wide: boolean,
  how: "greater" | "notLess",
  yes: Label,
  no: Label,
): Label {
  const { high, low } = halves(value);
  const at = argumentsAt + 8 * index;
  if (!wide && high > 0) return no;
  const lower = assembler.load(at, assembler.compare(how, low, yes, no));
  if (!wide) return lower;
  const same = assembler.compare("equal", high, lower, no);
  return assembler.load(at + 4, assembler.compare("greater", high, yes, same));
}

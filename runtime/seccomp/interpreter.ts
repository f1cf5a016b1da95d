/** Runs a filter as the kernel would (linux/seccomp.h, struct seccomp_data). */
import type { FilterInstruction } from "../../native/index.ts";
import { codes } from "./assembler.ts";

export interface Call {
  number: number;
  /** AUDIT_ARCH_*. */
  audit: number;
  args?: readonly bigint[];
}

/** @returns the filter's answer, and how many instructions it took */
export function interpret(program: readonly FilterInstruction[], { number, audit, args = [] }: Call): { answer: number; steps: number } {
  const data = new DataView(new ArrayBuffer(64));
  data.setUint32(0, number, true);
  data.setUint32(4, audit, true);
  args.forEach((value, index) => data.setBigUint64(16 + 8 * index, value, true));
  let accumulator = 0;
  for (let at = 0, steps = 1; ; at++, steps++) {
    const instruction = program[at];
    // The kernel would not have taken it (bpf_check_classic).
    if (!instruction) throw new RangeError(`the program runs past its end at ${at}`);
    const [code, jt, jf, k] = instruction;
    if (![jt, jf].every((offset) => Number.isInteger(offset) && offset >= 0 && offset <= 255))
      throw new RangeError(`instruction ${at} jumps by ${jt}, ${jf}`);
    switch (code) {
      case codes.load:
        accumulator = data.getUint32(k, true);
        break;
      case codes.and:
        accumulator = (accumulator & k) >>> 0;
        break;
      case codes.jump:
        at += k;
        break;
      case codes.equal:
        at += accumulator === k ? jt : jf;
        break;
      case codes.greater:
        at += accumulator > k ? jt : jf;
        break;
      case codes.notLess:
        at += accumulator >= k ? jt : jf;
        break;
      case codes.answer:
        return { answer: k, steps };
      default:
        throw new RangeError(`instruction ${at} has the code ${code}`);
    }
  }
}

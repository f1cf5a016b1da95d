/**
 * Device rules as a program that the kernel asks about each access to a device (BPF_PROG_TYPE_CGROUP_DEVICE, Linux 4.15): v2 has no
 * control files for them.
 */
import type { Instruction } from "../../../native/index.ts";
import type { DeviceRule } from "../../configuration/resources.ts";
import { isAboutAll } from "../devices.ts";

/** BPF_DEVCG_DEV_* and BPF_DEVCG_ACC_* (linux/bpf.h). */
const types: Record<string, number> = { b: 1, c: 2, u: 2 };
const accesses: Record<string, number> = { m: 1, r: 2, w: 4 };
const allAccesses = 7;

/** Operation codes: class, operation and source of the operand, added (linux/bpf.h, linux/bpf_common.h). */
const codes = {
  load: 0x61,
  and: 0x57,
  shiftRight: 0x77,
  move: 0xb7,
  copy: 0xbf,
  skipIfEqual: 0x15,
  skipUnlessEqual: 0x55,
  exit: 0x95,
} as const;

/** What is held where: the result; the context, later free; the type; what is asked for and not yet allowed; the numbers. */
const registers = { result: 0, context: 1, type: 2, access: 3, major: 4, minor: 5 } as const;
type Register = (typeof registers)[keyof typeof registers];

function instruct(code: keyof typeof codes, destination: Register, immediate = 0, { source = 0, offset = 0 } = {}): Instruction {
  return { code: codes[code], destination, source, offset, immediate };
}

const verdict = (allow: boolean): Instruction[] => [instruct("move", registers.result, Number(allow)), instruct("exit", registers.result)];

/** struct bpf_cgroup_dev_ctx: the access in the upper half of the first word, the type in the lower; the numbers. */
const prologue: readonly Instruction[] = [
  instruct("load", registers.type, 0, { source: registers.context }),
  instruct("load", registers.major, 0, { source: registers.context, offset: 4 }),
  instruct("load", registers.minor, 0, { source: registers.context, offset: 8 }),
  instruct("copy", registers.access, 0, { source: registers.type }),
  instruct("and", registers.type, 0xffff),
  instruct("shiftRight", registers.access, 16),
];

/** Decides by one rule, or goes on behind its last instruction. */
function decide(rule: DeviceRule): Instruction[] {
  const bits = Object.entries(accesses).reduce((sum, [letter, bit]) => ((rule.access ?? "rwm").includes(letter) ? sum | bit : sum), 0);
  const decision = bits === allAccesses ? verdict(rule.allow) : rule.allow ? allowPart(bits) : denyPart(bits);
  const conditions: [Register, number | undefined][] = [
    [registers.type, types[rule.type ?? ""]],
    [registers.major, rule.major],
    [registers.minor, rule.minor],
  ];
  const checked = conditions.filter((each): each is [Register, number] => each[1] !== undefined && each[1] >= 0);
  return [
    ...checked.map(([register, value], index) =>
      instruct("skipUnlessEqual", register, value, { offset: checked.length - 1 - index + decision.length }),
    ),
    ...decision,
  ];
}

/** What the rule allows needs no other's leave; when nothing else is asked for, that is all. */
function allowPart(bits: number): Instruction[] {
  const end = verdict(true);
  return [
    instruct("and", registers.access, allAccesses & ~bits),
    instruct("skipUnlessEqual", registers.access, 0, { offset: end.length }),
    ...end,
  ];
}

function denyPart(bits: number): Instruction[] {
  const end = verdict(false);
  return [
    instruct("copy", registers.context, 0, { source: registers.access }),
    instruct("and", registers.context, bits),
    instruct("skipIfEqual", registers.context, 0, { offset: end.length }),
    ...end,
  ];
}

/**
 * For each of reading, writing and making a node the last rule counts that speaks of it: so the program asks them from the last on, and
 * ends at the first of `rules`, which is about everything. A pure function.
 *
 * @param rules as `deviceRules` gives them
 */
export function deviceProgram([first, ...rules]: readonly DeviceRule[]): Instruction[] {
  if (!first || !isAboutAll(first)) throw new TypeError("the first device rule must be about all devices");
  return [...prologue, ...rules.toReversed().flatMap(decide), ...verdict(first.allow)];
}

import { describe, it } from "node:test";
import { expect } from "chai";
import type { Instruction } from "../../../native/index.ts";
import type { DeviceRule } from "../../configuration/resources.ts";
import { deviceRules } from "../devices.ts";
import { deviceProgram } from "./device_program.ts";

interface Access {
  type: "b" | "c";
  major: number;
  minor: number;
  /** "r", "rw", "m". */
  access: string;
}

const accessBits = (access: string): number =>
  (access.includes("m") ? 1 : 0) + (access.includes("r") ? 2 : 0) + (access.includes("w") ? 4 : 0);

/** Runs a program as the kernel does (Documentation/bpf/standardization/instruction-set.rst), for the few codes that it is made of. */
function run(program: readonly Instruction[], { type, major, minor, access }: Access): boolean {
  const context = [accessBits(access) * 2 ** 16 + (type === "b" ? 1 : 2), major, minor];
  const registers = Array.from({ length: 11 }, () => Number.NaN);
  for (let at = 0; at < program.length; at++) {
    const { code, destination, source, offset, immediate } = program[at] as Instruction;
    const value = registers[destination] ?? Number.NaN;
    // A register that nothing was put into: the kernel's verifier would refuse the program.
    const isRead = ![0x61, 0xb7, 0xbf, 0x95].includes(code);
    if (isRead && Number.isNaN(value)) throw new Error(`register ${destination} is read at ${at}, and holds nothing`);
    if (code === 0x61) registers[destination] = context[offset / 4] ?? Number.NaN;
    else if (code === 0x57) registers[destination] = value & immediate;
    else if (code === 0x77) registers[destination] = value >>> immediate;
    else if (code === 0xb7) registers[destination] = immediate;
    else if (code === 0xbf) registers[destination] = registers[source] ?? Number.NaN;
    else if (code === 0x15) at += value === immediate ? offset : 0;
    else if (code === 0x55) at += value === immediate ? 0 : offset;
    else if (code === 0x95) return registers[0] === 1;
    else throw new Error(`code ${code} is none of those`);
  }
  throw new Error("the program runs beyond its end");
}

/** The same by the rules themselves: for each kind of access the last rule that speaks of it. */
function judge(rules: readonly DeviceRule[], { type, major, minor, access }: Access): boolean {
  const speaksOf = (rule: DeviceRule, letter: string): boolean =>
    (rule.type ?? "a") === "a" ||
    ((rule.type === "u" ? "c" : rule.type) === type &&
      ((rule.major ?? -1) < 0 || rule.major === major) &&
      ((rule.minor ?? -1) < 0 || rule.minor === minor) &&
      (rule.access ?? "rwm").includes(letter));
  return access.split("").every((letter) => rules.findLast((rule) => speaksOf(rule, letter))?.allow);
}

const devices = (["b", "c"] as const).flatMap((type) =>
  [1, 5, 8, 136].flatMap((major) =>
    [0, 2, 3, 5, 9].flatMap((minor) => ["r", "w", "m", "rw", "rwm"].map((access) => ({ type, major, minor, access }))),
  ),
);

const lists: Record<string, DeviceRule[]> = {
  "nothing but the default devices": [{ allow: false, access: "rwm" }],
  everything: [{ allow: true, type: "a" }],
  "everything but a disk": [{ allow: true }, { allow: false, type: "b", major: 8, access: "rwm" }],
  "a disk for reading": [{ allow: false }, { allow: true, type: "b", major: 8, minor: 0, access: "r" }],
  "reading and writing by two rules": [
    { allow: false },
    { allow: true, type: "b", major: 8, access: "r" },
    { allow: true, type: "b", major: 8, minor: 3, access: "w" },
  ],
  "a hole in what is allowed": [
    { allow: false },
    { allow: true, type: "b", major: 8 },
    { allow: false, type: "b", major: 8, minor: 2, access: "w" },
  ],
  "no writing at all, but the default devices": [
    { allow: true },
    { allow: false, type: "b", access: "w" },
    { allow: false, type: "c", access: "w" },
  ],
  "what is said before a rule about everything is forgotten": [{ allow: true, type: "b", major: 8 }, { allow: false }],
  "a default device taken away, and given back": [{ allow: false, type: "c", major: 1, minor: 3 }],
  "a rule about everything last": [
    { allow: false, type: "b", major: 8 },
    { allow: true, type: "a", access: "rwm" },
  ],
};

describe("the program for a list of device rules", () => {
  for (const [name, list] of Object.entries(lists))
    it(`decides as the rules do: ${name}`, () => {
      const rules = deviceRules(list);
      const program = deviceProgram(rules);
      for (const device of devices) expect(run(program, device), JSON.stringify(device)).to.equal(judge(rules, device));
    });

  it("denies what no rule speaks of, and allows the default devices whatever is configured", () => {
    const program = deviceProgram(deviceRules([{ allow: true, type: "c", major: 10, minor: 200 }]));
    expect(run(program, { type: "c", major: 10, minor: 200, access: "rw" })).to.equal(true);
    expect(run(program, { type: "b", major: 8, minor: 0, access: "r" })).to.equal(false);
    expect(run(program, { type: "b", major: 8, minor: 0, access: "m" })).to.equal(true);
    expect(run(program, { type: "c", major: 1, minor: 3, access: "rw" })).to.equal(true);
    expect(run(program, { type: "c", major: 136, minor: 7, access: "rw" })).to.equal(true);
  });

  it("is none where none are configured, and no rule is about FIFOs", () => {
    expect(deviceRules([])).to.deep.equal([]);
    expect(deviceRules(undefined)).to.deep.equal([]);
    const [first, ...rest] = deviceRules([{ allow: true, type: "p" }]);
    expect(first).to.deep.equal({ allow: false });
    expect(rest.every(({ type }) => type !== "p")).to.equal(true);
  });

  it("holds no instruction that cannot be reached, which the kernel would refuse", () => {
    for (const list of Object.values(lists)) {
      const program = deviceProgram(deviceRules(list));
      const reached = new Set([0]);
      program.forEach(({ code, offset }, at) => {
        if (!reached.has(at) || code === 0x95) return;
        reached.add(at + 1);
        if (code === 0x15 || code === 0x55) reached.add(at + 1 + offset);
      });
      expect(reached.size).to.equal(program.length);
    }
  });
});

import { describe, it } from "node:test";
import { expect } from "chai";
import { families, numbersOf } from "./architectures.ts";
import { compileSeccomp } from "./filter.ts";
import { interpret } from "./interpreter.ts";
import { generator, randomCall, randomProfile, readProfile } from "./profiles.ts";
import type { Seccomp, SeccompArgument } from "./types.ts";

const x86_64 = families["x64"]!.native.audit;
const [kill, eperm, enosys, allow] = [0, 0x50001, 0x50026, 0x7fff0000];

function answer(profile: Seccomp, name: string, args: bigint[] = [], audit = x86_64): number {
  return interpret(compileSeccomp(profile, "x64").instructions, { number: numbersOf("x86_64").get(name)!, audit, args }).answer;
}

const denies = (...args: SeccompArgument[]): Seccomp => ({
  defaultAction: "SCMP_ACT_ALLOW",
  syscalls: [{ names: ["personality"], action: "SCMP_ACT_ERRNO", args }],
});

describe("a seccomp filter", () => {
  it("answers what the profile says, of 200 profiles made up at random", () => {
    const random = generator(20_260_101);
    for (let time = 0; time < 200; time++) {
      const profile = randomProfile(random, 1 + (time % 40));
      const machine = time % 4 === 3 ? "arm64" : "x64";
      const { instructions } = compileSeccomp(profile, machine);
      for (let each = 0; each < 150; each++) {
        const call = randomCall(random);
        expect(interpret(instructions, call).answer, JSON.stringify({ time, call: { ...call, args: call.args?.map(String) } })).to.equal(
          readProfile(profile, machine, call),
        );
      }
    }
  });

  it("answers every call named, without arguments and with each operator at its borders", () => {
    const borders = [0n, 1n, 41n, 42n, 43n, (1n << 32n) + 42n, (42n << 32n) + 42n, (1n << 64n) - 1n];
    for (const op of ["NE", "LT", "LE", "EQ", "GE", "GT"] as const)
      for (const value of [42, 1n << 32n, (1n << 32n) + 42n]) {
        const profile = denies({ index: 3, op: `SCMP_CMP_${op}`, value });
        for (const given of borders) {
          const call = { number: numbersOf("x86_64").get("personality")!, audit: x86_64, args: [0n, 0n, 0n, given, 0n, 0n] };
          expect(interpret(compileSeccomp(profile, "x64").instructions, call).answer, `${given} ${op} ${value}`).to.equal(
            readProfile(profile, "x64", call),
          );
        }
      }
  });

  it("wants all comparisons of a rule, but takes two of one argument as alternatives", () => {
    const both = denies({ index: 0, op: "SCMP_CMP_EQ", value: 1 }, { index: 1, op: "SCMP_CMP_EQ", value: 2 });
    expect(answer(both, "personality", [1n, 2n])).to.equal(eperm);
    expect(answer(both, "personality", [1n, 3n])).to.equal(allow);
    const either = denies({ index: 0, op: "SCMP_CMP_EQ", value: 1 }, { index: 0, op: "SCMP_CMP_EQ", value: 2 });
    expect(answer(either, "personality", [2n])).to.equal(eperm);
    expect(answer(either, "personality", [3n])).to.equal(allow);
  });

  it("looks at the bits under a mask", () => {
    const profile = denies({ index: 0, op: "SCMP_CMP_MASKED_EQ", value: 0x1_0000_00f0n, valueTwo: 0x1_0000_0010n });
    expect(answer(profile, "personality", [0x1_0000_0f1fn])).to.equal(eperm);
    expect(answer(profile, "personality", [0x0_0000_0f1fn])).to.equal(allow);
    expect(answer(profile, "personality", [0x1_0000_0f2fn])).to.equal(allow);
  });

  it("lets a rule without arguments decide, whatever others ask for", () => {
    const args: SeccompArgument[] = [{ index: 0, op: "SCMP_CMP_EQ", value: 1 }];
    const profile: Seccomp = {
      defaultAction: "SCMP_ACT_KILL",
      syscalls: [
        { names: ["mkdir"], action: "SCMP_ACT_ALLOW", args },
        { names: ["mkdir"], action: "SCMP_ACT_ERRNO" },
        { names: ["mkdir"], action: "SCMP_ACT_LOG" },
      ],
    };
    expect(answer(profile, "mkdir", [1n])).to.equal(eperm);
  });

  it("ends what calls in the way of an architecture that is not listed, x32 among them", () => {
    const profile: Seccomp = { defaultAction: "SCMP_ACT_ALLOW", syscalls: [] };
    const { instructions } = compileSeccomp(profile, "x64");
    expect(interpret(instructions, { number: 39, audit: x86_64 }).answer).to.equal(allow);
    expect(interpret(instructions, { number: 39, audit: 0x40000003 }).answer).to.equal(kill);
    expect(interpret(instructions, { number: 0x40000000 + 39, audit: x86_64 }).answer).to.equal(kill);
    const listed = compileSeccomp({ ...profile, architectures: ["SCMP_ARCH_X86", "SCMP_ARCH_X32"] }, "x64").instructions;
    expect(interpret(listed, { number: 39, audit: 0x40000003 }).answer).to.equal(allow);
    expect(interpret(listed, { number: 0x40000000 + 39, audit: x86_64 }).answer).to.equal(allow);
  });

  it("says of calls newer than the profile that there are none, unless the default lets them pass", () => {
    const profile = (defaultAction: string): Seccomp => ({ defaultAction, syscalls: [{ names: ["openat"], action: "SCMP_ACT_LOG" }] });
    expect(answer(profile("SCMP_ACT_ERRNO"), "faccessat2")).to.equal(enosys);
    expect(answer(profile("SCMP_ACT_ERRNO"), "open")).to.equal(eperm);
    expect(answer(profile("SCMP_ACT_ALLOW"), "faccessat2")).to.equal(allow);
    expect(answer({ defaultAction: "SCMP_ACT_ERRNO" }, "faccessat2")).to.equal(eperm);
  });

  it("denies a socket by way of socketcall too", () => {
    const profile: Seccomp = {
      defaultAction: "SCMP_ACT_ALLOW",
      architectures: ["SCMP_ARCH_X86"],
      syscalls: [{ names: ["socket"], action: "SCMP_ACT_ERRNO" }],
    };
    const { instructions } = compileSeccomp(profile, "x64");
    const socketcall = (which: bigint) => interpret(instructions, { number: 102, audit: 0x40000003, args: [which] }).answer;
    expect([socketcall(1n), socketcall(2n)]).to.deep.equal([eperm, allow]);
  });

  it("of a profile as large as an engine's is short and answers after few instructions", () => {
    const names = [...numbersOf("x86_64").keys()].filter((_, index) => index % 8 !== 0);
    const profile: Seccomp = {
      defaultAction: "SCMP_ACT_ERRNO",
      architectures: ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"],
      syscalls: [{ names, action: "SCMP_ACT_ALLOW" }],
    };
    const { instructions } = compileSeccomp(profile, "x64");
    expect(instructions.length).to.be.below(450);
    for (let number = 0; number < 480; number++) expect(interpret(instructions, { number, audit: x86_64 }).steps).to.be.below(16);
  });

  it("that is too long for the kernel is refused", () => {
    const args = Array.from({ length: 1200 }, (_, value): SeccompArgument => ({ index: 0, op: "SCMP_CMP_EQ", value: value + 2 ** 32 }));
    expect(() => compileSeccomp(denies(...args), "x64")).to.throw(/linux\.seccomp.*compiles to \d+ instructions.*4096/);
  });

  it("is refused on a machine without a table", () => {
    expect(() => compileSeccomp(denies(), "mips")).to.throw(/linux\.seccomp.*"mips"/);
  });
});

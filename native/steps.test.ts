import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { expect } from "chai";
import { describeStep, encodePlan, opcodes, type Step } from "./steps.ts";

describe("the steps of a plan", () => {
  it("have the same numbers here and in the launcher", () => {
    const table = readFileSync(new URL("launcher/ops.def", import.meta.url), "utf8");
    const theirs = Object.fromEntries([...table.matchAll(/^OP\((\w+), (\d+)\)$/gm)].map(([, name, number]) => [name, Number(number)]));
    expect(theirs).to.deep.equal(opcodes);
  });

  it("are encoded as counts, numbers and texts", () => {
    const bytes = encodePlan([{ kind: "mkdir", actor: "launcher", path: "/é", mode: 0o755, existOk: true }]);
    expect([...bytes]).to.deep.equal([
      1,
      0,
      0,
      0,
      1,
      0,
      0,
      2,
      1,
      0,
      1,
      0,
      0o755 & 0xff,
      1,
      0,
      0,
      0,
      0,
      0,
      0,
      3,
      0,
      0,
      0,
      0x2f,
      0xc3,
      0xa9,
      0,
    ]);
  });

  it("carry numbers beyond 32 bits and below zero", () => {
    const bytes = encodePlan([{ kind: "setCapabilities", actor: "child", effective: 2 ** 40 + 1, permitted: -1, inheritable: 0 }]);
    expect([bytes.readBigInt64LE(12), bytes.readBigInt64LE(20), bytes.readBigInt64LE(28)]).to.deep.equal([2n ** 40n + 1n, -1n, 0n]);
  });

  it("grow beyond the first buffer", () => {
    const data = "x".repeat(300_000);
    const bytes = encodePlan([{ kind: "writeFile", actor: "launcher", path: "/a", data }]);
    expect(bytes.length).to.be.greaterThan(300_000);
    expect(bytes.subarray(-6, -1).toString()).to.equal("xxxxx");
  });

  it("refuse a NUL byte, which would end a path early", () => {
    expect(() => encodePlan([{ kind: "chdir", actor: "child", path: "/proc\0/self" }])).to.throw(/NUL/);
  });

  it("are told in one line", () => {
    const step: Step = { kind: "setHostname", actor: "child", name: "web" };
    expect(describeStep(step)).to.equal('setHostname(name: "web")');
  });
});

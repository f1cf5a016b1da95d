import { describe, it } from "node:test";
import { expect } from "chai";
import { limit, quota } from "./limit.ts";

describe("A limit in words", () => {
  it("is a quota in the default period when it is a share of one CPU", () => {
    expect(limit("20 % of one CPU")).to.deep.equal({ cpu: { quota: 20_000, period: 100_000 } });
  });
  it("is the quota and the period when both are named", () => {
    expect(limit("0.5 ms of CPU time per 2 seconds")).to.deep.equal({ cpu: { quota: 500, period: 2_000_000 } });
  });
  it("knows memory, processes and CPUs", () => {
    expect(limit("64 MiB of memory")).to.deep.equal({ memory: 67_108_864 });
    expect(limit("8 processes")).to.deep.equal({ pids: 8 });
    expect(limit("1 process")).to.deep.equal({ pids: 1 });
    expect(limit("CPU 0-1")).to.deep.equal({ cpus: "0-1" });
  });
  it("refuses words it does not know", () => {
    expect(() => limit("a little")).to.throw("not a limit");
  });
});

describe("A quota in words", () => {
  it("is in microseconds", () => {
    expect(quota("20 ms per 100 ms")).to.deep.equal({ quota: 20_000, period: 100_000 });
    expect(quota("unlimited").quota).to.equal(-1);
  });
});

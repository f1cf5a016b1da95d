import { describe, it } from "node:test";
import { expect } from "chai";
import { cpuCount, parseStat } from "./cpu_idle.ts";
import { owedStretches, quotaBound, usesAll, usesShare, withinQuota } from "./cpu_judgement.ts";
import { cpuShares, type CpuWindow } from "./cpu_window.ts";

/** A window of 2 s in 20 stretches; usage, idle and stolen time spread evenly. */
function window(usageMicros: number, { throttled = 20, idleMicros = 3_000_000, stealMicros = 0 } = {}): CpuWindow {
  const samples = Array.from({ length: 21 }, (_, index) => ({
    atMicros: index * 100_000,
    usageMicros: (usageMicros * index) / 20,
    idleMicros: (idleMicros * index) / 20,
    stealMicros: (stealMicros * index) / 20,
  }));
  return { tickMicros: 4_000, wallMicros: 2_000_000, usageMicros, throttledDelta: throttled, throttledMicros: 0, idleMicros, samples };
}

describe("a CPU quota of 20 ms per 100 ms over 2 s", () => {
  it("is bounded by 21 quotas and two ticks a thread", () => {
    expect(quotaBound(window(0), 20_000, 100_000, 1)).to.equal(428_000);
    expect(quotaBound(window(0), 20_000, 100_000, 2)).to.equal(436_000);
  });

  it("holds for what the bound allows and not for more", () => {
    expect(withinQuota(window(428_000), 20_000, 100_000, 1)).to.equal("yes");
    expect(withinQuota(window(428_001), 20_000, 100_000, 1)).to.equal("no");
  });

  it("is refuted by a cap 7 % too high", () => {
    expect(withinQuota(window(2_000_000 * 0.2 * 1.08), 20_000, 100_000, 1)).to.equal("no");
  });

  it("does not hold for a group that was never stopped, unless the host was busy", () => {
    expect(withinQuota(window(100_000, { throttled: 0 }), 20_000, 100_000, 1)).to.equal("no");
    expect(withinQuota(window(100_000, { throttled: 0, idleMicros: 0 }), 20_000, 100_000, 1)).to.equal("starved");
  });

  it("is used up by 19 quotas less a tick, and not by half of it", () => {
    expect(usesAll(window(376_000), 20_000, 100_000, 1)).to.equal("yes");
    expect(usesAll(window(200_000), 20_000, 100_000, 1)).to.equal("no");
  });

  it("cannot be judged from below on a busy host, nor under a hypervisor that steals", () => {
    expect(usesAll(window(200_000, { idleMicros: 0 }), 20_000, 100_000, 1)).to.equal("starved");
    expect(usesAll(window(200_000, { stealMicros: 400_000 }), 20_000, 100_000, 1)).to.equal("starved");
    expect(usesAll(window(400_000, { idleMicros: 0 }), 20_000, 100_000, 1)).to.equal("yes");
  });

  it("is owed only while the host has idle CPU", () => {
    const busySecond = window(200_000);
    busySecond.samples.slice(10).forEach((sample) => (sample.idleMicros = 1_500_000));
    expect(owedStretches(busySecond)).to.deep.equal([1_000_000]);
    expect(usesAll(busySecond, 20_000, 100_000, 1)).to.equal("starved");
    busySecond.usageMicros = 150_000;
    expect(usesAll(busySecond, 20_000, 100_000, 1)).to.equal("no");
  });
});

describe("a share of one CPU", () => {
  it("is reached, missed, or out of reach on a busy host", () => {
    expect(usesShare(window(1_900_000), 0.9)).to.equal("yes");
    expect(usesShare(window(400_000), 0.9)).to.equal("no");
    expect(usesShare(window(900_000, { idleMicros: 50_000 }), 0.9)).to.equal("starved");
  });

  it("is told for each stretch of the window", () => {
    const shares = cpuShares(window(400_000));
    expect(shares).to.have.length(20);
    expect(shares[7]?.share).to.be.closeTo(0.2, 1e-9);
  });
});

describe("/proc/stat", () => {
  it("tells idle time with I/O wait, and stolen time", () => {
    expect(parseStat("cpu  1 2 3 40 5 6 7 8 0 0\ncpu0 1 1 1 1\n")).to.deep.equal({ idleMicros: 450_000, stealMicros: 80_000 });
    expect(cpuCount()).to.be.at.least(1);
  });
});

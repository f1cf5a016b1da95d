import { expect } from "chai";
import { describe, it } from "node:test";
import type { Standing } from "./race.ts";
import { judge, type Result } from "./result.ts";

const summary = (median: number) => ({ runs: 10, minimum: median, median, percentile90: median });
const blocked = (...medians: number[]) =>
  medians.map((median) => ({ residentMegabytes: 50, mean: median, cpu: median, each: summary(median) }));
const standings = (medians: Record<string, number>): Standing[] =>
  Object.entries(medians).map(([name, median]) => ({ name, timed: "", figures: summary(median) }));

const nothing: Result = {
  machine: { kernel: "", architecture: "", cpus: "", node: "", versions: {}, load: 0 },
  differences: [],
};
const good: Result = {
  ...nothing,
  run: standings({ floor: 1000, "floor, pooled": 800, brine: 1200, "brine, pooled": 1000, "brine, filtered": 1400, crun: 6000 }),
  exec: standings({ floor: 500, brine: 600, crun: 6000 }),
  throughput: standings({ floor: 500, brine: 450, crun: 150 }),
  loop: { lean: blocked(90, 40), heavy: blocked(45, 60) },
};

const missed = (each: Result): string[] =>
  judge(each)
    .goals.filter(({ met }) => !met)
    .map(({ what }) => what);

describe("the verdict of a benchmark", () => {
  it("is good when every goal is met", () => {
    expect(missed(good)).to.deep.equal([]);
    expect(judge(good).ratios).to.include({ "run: brine/floor": 1.2, "run: brine/crun": 0.2, "throughput: brine/crun": 3 });
  });

  it("names each goal that is missed", () => {
    const bad: Result = {
      ...good,
      run: standings({ floor: 1000, "floor, pooled": 800, brine: 1400, "brine, pooled": 1200, "brine, filtered": 1800, crun: 3000 }),
      exec: standings({ floor: 500, brine: 800, crun: 3000 }),
      throughput: standings({ floor: 500, brine: 300, crun: 150 }),
      loop: { lean: blocked(40), heavy: blocked(60, 55) },
    };
    expect(missed(bad)).to.deep.equal([
      "run: brine, of the floor",
      "run: brine, of crun",
      "run: pooled, of the pooled floor",
      "run: pooled, of crun",
      "run: seccomp profile adds, ms",
      "exec: brine, of the floor",
      "exec: brine, of crun",
      "throughput: brine, of the floor",
      "throughput: brine, of crun",
      "the same with 500 MB in use",
    ]);
  });

  it("says nothing of a part that was not asked for", () => {
    expect(judge(nothing).goals.map(({ what }) => what)).to.deep.equal(["differences that nobody knows of"]);
  });

  it("is not good when something of a part was not measured", () => {
    expect(missed({ ...nothing, throughput: standings({ floor: 500, brine: 450 }) })).to.deep.equal(["throughput: brine, of crun"]);
  });

  it("is not good when a contestant made another container and nobody knows why", () => {
    const differing = { ...good, differences: [{ contestant: "crun", fact: "- namespace: a new one of type pid" }] };
    expect(missed(differing)).to.deep.equal(["differences that nobody knows of"]);
  });
});

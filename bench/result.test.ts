import { expect } from "chai";
import { describe, it } from "node:test";
import { judge, type Result } from "./result.ts";

const summary = (median: number) => ({ runs: 10, minimum: median, median, percentile90: median });
const blocked = (mean: number) => ({ residentMegabytes: 50, mean, cpu: mean, each: summary(mean) });

function result({ brine, crun, lean = 50 }: { brine: number; crun?: number; lean?: number }): Result {
  const timed = Object.entries({ floor: 1000, brine, ...(crun !== undefined && { crun }) });
  return {
    machine: { kernel: "", architecture: "", cpus: "", node: "", versions: {}, load: 0 },
    runToExit: timed.map(([name, median]) => ({ name, timed: "", microseconds: summary(median) })),
    eventLoopBlocked: { lean: blocked(lean), heavy: blocked(50) },
    differences: [],
  };
}

const missed = (each: Result): string[] =>
  judge(each)
    .goals.filter(({ met }) => !met)
    .map(({ what }) => what);

describe("the verdict of a benchmark", () => {
  it("is good when every goal is met", () => {
    expect(missed(result({ brine: 1500, crun: 6000 }))).to.deep.equal([]);
    expect(judge(result({ brine: 1500, crun: 6000 })).ratios).to.deep.equal({ "brine/floor": 1.5, "brine/crun": 0.25 });
  });

  it("names each goal that is missed", () => {
    expect(missed(result({ brine: 1700, crun: 3000, lean: 101 }))).to.deep.equal([
      "brine, of the floor",
      "brine, of crun",
      "event loop blocked, ms a container",
    ]);
  });

  it("is not good when something was not measured", () => {
    expect(missed(result({ brine: 1500 }))).to.deep.equal(["brine, of crun"]);
  });

  it("is not good when a contestant made another container and nobody knows why", () => {
    const differing = {
      ...result({ brine: 1500, crun: 6000 }),
      differences: [{ contestant: "crun", fact: "- namespace: a new one of type pid" }],
    };
    expect(missed(differing)).to.deep.equal(["differences that nobody knows of"]);
  });
});

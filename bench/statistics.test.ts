import { expect } from "chai";
import { describe, it } from "node:test";
import { shuffled, summarise } from "./statistics.ts";

describe("statistics", () => {
  it("tell minimum, median and the ninth tenth, between neighbours in proportion", () => {
    expect(summarise([4, 1, 3, 2])).to.deep.equal({ runs: 4, minimum: 1, median: 2.5, percentile90: 3.7 });
    expect(summarise([7])).to.deep.equal({ runs: 1, minimum: 7, median: 7, percentile90: 7 });
  });

  it("shuffle without losing or doubling anything", () => {
    expect(shuffled([1, 2, 3, 4, 5]).toSorted((a, b) => a - b)).to.deep.equal([1, 2, 3, 4, 5]);
  });
});

import { expect } from "chai";
import { describe, it } from "node:test";
import { isWorse, totals, totalsLine } from "./verdict.ts";

describe("verdicts", () => {
  it("a skip is worse than a pass, a failure worse than a skip, an error worst", () => {
    expect(isWorse("not testable here", "holds")).to.equal(true);
    expect(isWorse("not applicable", "not testable here")).to.equal(true);
    expect(isWorse("fails", "not applicable")).to.equal(true);
    expect(isWorse("error", "fails")).to.equal(true);
    expect(isWorse("holds", "known divergence")).to.equal(false);
    expect(isWorse("holds", "holds")).to.equal(false);
  });

  it("the closing line counts each verdict", () => {
    const line = totalsLine(totals([{ verdict: "holds" }, { verdict: "holds" }, { verdict: "error" }, { verdict: "not applicable" }]));
    expect(line).to.equal("2 hold, 0 fail, 1 error, 0 known divergence, 0 not testable here, 1 not applicable");
  });
});

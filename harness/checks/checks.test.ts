import { expect } from "chai";
import { describe, it } from "node:test";
import { totals } from "../../reports/verdict/verdict.ts";
import { programCheck } from "./check.ts";
import { countScenarios } from "./features.ts";
import { countTests } from "./unit_tests.ts";

describe("what npm test counts", () => {
  it("a program that ends with 0 passes silently, another fails with its output", async () => {
    expect(await programCheck("so", process.execPath, ["-e", "console.log(1)"]).run()).to.deep.equal({ passed: 1, failed: 0, output: "" });
    const finding = await programCheck("so", process.execPath, ["-e", "console.log(1); process.exit(3)"]).run();
    expect(finding).to.deep.equal({ passed: 0, failed: 1, output: "1\n" });
  });

  it("unit tests by the runner's own summary; a run that broke off has failed", () => {
    expect(countTests(0, "ℹ tests 3\nℹ pass 3\nℹ fail 0\nℹ cancelled 0\n")).to.deep.equal({ passed: 3, failed: 0, output: "" });
    expect(countTests(1, "x\nℹ pass 3\nℹ fail 2\n✖ failing tests:\nwhy")).to.deep.equal({
      passed: 3,
      failed: 2,
      output: "✖ failing tests:\nwhy",
    });
    expect(countTests(1, "Could not find it")).to.deep.equal({ passed: 0, failed: 1, output: "Could not find it" });
  });

  it("scenarios by verdict; a bad end without a failing scenario counts once", () => {
    const counted = totals([{ verdict: "holds" }, { verdict: "known divergence" }, { verdict: "not applicable" }]);
    expect(countScenarios(0, counted)).to.include({ passed: 2, failed: 0 });
    expect(countScenarios(1, counted)).to.include({ passed: 2, failed: 1 });
    expect(countScenarios(1, totals([{ verdict: "error" }, { verdict: "fails" }]))).to.include({ passed: 0, failed: 2 });
    expect(countScenarios(1, undefined)).to.include({ passed: 0, failed: 1 });
  });
});

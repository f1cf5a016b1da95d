import type { TestResult } from "allure-js-commons";
import { expect } from "chai";
import { describe, it } from "node:test";
import { placeInCell } from "./cell.ts";

function placed(engine: string, machine: string): TestResult {
  const result = {
    parameters: [{ name: "engine", value: "of before" }],
    labels: [
      { name: "feature", value: "PID 1" },
      { name: "suite", value: "of before" },
    ],
  } as unknown as TestResult;
  placeInCell(result, "PID-01/x", engine, machine);
  return result;
}

describe("A scenario on several engines and machines", () => {
  const results = [placed("brine", "host"), placed("brine", "uml"), placed("runc", "uml")];

  it("is one test case with a history for each", () => {
    expect(new Set(results.map(({ testCaseId }) => testCaseId)).size).to.equal(1);
    expect(new Set(results.map(({ historyId }) => historyId)).size).to.equal(3);
    expect(placed("runc", "uml").historyId).to.equal(results[2]?.historyId);
  });

  it("tells where it ran, once, and stands in a suite of that place", () => {
    expect(results[1]?.parameters).to.deep.equal([
      { name: "engine", value: "brine" },
      { name: "machine", value: "uml" },
    ]);
    const suites = results[1]?.labels.filter(({ name }) => /suite/i.test(name)).map(({ value }) => value);
    expect(suites).to.deep.equal(["brine@uml", "PID 1"]);
  });
});

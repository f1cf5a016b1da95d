import { Status, type TestResult } from "allure-js-commons";
import { expect } from "chai";
import { describe, it } from "node:test";
import type { ScenarioVerdict, Verdict } from "../verdict/verdict.ts";
import { correct } from "./correct.ts";

const result = (status: Status | undefined): TestResult =>
  ({
    status,
    labels: [],
    steps: [{ status, steps: [{ name: "an attachment" }] }],
    statusDetails: { trace: "at x" },
    description: "what it is",
  }) as unknown as TestResult;
const ruled = (verdict: Verdict, more: Partial<ScenarioVerdict> = {}): ScenarioVerdict => ({
  id: "A-01/x",
  feature: "f",
  chapter: "c",
  title: "x",
  tags: [],
  verdict,
  durationMs: 1,
  composed: [],
  ...more,
});

describe("Allure's statuses", () => {
  it("are the verdicts", () => {
    const statuses = (["holds", "known divergence", "fails", "error", "not applicable", "not testable here"] as const).map((verdict) => {
      const written = result(undefined);
      correct(written, ruled(verdict));
      return written.status;
    });
    expect(statuses).to.deep.equal(["passed", "passed", "failed", "broken", "skipped", "skipped"]);
  });

  it("an undefined step is broken, not passed", () => {
    const written = result(undefined);
    correct(written, ruled("error", { evidence: [{ step: "Given it", message: "no step definition", location: "f:1" }] }));
    expect(written.steps.map(({ status, steps }) => [status, ...steps.map((below) => below.status)])).to.deep.equal([["broken", "passed"]]);
    expect(written.statusDetails).to.deep.equal({ trace: "at x", message: "Given it (f:1)\nno step definition" });
  });

  it("a step that the engine failed is failed", () => {
    const written = result(Status.BROKEN);
    correct(written, ruled("fails"));
    expect(written.steps[0]?.status).to.equal("failed");
  });

  it("a known divergence is told by tag and reference", () => {
    const written = result(Status.FAILED);
    correct(written, ruled("known divergence", { reference: "issue 7" }));
    expect(written.labels).to.deep.include({ name: "tag", value: "known divergence" });
    expect(written.description).to.match(/issue 7[^]*what it is/);
  });

  it("a skip gives its reason, a composed facet is named", () => {
    const written = result(Status.SKIPPED);
    correct(written, ruled("not testable here", { reason: "starved", composed: ["pods"] }));
    expect(written.statusDetails.message).to.equal("starved");
    expect(written.labels).to.deep.include({ name: "composed", value: "pods" });
  });
});

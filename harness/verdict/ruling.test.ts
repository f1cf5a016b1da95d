import { TestStepResultStatus as Status } from "@cucumber/messages";
import { expect } from "chai";
import { describe, it } from "node:test";
import { recordedDivergence, rule, type StepOutcome } from "./ruling.ts";

const step = (status: Status, thrown?: string, message?: string): StepOutcome => ({
  name: "Then it is so",
  text: "it is so",
  location: "a.feature:3",
  status,
  ...(thrown !== undefined && { thrown }),
  ...(message !== undefined && { message }),
});
const hook = (status: Status, thrown?: string): StepOutcome => ({
  name: "the clean-up hook",
  location: "hooks.ts:9",
  status,
  ...(thrown !== undefined && { thrown }),
});
const passed = step(Status.PASSED);
const refused = step(Status.FAILED, "EngineFailure", "start was refused");
const record = { scenario: "A-01/x", versions: "1.1.", reference: "issue 7", step: "it is so", observed: "was refused" };

describe("a ruling", () => {
  it("holds when every step passed", () => {
    expect(rule([hook(Status.PASSED), passed, passed])).to.deep.equal({ verdict: "holds" });
  });

  it("fails when an assertion failed or the engine did, whatever was skipped after it", () => {
    for (const thrown of ["AssertionError", "EngineFailure"]) {
      const ruling = rule([passed, step(Status.FAILED, thrown, "2 is not 1"), step(Status.SKIPPED)]);
      expect(ruling).to.deep.equal({
        verdict: "fails",
        evidence: [{ step: "Then it is so", message: "2 is not 1", location: "a.feature:3" }],
      });
    }
  });

  it("is an error when anything else was thrown, in a step or a hook", () => {
    expect(rule([step(Status.FAILED, "TypeError", "x is undefined")]).verdict).to.equal("error");
    expect(rule([step(Status.FAILED)]).verdict).to.equal("error");
    expect(rule([passed, hook(Status.FAILED, "Error")]).verdict).to.equal("error");
  });

  it("is an error when our own fault hides behind a failure of the engine", () => {
    expect(rule([refused, hook(Status.FAILED, "Error")]).verdict).to.equal("error");
  });

  it("is an error when a step is undefined, ambiguous or pending", () => {
    for (const status of [Status.UNDEFINED, Status.AMBIGUOUS, Status.PENDING]) {
      const { verdict, evidence } = rule([step(status)]);
      expect(verdict).to.equal("error");
      expect(evidence?.[0]?.message).to.match(/step/);
    }
  });

  it("takes a skip's word for its verdict, and none without a word", () => {
    const declared = { verdict: "not testable here", reason: "starved" } as const;
    expect(rule([passed, step(Status.SKIPPED)], declared)).to.deep.equal(declared);
    expect(rule([step(Status.SKIPPED)]).verdict).to.equal("error");
  });

  it("a failure just as recorded is a known divergence", () => {
    const ruling = rule([passed, refused], undefined, record);
    expect(ruling).to.include({ verdict: "known divergence", reference: "issue 7" });
  });

  it("another failure than recorded fails, and so does a pass", () => {
    const elsewhere: StepOutcome = { ...refused, text: "it is otherwise" };
    const otherwise = step(Status.FAILED, "AssertionError", "2 is not 1");
    for (const outcomes of [[elsewhere], [otherwise], [passed], [refused, refused]]) {
      expect(rule(outcomes, undefined, record).verdict).to.equal("fails");
    }
    expect(rule([passed], undefined, record).reason).to.match(/remove the record/);
  });

  it("a divergence excuses neither an error nor turns a skip into a failure", () => {
    expect(rule([step(Status.FAILED, "TypeError", "was refused")], undefined, record).verdict).to.equal("error");
    expect(rule([step(Status.SKIPPED)], { verdict: "not applicable", reason: "no pods" }, record).verdict).to.equal("not applicable");
  });

  it("a divergence is recorded for versions by prefix", () => {
    const closer = { ...record, versions: "1.1.5" };
    expect(recordedDivergence([record, closer], "A-01/x", "1.1.5+ds1")).to.equal(closer);
    expect(recordedDivergence([record, closer], "A-01/x", "1.1.12")).to.equal(record);
    expect(recordedDivergence([record], "A-01/x", "1.2.0")).to.equal(undefined);
    expect(recordedDivergence([record], "A-02/y", "1.1.5")).to.equal(undefined);
  });
});

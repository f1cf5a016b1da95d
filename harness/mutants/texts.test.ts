import { describe, it } from "node:test";
import { StepKeywordType, type GherkinDocument } from "@cucumber/messages";
import { expect } from "chai";
import { outcomesOf } from "./texts.ts";
import { affinity, chunks } from "./order.ts";

describe("the steps that are a Then", () => {
  it("include an And after one, and no other", () => {
    const types = [StepKeywordType.CONTEXT, StepKeywordType.ACTION, StepKeywordType.OUTCOME, StepKeywordType.CONJUNCTION];
    const steps = types.map((keywordType, index) => ({ keywordType, location: { line: index + 1 } }));
    const document = {
      uri: "a.feature",
      feature: { children: [{ rule: { children: [{ scenario: { steps } }] } }] },
    } as unknown as GherkinDocument;
    expect(outcomesOf(document)).to.deep.equal(["a.feature:3", "a.feature:4"]);
  });
});

describe("the order of trying", () => {
  it("prefers scenarios that speak of the mutant", () => {
    expect(affinity("plan/create/clone/without-pid", "A new PID namespace")).to.equal(1);
    expect(affinity("plan/create/clone/without-pid", "A new UTS namespace")).to.equal(0);
  });

  it("begins with few", () => {
    expect([...chunks([1, 2, 3, 4, 5, 6, 7, 8])]).to.deep.equal([[1], [2, 3], [4, 5, 6, 7], [8]]);
  });
});

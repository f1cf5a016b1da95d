import { describe, it } from "node:test";
import { expect } from "chai";
import type { ScenarioVerdict, Verdict } from "../../reports/verdict/verdict.ts";
import { classify, standing, type Finding } from "./classify.ts";

const places = new Set(["features/a.feature:5"]);
const failing = (verdict: Verdict, location: string, message = "2 is not 1"): ScenarioVerdict => ({
  id: "A-01/x",
  feature: "features/a.feature",
  chapter: "a",
  title: "x",
  tags: [],
  durationMs: 1,
  composed: [],
  verdict,
  ...(location && { evidence: [{ step: "Then x", message, location }] }),
});
const finding = (
  ...[verdict, refusals = [], wanted = []]: [ScenarioVerdict, { operation: string; message: string }[]?, string[]?]
): Finding => classify(verdict, refusals, wanted, places).finding;

describe("what a scenario made of a mutant", () => {
  it("is a kill when a Then fails by its assertion", () => {
    expect(finding(failing("fails", "features/a.feature:5"))).to.equal("killed");
    expect(classify(failing("fails", "features/a.feature:5"), [], [], places).message).to.equal("Then x: 2 is not 1");
  });

  it("is no kill when it comes to no Then", () => {
    expect(finding(failing("fails", "features/a.feature:3"))).to.equal("prevented");
    expect(finding(failing("error", "features/a.feature:5"))).to.equal("prevented");
  });

  it("is no kill when something could not be made, though a Then fails", () => {
    const refusal = [{ operation: "create", message: "create was refused" }];
    expect(finding(failing("fails", "features/a.feature:5"), refusal)).to.equal("prevented");
    expect(finding(failing("fails", "features/a.feature:5"), refusal, ["create"]), "refused without a mutant too").to.equal("killed");
  });

  it("is no kill when what failed in the Then is the engine's refusal", () => {
    const refusal = [{ operation: "exec", message: "exec was refused" }];
    expect(finding(failing("fails", "features/a.feature:5", "EngineFailure: exec was refused"), refusal)).to.equal("prevented");
    expect(finding(failing("fails", "features/a.feature:5"), refusal)).to.equal("killed");
  });

  it("is no kill when the program has said nothing that could be looked at", () => {
    const message = "the first process: the probe's fork-twice should have written a document; on stderr: ";
    expect(finding(failing("fails", "features/a.feature:5", message))).to.equal("prevented");
  });

  it("survives where the scenario holds, and is untold where the host cannot tell", () => {
    expect(finding(failing("holds", ""))).to.equal("survived");
    expect(finding(failing("not testable here", ""))).to.equal("untold");
  });

  it("the most telling outcome is the mutant's standing", () => {
    const of = (...findings: Finding[]) => standing(findings.map((each) => ({ scenario: "x", finding: each })));
    expect(of("prevented", "survived", "killed")).to.equal("killed");
    expect(of("prevented", "survived")).to.equal("survived");
    expect(of("prevented", "untold")).to.equal("prevented");
    expect(of()).to.equal("untold");
  });
});

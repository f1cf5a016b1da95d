import { describe, it } from "node:test";
import { expect } from "chai";
import type { Finding } from "./classify.ts";
import { exceptionFor, parseExceptions, type Exception } from "./exceptions.ts";
import type { Trial } from "./hunt.ts";
import type { Baseline } from "./record.ts";
import { judge, totalsOf, unreasoned } from "./result.ts";

const trial = (name: string, finding: Finding, scenario = "A-01/x"): Trial => ({
  mutant: { name, parameters: {}, concerned: [scenario] },
  outcomes: [{ scenario, finding }],
});
const baselines = ["A-01/x", "A-02/y"].map((id) => ({ scenario: { id } }) as Baseline);

describe("exceptions", () => {
  it("name one mutant or scenario, by pattern, and a reason", () => {
    const exceptions = parseExceptions('[{ "mutant": "plan/*/umask/**", "engines": ["brine"], "reason": "no file is made" }]', "x.json");
    expect(exceptionFor(exceptions, "brine", "mutant", "plan/create/umask/dropped")).not.to.equal(undefined);
    expect(exceptionFor(exceptions, "runc", "mutant", "plan/create/umask/dropped")).to.equal(undefined);
    expect(exceptionFor(exceptions, "brine", "scenario", "plan/create/umask/dropped")).to.equal(undefined);
  });

  it("that lack something are refused", () => {
    for (const text of ['[{ "mutant": "x" }]', '[{ "reason": "x" }]', '[{ "mutant": "x", "scenario": "y", "reason": "z" }]'])
      expect(() => parseExceptions(text, "x.json"), text).to.throw(/x\.json: an exception needs/);
  });
});

describe("the judgement of a hunt", () => {
  const trials = [trial("m/killed", "killed"), trial("m/survived", "survived"), trial("m/prevented", "prevented")];

  it("lists what is left, and counts what has no reason", () => {
    const judged = judge(trials, baselines, [], "brine");
    expect(judged.unarmed.map(({ scenario }) => scenario)).to.deep.equal(["A-02/y"]);
    expect(unreasoned(judged)).to.equal(3);
    expect(totalsOf(judged)).to.equal(
      "3 mutants: 1 killed, 1 prevented only (0 reasoned), 1 survived (0 reasoned); 1 scenarios without a kill (0 reasoned)",
    );
  });

  it("takes reasons, and tells of those that nothing needs", () => {
    const exceptions: Exception[] = [
      { mutant: "m/survived", reason: "a" },
      { mutant: "m/prevented", reason: "b" },
      { scenario: "A-02/*", reason: "c" },
      { mutant: "m/killed", reason: "d" },
      { mutant: "m/elsewhere", engines: ["runc"], reason: "e" },
    ];
    const judged = judge(trials, baselines, exceptions, "brine");
    expect(unreasoned(judged)).to.equal(0);
    expect(judged.needless.map(({ reason }) => reason)).to.deep.equal(["d"]);
  });
});

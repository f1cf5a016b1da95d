import { expect } from "chai";
import { describe, it } from "node:test";
import { stripVTControlCharacters as plain } from "node:util";
import type { ScenarioVerdict } from "../verdict/verdict.ts";
import { differences, failures, skips } from "./failures.ts";
import { list } from "./list.ts";
import { Progress } from "./progress.ts";
import { table } from "./table.ts";

const scenario = (id: string, verdict: ScenarioVerdict["verdict"], more: Partial<ScenarioVerdict> = {}): ScenarioVerdict => ({
  id,
  feature: "features/namespaces/pid.feature",
  chapter: "namespaces/pid",
  title: `title of ${id}`,
  tags: [],
  verdict,
  durationMs: 1,
  composed: [],
  ...more,
});

describe("the terminal", () => {
  it("shows marks by chapter, in order even when scenarios end out of order", () => {
    let shown = "";
    const lines = [
      { label: "a", ids: ["1", "2"] },
      { label: "bb", ids: ["3"] },
    ];
    const progress = new Progress(lines, (text) => (shown += text));
    for (const [id, verdict] of [
      ["1", "holds"],
      ["3", "fails"],
      ["2", "not applicable"],
    ] as const)
      progress.ended({ id, verdict });
    expect(plain(shown)).to.equal("a   .-\nbb  F\n");
  });

  it("counts verdicts by chapter and leaves empty columns out", () => {
    const text = plain(table([scenario("1", "holds"), scenario("2", "holds"), scenario("3", "error", { chapter: "cgroups/cpu" })]));
    expect(text.split("\n")).to.deep.equal([
      "chapter         holds  fails  error",
      "namespaces/pid      2      ·      ·",
      "cgroups/cpu         ·      ·      1",
      "all                 2      ·      1",
    ]);
  });

  it("tells what fails: step, message, place, attachments", () => {
    const evidence = [{ step: "Then it is so", message: "2 is\nnot 1", location: "f.feature:3" }];
    const text = plain(
      failures([scenario("1", "holds"), scenario("A-01/x", "fails", { evidence, attachments: ["out/evidence/plan.json"] })]),
    );
    expect(text).to.equal(
      "FAILS  title of A-01/x\n  A-01/x\n  Then it is so  f.feature:3\n    2 is\n    not 1\n  attached: out/evidence/plan.json",
    );
  });

  it("gathers skips by reason", () => {
    const skipped = [scenario("1", "not testable here", { reason: "starved" }), scenario("2", "not testable here", { reason: "starved" })];
    expect(plain(skips(skipped))).to.equal("2 not testable here: starved");
  });

  it("tells what is worse than expected, and nothing when all is as expected", () => {
    const none = { worse: [], better: [], unexpected: [], starved: [], gone: [] };
    expect(differences(none, "x.json")).to.equal("");
    const text = plain(differences({ ...none, worse: [{ id: "A-01/x", expected: "holds", got: "not applicable" }] }, "x.json"));
    expect(text).to.match(/^worse than expected: A-01\/x was "holds", is "not applicable"\n.*x\.json$/);
  });

  it("lists what would run and why the rest would not", () => {
    const text = plain(
      list([
        { id: "1", chapter: "a", title: "one", unmatched: [] },
        { id: "2", chapter: "a", title: "two", obstacle: "not applicable: no pods", unmatched: [{ step: "it is", problem: "undefined" }] },
      ]),
    );
    expect(text).to.equal("a\n  1  one\n\nnot applicable: no pods\n  2  two\n    undefined step: it is\n\n1 would run, 1 would not");
  });
});

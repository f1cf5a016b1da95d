import { describe, it } from "node:test";
import { expect } from "chai";
import type { PlannedScenario } from "../run/planned_scenario.ts";
import { hunt, killers, type Hunt } from "./hunt.ts";
import type { Mutant } from "./mutant.ts";
import type { Baseline } from "./record.ts";

function baseline(id: string, title = id, durationMs = 100): Baseline {
  const scenario: PlannedScenario = {
    id,
    feature: "f",
    chapter: "c",
    title,
    tags: [],
    line: 1,
    needs: [],
    unmatched: [],
    applicability: { applicable: true },
  };
  return { scenario, text: title, durationMs, asked: [], refused: [], plans: [] };
}

const mutant = (name: string, ...concerned: string[]): Mutant => ({ name, parameters: {}, concerned });

/** A hunt in which the pairs "mutant scenario" are kills and everything else survives. */
function given(baselines: Baseline[], mutants: Mutant[], kills: string[], rest: Partial<Hunt> = {}): Hunt & { tried: string[] } {
  const tried: string[] = [];
  return {
    baselines,
    mutants,
    tried,
    run: async ({ name }, those) =>
      those.map(({ scenario: { id } }) => {
        tried.push(`${name} ${id}`);
        return { scenario: id, finding: kills.includes(`${name} ${id}`) ? "killed" : "survived" };
      }),
    isExcepted: () => false,
    all: false,
    ...rest,
  };
}

describe("the hunt for mutants", () => {
  it("tries the scenario that speaks of the mutant first, and stops at the kill", async () => {
    const hunted = given(
      [baseline("a"), baseline("b", "the quota is kept")],
      [mutant("request/quota", "a", "b")],
      ["request/quota b", "request/quota a"],
      { isExcepted: (kind) => kind === "scenario" },
    );
    await hunt(hunted);
    expect(hunted.tried[0]).to.equal("request/quota b");
  });

  it("does not run scenarios that the mutant does not change", async () => {
    const hunted = given([baseline("a"), baseline("b")], [mutant("m", "a")], []);
    await hunt(hunted);
    expect(hunted.tried).to.deep.equal(["m a"]);
  });

  it("gives a scenario without a kill the mutants that others have killed", async () => {
    const hunted = given([baseline("a", "m"), baseline("b")], [mutant("m", "a", "b")], ["m a", "m b"]);
    const trials = await hunt(hunted);
    expect(hunted.tried).to.deep.equal(["m a", "m b"]);
    expect([...killers(trials)].toSorted()).to.deep.equal(["a", "b"]);
  });

  it("samples a mutant whose survival is excepted", async () => {
    const many = Array.from({ length: 30 }, (_, index) => baseline(`s${index}`));
    const hunted = given(many, [mutant("m", ...many.map(({ scenario }) => scenario.id))], [], { isExcepted: () => true });
    await hunt(hunted);
    expect(hunted.tried.filter((pair) => pair.startsWith("m ")).length).to.be.below(40);
  });

  it("tries slow scenarios last", async () => {
    const hunted = given([baseline("slow", "m", 2000), baseline("fast")], [mutant("m", "slow", "fast")], ["m slow"]);
    await hunt(hunted);
    expect(hunted.tried).to.deep.equal(["m fast", "m slow"]);
  });

  it("takes a mutant that prevents one after the other to prevent all", async () => {
    const many = Array.from({ length: 9 }, (_, index) => baseline(`s${index}`));
    const hunted = given(many, [mutant("m", ...many.map(({ scenario }) => scenario.id))], []);
    const trials = await hunt({
      ...hunted,
      run: async (_, those) => those.map(({ scenario }) => ({ scenario: scenario.id, finding: "prevented", unmade: true })),
    });
    expect(trials[0]?.outcomes).to.have.length(3);
  });
});

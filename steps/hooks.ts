import { release } from "node:os";
import "allure-cucumberjs";
import {
  After,
  AfterAll,
  Before,
  BeforeAll,
  type ITestCaseHookParameter,
  setDefaultTimeout,
  setDefinitionFunctionWrapper,
  setWorldConstructor,
} from "@cucumber/cucumber";
import { applicability } from "../engines/applicability.ts";
import { NotTestableHere, type WorldParameters, verdictMediaType } from "../engines/contract.ts";
import { closeEngine, connectEngine } from "./engine.ts";
import { attachEvidence } from "./evidence.ts";
import { label } from "./labels.ts";
import { pickleNeeds } from "./pickle_needs.ts";
import { BrineWorld } from "./world.ts";

setWorldConstructor(BrineWorld);

// Every operation and every wait has a deadline of its own, scaled to the machine; Cucumber's would only cut the better message short.
setDefaultTimeout(-1);

/** Ends the scenario as skipped, with the verdict it gets and the reason. */
function skip(world: BrineWorld, verdict: string, reason: string): "skipped" {
  world.attach(JSON.stringify({ verdict, reason }), verdictMediaType);
  return "skipped";
}

setDefinitionFunctionWrapper((code: (...values: unknown[]) => unknown) => {
  return async function (this: unknown, ...values: unknown[]): Promise<unknown> {
    try {
      return await code.apply(this, values);
    } catch (error) {
      if (error instanceof NotTestableHere && this instanceof BrineWorld) return skip(this, "not testable here", error.message);
      throw error;
    }
  };
});

BeforeAll(async function (this: { parameters: unknown }) {
  await connectEngine(this.parameters as WorldParameters);
});

AfterAll(closeEngine);

// First, so that a scenario that is skipped stands in its chapter too.
Before({ name: "labels" }, async function (this: BrineWorld, scenario: ITestCaseHookParameter) {
  await label(scenario);
});

Before({ name: "applicability" }, function (this: BrineWorld, { pickle }: ITestCaseHookParameter) {
  const { facets, host } = this.parameters;
  const tags = pickle.tags.map(({ name }) => name);
  const applies = applicability(pickleNeeds(pickle), tags, facets, host, release());
  return applies.applicable ? undefined : skip(this, applies.verdict, applies.reason);
});

After({ name: "evidence and clean-up" }, async function (this: BrineWorld) {
  try {
    await attachEvidence(this);
  } finally {
    await this.cleanUp();
  }
});

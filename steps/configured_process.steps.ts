/** What a program is given to begin with (config.md, "Process"), by what it reports of itself. */
import { Given, Then, defineParameterType } from "@cucumber/cucumber";
import { expect } from "chai";
import { openDescriptors } from "../engines/host/process.ts";
import { locate } from "./locate.ts";
import { needs } from "./needs.ts";
import type { BrineWorld } from "./world.ts";

/** The members of the probe's report that only these steps look at (docs/probe.md). */
interface Execution {
  cwd: string | null;
  umask: string;
  gid: { effective: number };
  groups: number[];
  args: string[];
  environment: string[];
  descriptors: { descriptor: number }[];
  rlimits: Record<string, { soft: number | "unlimited"; hard: number | "unlimited" }>;
}

const attributes: Record<string, (execution: Execution) => string> = {
  "working directory": ({ cwd }) => String(cwd),
  "file mode creation mask": ({ umask }) => umask,
  group: ({ gid }) => String(gid.effective),
  "additional groups": ({ groups }) => groups.join(", "),
  arguments: ({ args }) => args.join(" "),
  environment: ({ environment }) => environment.join(" "),
  "open descriptors": ({ descriptors }) => descriptors.map(({ descriptor }) => descriptor).join(", "),
};

defineParameterType({
  name: "attribute",
  regexp: new RegExp(Object.keys(attributes).join("|")),
  transformer: (words) => words,
  useForSnippets: false,
});

Given("whoever creates it has another file open", needs("oci"), function (this: BrineWorld) {
  this.itsContainer.request.callerHolds = this.parameters.run.probe;
});

Then("its program's {attribute} is/are {string}", async function (this: BrineWorld, attribute: string, wanted: string) {
  const reported = attributes[attribute]!((await this.it.report()) as unknown as Execution);
  this.observe(attribute, reported);
  expect(reported, `the program's ${attribute}, as it reports`).to.equal(wanted);
  if (attribute !== "open descriptors") return;
  const { pid } = await locate(this, { role: "program" });
  expect(openDescriptors(pid).join(", "), "the program's open descriptors, as the host sees them").to.equal(wanted);
});

Then("the executed program's {attribute} is/are {string}", function (this: BrineWorld, attribute: string, wanted: string) {
  expect(attributes[attribute]!(this.executed as Execution), `the executed program's ${attribute}, as it reports`).to.equal(wanted);
});

function expectLimit({ rlimits }: Execution, name: string, soft: number, hard: number): void {
  expect(rlimits[name], `the program's ${name} (getrlimit(2))`).to.deep.equal({ soft, hard });
}

Then("its program's limit {word} is {int}, and {int} at most", async function (this: BrineWorld, name: string, soft: number, hard: number) {
  expectLimit((await this.it.report()) as unknown as Execution, name, soft, hard);
});

Then(
  "the executed program's limit {word} is {int}, and {int} at most",
  function (this: BrineWorld, name: string, soft: number, hard: number) {
    expectLimit(this.executed as Execution, name, soft, hard);
  },
);

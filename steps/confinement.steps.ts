/** What a container's program may do: capabilities, and whether it can gain more (capabilities(7), PR_SET_NO_NEW_PRIVS(2const)). */
import { Given, Then, defineParameterType } from "@cucumber/cucumber";
import { expect } from "chai";
import { type CapabilitySet, capabilitiesOf, capabilitiesOfMask, capabilitySets } from "../engines/host/capabilities.ts";
import { locate } from "./locate.ts";
import { needs } from "./needs.ts";
import type { BrineWorld } from "./world.ts";

/** The members of the probe's report that only these steps look at (docs/probe.md). */
interface Privileges {
  uid: { real: number; effective: number };
  /** Masks, hexadecimal. */
  capabilities: Record<CapabilitySet, string>;
  noNewPrivs: boolean;
}

defineParameterType({
  name: "capabilitySet",
  regexp: new RegExp(Object.keys(capabilitySets).join("|")),
  transformer: (words) => words as CapabilitySet,
  useForSnippets: false,
});
defineParameterType({
  name: "capabilities",
  regexp: /none|CAP_[A-Z_]+(?:(?:, | and )CAP_[A-Z_]+)*/,
  transformer: (words) => (words === "none" ? [] : words.split(/, | and /)),
  useForSnippets: false,
});

Given("it has no capabilities", function (this: BrineWorld) {
  this.itsContainer.request.capabilities = [];
});

Given("its program may gain privileges", needs("oci"), function (this: BrineWorld) {
  const { request } = this.itsContainer;
  request.configuration = { ...request.configuration, process: { noNewPrivileges: false } };
});

Then(
  "its {capabilitySet} capabilities are {capabilities}",
  async function (this: BrineWorld, set: CapabilitySet, wanted: readonly string[]) {
    const { pid } = await locate(this, { role: "program" });
    const reported = capabilitiesOfMask(((await this.it.report()) as unknown as Privileges).capabilities[set]);
    const seen = capabilitiesOf(pid, set);
    this.observe(`${set} capabilities`, { seen, reported });
    expect(seen, `its ${set} capabilities as the host sees them`).to.have.members([...wanted]);
    expect(reported, `its ${set} capabilities as the program sees them`).to.have.members([...wanted]);
  },
);

Then(
  "the executed program's {capabilitySet} capabilities are {capabilities}",
  needs("exec"),
  function (this: BrineWorld, set: CapabilitySet, wanted: readonly string[]) {
    const seen = capabilitiesOfMask((this.executed as Privileges).capabilities[set]);
    expect(seen, `the ${set} capabilities that the executed program reports`).to.have.members([...wanted]);
  },
);

Then(
  "the executed program has UID {int} and acts as UID {int}",
  needs("exec"),
  function (this: BrineWorld, real: number, effective: number) {
    const { uid } = this.executed as Privileges;
    expect({ real: uid.real, effective: uid.effective }, "the UIDs that the executed program reports").to.deep.equal({ real, effective });
  },
);

Then("no program that it executes can gain privileges", async function (this: BrineWorld) {
  const { noNewPrivs } = (await this.it.report()) as unknown as Privileges;
  expect(noNewPrivs, "the program's NoNewPrivs (proc_pid_status(5))").to.equal(true);
});

Then("the executed program can gain no privileges", needs("exec"), function (this: BrineWorld) {
  expect((this.executed as Privileges).noNewPrivs, "the executed program's NoNewPrivs (proc_pid_status(5))").to.equal(true);
});

Then("a program that it executes can gain privileges", async function (this: BrineWorld) {
  const { noNewPrivs } = (await this.it.report()) as unknown as Privileges;
  expect(noNewPrivs, "the program's NoNewPrivs (proc_pid_status(5))").to.equal(false);
});

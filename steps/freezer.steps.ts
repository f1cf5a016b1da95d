/** Suspending and resuming a whole container. */
import { Given, Then, When } from "@cucumber/cucumber";
import { expect } from "chai";
import { deadlines } from "../engines/contract.ts";
import { isFrozen } from "../engines/host/cgroup_events.ts";
import { eventually } from "../engines/host/poll.ts";
import { needs } from "./needs.ts";
import type { ContainerReference } from "./references.ts";
import type { BrineWorld } from "./world.ts";

function pause(this: BrineWorld, reference: ContainerReference): Promise<void> {
  return this.speakOf(reference).container.pause();
}

When("{container} is paused", needs("pause"), pause);
Given("{container} has been paused", needs("pause"), pause);

When("{container} is resumed", needs("pause"), function (this: BrineWorld, reference: ContainerReference) {
  return this.speakOf(reference).container.resume();
});

async function expectFrozen(world: BrineWorld, wanted: boolean): Promise<void> {
  await eventually(() => {
    expect(isFrozen(world.itsContainer.groups), "whether every process of its group is frozen").to.equal(wanted);
    return true;
  }, deadlines.observation);
}

Then("its processes are frozen", function (this: BrineWorld) {
  return expectFrozen(this, true);
});

Then("its processes are not frozen", function (this: BrineWorld) {
  return expectFrozen(this, false);
});

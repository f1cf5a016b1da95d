/** Control groups that the host has made before the container whose they are to be. */
import { Given, Then } from "@cucumber/cucumber";
import { expect } from "chai";
import { members } from "../engines/host/cgroup.ts";
import { freezeGroup, makeGroup } from "../engines/host/control_files.ts";
import { groupsBelow, hierarchies } from "../engines/host/hierarchies.ts";
import { sendSignal } from "../engines/host/signals.ts";
import { askedPath } from "./group.ts";
import { needs } from "./needs.ts";
import type { ContainerReference } from "./references.ts";
import type { BrineWorld } from "./world.ts";

/** In every hierarchy, as an engine may use any. At the end it goes with what an engine has left in it. */
function makeEverywhere(world: BrineWorld, path: string): void {
  world.sharedGroups.push(path);
  for (const hierarchy of hierarchies()) makeGroup(hierarchy, path);
}

/** What stands still in it is ended before it goes on: it may be half a container. */
function freeze(world: BrineWorld, path: string): void {
  world.releases.push(() => {
    for (const { directory } of groupsBelow(path)) for (const pid of members(directory)) if (pid !== 0) sendSignal(pid, "SIGKILL");
    freezeGroup(path, false);
  });
  freezeGroup(path, true);
}

Given("its control group is there already", needs("oci"), function (this: BrineWorld) {
  makeEverywhere(this, askedPath(this));
});

Given("its control group is there already, and frozen", needs("oci"), function (this: BrineWorld) {
  makeEverywhere(this, askedPath(this));
  freeze(this, askedPath(this));
});

Given("a control group above its own is frozen", needs("oci"), function (this: BrineWorld) {
  const path = `${this.parameters.run.cgroupParent}/${this.id("group")}`;
  this.itsContainer.request.group = this.id("group");
  makeEverywhere(this, path);
  freeze(this, path);
});

Given("its control group is that of {container}", needs("oci"), function (this: BrineWorld, reference: ContainerReference) {
  const { request } = this.container(reference);
  this.itsContainer.request.configuration = { linux: { cgroupsPath: `${this.parameters.run.cgroupParent}/${request.id}` } };
});

Then("the attempt fails, or the engine has warned of the control group", async function (this: BrineWorld) {
  if (this.lastAttempt?.succeeded === false) return;
  const warnings = await this.itsContainer.container.warnings();
  this.observe("warnings", warnings);
  expect(warnings.join("; "), "what the engine has warned of").to.match(/cgroup|control group/);
});

Then("the engine has warned of nothing", async function (this: BrineWorld) {
  expect(await this.itsContainer.container.warnings(), "what the engine has warned of").to.deep.equal([]);
});

Then("the control group that was there before still is", function (this: BrineWorld) {
  const path = this.sharedGroups.at(-1) ?? expect.fail("the scenario has made no control group");
  const left = groupsBelow(path).map(({ directory }) => directory);
  this.observe("control groups", left);
  // In a hierarchy that its engine does not use it was in our own.
  const own = this.itsContainer.groups.filter((group) => group.path === path).map(({ directory }) => directory);
  expect(own, "the control groups that it had").not.to.deep.equal([]);
  expect(left, "the control groups that are left").to.include.members(own);
});

/** Memory: what the control group allows, and what happens to those who want more. */
import { Given, Then, When } from "@cucumber/cucumber";
import { expect } from "chai";
import { type ExecResult, type Limits, deadlines } from "../engines/contract.ts";
import { memoryLimit, oomKills } from "../engines/host/cgroup.ts";
import { highEvents, isUnderOom, memoryUse } from "../engines/host/cgroup_events.ts";
import { eventually, throughout } from "../engines/host/poll.ts";
import { attempt } from "./attempt.ts";
import { needs } from "./needs.ts";
import type { ContainerReference } from "./references.ts";
import type { workload } from "./workload.ts";
import type { BrineWorld } from "./world.ts";

Given("its processes wait for memory instead of being killed", function (this: BrineWorld) {
  this.itsContainer.request.limits.disableOomKiller = true;
});

Then("its memory limit is {size}", function (this: BrineWorld, wanted: number) {
  const seen = memoryLimit(this.itsContainer.groups);
  this.observe("memory limit of the control group", { bytes: seen ?? "none" });
  expect(seen, "the memory limit of its control group, bytes").to.equal(wanted);
});

Then("its memory is not limited", function (this: BrineWorld) {
  expect(memoryLimit(this.itsContainer.groups), "the memory limit of its control group, bytes").to.equal(undefined);
});

Then("the OOM killer has killed {int} of its processes", async function (this: BrineWorld, wanted: number) {
  // The exit status proves nothing: 137 is any SIGKILL. The counter may follow the death by a moment.
  await eventually(() => {
    expect(oomKills(this.itsContainer.groups), "the processes that the OOM killer has killed in its group").to.equal(wanted);
    return true;
  }, deadlines.observation);
  this.observe("memory", { oomKills: wanted, use: memoryUse(this.itsContainer.groups) });
});

// The kernel may count the first victim twice: once as such, once as a member of its group (mm/oom_kill.c, oom_kill_process).
Then("the OOM killer has killed at least {int} of its processes", async function (this: BrineWorld, least: number) {
  await eventually(() => {
    expect(oomKills(this.itsContainer.groups), "the processes that the OOM killer has killed in its group").to.be.at.least(least);
    return true;
  }, deadlines.observation);
});

Then("it has been slowed down at its high mark", async function (this: BrineWorld) {
  await eventually(() => {
    expect(highEvents(this.itsContainer.groups), "how often its group has come over its high mark").to.be.at.least(1);
    return true;
  }, deadlines.observation);
});

/** Over a stretch of time: a program that takes its memory a moment after its start would be below anything at first. */
Then("its memory use over {duration} is below {size}", async function (this: BrineWorld, duration: number, most: number) {
  let highest = 0;
  await throughout(() => {
    highest = Math.max(highest, memoryUse(this.itsContainer.groups));
    return highest < most;
  }, duration);
  this.observe("memory use", { highest });
  expect(highest, "the most memory that was charged to its group, bytes").to.be.below(most);
});

Then("its memory use comes to at least {size}", async function (this: BrineWorld, least: number) {
  await eventually(() => {
    expect(memoryUse(this.itsContainer.groups), "the memory that is charged to its group, bytes").to.be.at.least(least);
    return true;
  }, deadlines.observation);
});

async function expectUnderOom(world: BrineWorld, wanted: boolean): Promise<void> {
  await eventually(() => {
    expect(isUnderOom(world.itsContainer.groups), "whether processes of its group wait for memory").to.equal(wanted);
    return true;
  }, deadlines.observation);
}

Then("it waits for memory", function (this: BrineWorld) {
  return expectUnderOom(this, true);
});

Then("it does not wait for memory", function (this: BrineWorld) {
  return expectUnderOom(this, false);
});

When("an attempt is made to change its limit to {limit}", needs("update"), async function (this: BrineWorld, limits: Limits) {
  const subject = this.itsContainer;
  this.lastAttempt = await attempt(() => subject.container.update(limits));
  this.observe("attempt", this.lastAttempt);
});

When(
  "{workload} is executed in {container}",
  needs("exec"),
  async function (this: BrineWorld, program: ReturnType<typeof workload>, reference: ContainerReference) {
    this.executedEnd = this.speakOf(reference).container.exec(program.args);
    const { exitStatus } = (await this.executedEnd) as ExecResult;
    this.observe("executed program", { args: program.args, exitStatus });
  },
);

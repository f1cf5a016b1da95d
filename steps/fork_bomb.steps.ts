/** A container that forks without end, and the host beside it. */
import { Then } from "@cucumber/cucumber";
import { expect } from "chai";
import { deadlines } from "../engines/contract.ts";
import { members, membership } from "../engines/host/cgroup.ts";
import { findProgram, runProgram } from "../engines/host/monitor.ts";
import { eventually, throughout } from "../engines/host/poll.ts";
import { programEnvironment } from "../engines/host/run_mark.ts";
import type { BrineWorld } from "./world.ts";

/**
 * The members, not `pids.current`: the kernel charges a fork first and takes it back when that is above the limit (pids_try_charge in
 * kernel/cgroup/pids.c), so that refused forks show there for a moment. A member is a process whose fork has succeeded.
 */
const count = (world: BrineWorld): number => members(membership(world.itsContainer.groups, "pids").directory).length;

Then("its processes come to {int} and to no more over {duration}", async function (this: BrineWorld, wanted: number, duration: number) {
  await eventually(() => {
    expect(count(this), "the processes in its group").to.equal(wanted);
    return true;
  }, deadlines.observation);
  let most = wanted;
  await throughout(() => {
    most = Math.max(most, count(this));
    return most === wanted;
  }, duration);
  expect(most, "the most processes that were seen in its group").to.equal(wanted);
});

Then("its processes come to at least {int}", async function (this: BrineWorld, least: number) {
  await eventually(() => {
    expect(count(this), "the processes in its group").to.be.at.least(least);
    return true;
  }, deadlines.observation);
});

Then("the host can start a process within {duration}", async function (this: BrineWorld, deadline: number) {
  const program = findProgram("true") ?? expect.fail("there is no program true");
  const { exitStatus, timedOut } = await runProgram([program], { env: programEnvironment(this.parameters.run.id), deadline });
  expect({ exitStatus, timedOut }, "how a program of the host's ended").to.deep.equal({ exitStatus: 0, timedOut: false });
});

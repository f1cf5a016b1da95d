/** The number of a container's processes. */
import { Then } from "@cucumber/cucumber";
import { expect } from "chai";
import { deadlines } from "../engines/contract.ts";
import { taskCount } from "../engines/host/cgroup.ts";
import { refusedForks } from "../engines/host/cgroup_events.ts";
import { eventually } from "../engines/host/poll.ts";
import type { BrineWorld } from "./world.ts";

interface Forks {
  forked: number;
  errno: string | null;
}

async function forksOf(world: BrineWorld): Promise<Forks> {
  const subject = world.itsContainer;
  const forks = await eventually(async () => {
    const last = (await subject.documents()).at(-1);
    return typeof last === "object" && last !== null && "forked" in last ? (last as Forks) : expect.fail("it has not told of its forks");
  }, deadlines.observation);
  world.observe("forks", forks);
  return forks;
}

Then("{int} of its forks succeed and the next is refused with {errno}", async function (this: BrineWorld, wanted: number, errno: string) {
  expect(await forksOf(this), "what came of its forks").to.deep.equal({ forked: wanted, errno });
});

Then("all {int} of its forks succeed", async function (this: BrineWorld, wanted: number) {
  expect(await forksOf(this), "what came of its forks").to.deep.equal({ forked: wanted, errno: null });
});

Then("its limit is {int} process(es)", function (this: BrineWorld, wanted: number) {
  expect(taskCount(this.itsContainer.groups).max, "the most tasks that its control group may have").to.equal(wanted);
});

Then("the number of its processes is not limited", function (this: BrineWorld) {
  expect(taskCount(this.itsContainer.groups).max, "the most tasks that its control group may have").to.equal(undefined);
});

Then("its group has counted {int} refused fork(s)", function (this: BrineWorld, wanted: number) {
  expect(refusedForks(this.itsContainer.groups), "the forks that its control group has refused").to.equal(wanted);
});

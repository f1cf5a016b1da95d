/** How what a scenario tried has ended. */
import { Then } from "@cucumber/cucumber";
import { expect } from "chai";
import { scaled } from "../engines/host/slowness.ts";
import type { Attempt } from "./attempt.ts";
import type { BrineWorld } from "./world.ts";

function lastAttempt(world: BrineWorld): Attempt {
  return world.lastAttempt ?? expect.fail("the scenario has not attempted anything");
}

Then("the attempt succeeds", function (this: BrineWorld) {
  const tried = lastAttempt(this);
  if (!tried.succeeded) expect.fail(`the attempt should succeed, but ${tried.words}`);
});

Then("the attempt fails", function (this: BrineWorld) {
  expect(lastAttempt(this).succeeded, "the attempt should be refused, but succeeded").to.equal(false);
});

// What waits in vain is ended at a deadline, and has failed then as well.
Then("the attempt fails within {duration}", function (this: BrineWorld, duration: number) {
  const { succeeded, millis = 0 } = lastAttempt(this);
  expect(succeeded, "the attempt should be refused, but succeeded").to.equal(false);
  expect(millis < scaled(duration), `whether the attempt was refused within ${duration} ms`).to.equal(true);
});

Then("the attempt fails with {errno}", function (this: BrineWorld, errno: string) {
  const tried = lastAttempt(this);
  if (tried.succeeded) expect.fail(`the attempt should be refused with ${errno}, but succeeded`);
  expect(tried.errno, `what the attempt was refused with (${tried.words})`).to.equal(errno);
});

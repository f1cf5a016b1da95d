/** How what a scenario tried has ended. */
import { Then } from "@cucumber/cucumber";
import { expect } from "chai";
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

Then("the attempt fails with {errno}", function (this: BrineWorld, errno: string) {
  const tried = lastAttempt(this);
  if (tried.succeeded) expect.fail(`the attempt should be refused with ${errno}, but succeeded`);
  expect(tried.errno, `what the attempt was refused with (${tried.words})`).to.equal(errno);
});

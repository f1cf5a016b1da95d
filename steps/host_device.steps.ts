/** A device of the host's, and what becomes of it in the hands of an engine. */
import { join } from "node:path";
import { Given, Then, When } from "@cucumber/cucumber";
import { expect } from "chai";
import { makeNullDevice } from "../engines/host/devices.ts";
import { fileStatus } from "../engines/host/files.ts";
import { execute } from "./execute.ts";
import { needs } from "./needs.ts";
import type { ContainerReference } from "./references.ts";
import type { BrineWorld } from "./world.ts";

Given("the host has a null device of its own", async function (this: BrineWorld) {
  const { path, remove } = await makeNullDevice(join(this.parameters.run.directory, this.id("devices")));
  this.releases.push(remove);
  this.hostDevice = path;
});

When(
  "{string} is executed in {container} as UID {int} with that device for its standard input",
  needs("exec"),
  async function (this: BrineWorld, command: string, reference: ContainerReference, uid: number) {
    await execute(this, command, reference, { uid, stdin: deviceOf(this) });
  },
);

Then("that device still belongs to UID {int}", function (this: BrineWorld, wanted: number) {
  const status = fileStatus(deviceOf(this));
  this.observe("device", status);
  expect(status?.uid, "the UID of the owner of the host's device").to.equal(wanted);
});

function deviceOf(world: BrineWorld): string {
  return world.hostDevice ?? expect.fail("the scenario has made no device on the host");
}

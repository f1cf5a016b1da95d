/** Parameters of the kernel: those of a namespace, and those that there is one of for everybody (sysctl(8), proc_sys(5)). */
import { readFileSync } from "node:fs";
import { Given, Then } from "@cucumber/cucumber";
import { expect } from "chai";
import { needs } from "./needs.ts";
import type { BrineWorld } from "./world.ts";

const pathOf = (parameter: string): string => `/proc/sys/${parameter.replaceAll(".", "/")}`;
const onHost = (parameter: string): string => readFileSync(pathOf(parameter), "utf8").trim();

async function inside(world: BrineWorld, parameter: string): Promise<string> {
  const document = (await world.itsContainer.probe("read", pathOf(parameter))) as { content?: string };
  const value = document.content?.trim() ?? expect.fail(`${parameter} cannot be read inside: ${JSON.stringify(document)}`);
  world.observe(parameter, { inside: value, host: onHost(parameter) });
  return value;
}

function set(world: BrineWorld, parameter: string, value: string): void {
  const { request } = world.itsContainer;
  request.configuration = { ...request.configuration, linux: { sysctl: { [parameter]: value } } };
}

Given("its kernel parameter {word} is set to {string}", needs("oci"), function (this: BrineWorld, parameter: string, value: string) {
  set(this, parameter, value);
});

// An engine that would set it changes nothing: the parameter is the host's.
Given("its kernel parameter {word} is set to the host's value", needs("oci"), function (this: BrineWorld, parameter: string) {
  set(this, parameter, onHost(parameter));
});

Then(
  "its kernel parameter {word} is {string}, and the host's is another",
  needs("exec"),
  async function (this: BrineWorld, parameter: string, wanted: string) {
    expect(await inside(this, parameter), `${parameter} inside`).to.equal(wanted);
    expect(onHost(parameter), `${parameter} of the host`).not.to.equal(wanted);
  },
);

Then("its kernel parameter {word} is not {string}", needs("exec"), async function (this: BrineWorld, parameter: string, unwanted: string) {
  expect(await inside(this, parameter), `${parameter} inside`).not.to.equal(unwanted);
});

Then("its kernel parameter {word} is the host's", needs("exec"), async function (this: BrineWorld, parameter: string) {
  expect(await inside(this, parameter), `${parameter} inside`).to.equal(onHost(parameter));
});

Then(/^what was read is (not )?empty$/, needs("exec"), function (this: BrineWorld, not: string | null) {
  const { content } = this.executed as { content?: string };
  expect(content, "what was read").to.be.a("string");
  if (not === null) expect(content, "what was read").to.equal("");
  else expect(content, "what was read").not.to.equal("");
});

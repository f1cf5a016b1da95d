/** What the engine tells of containers (runtime.md, "State"). */
import { statSync } from "node:fs";
import { isAbsolute } from "node:path";
import { Then, When, defineParameterType } from "@cucumber/cucumber";
import { expect } from "chai";
import type { State } from "../engines/contract.ts";
import type { ContainerSubject } from "./container_subject.ts";
import { needs } from "./needs.ts";
import type { ContainerReference } from "./references.ts";
import type { BrineWorld } from "./world.ts";

async function stateOf(world: BrineWorld, subject: ContainerSubject): Promise<State> {
  const state = await subject.container.state();
  world.observe(`state of ${subject.name}`, state);
  return state;
}

const facts: Record<string, (state: State, subject: ContainerSubject) => void> = {
  "a version of the specification": ({ ociVersion }) => expect(ociVersion, "its ociVersion").to.match(/^\d+\.\d+\.\d+/),
  "its id": ({ id }, { request }) => expect(id, "its id").to.equal(request.id),
  "the PID of its program": ({ pid }, { first }) => expect(pid, "its pid").to.equal(first.pid),
  "an absolute path to its bundle": ({ bundle }) => {
    expect(bundle, "its bundle").to.satisfy((path: unknown) => typeof path === "string" && isAbsolute(path));
    expect(statSync(bundle as string, { throwIfNoEntry: false })?.isDirectory(), `whether ${bundle as string} is a directory`).to.equal(
      true,
    );
  },
};

defineParameterType({
  name: "fact",
  regexp: new RegExp(Object.keys(facts).join("|")),
  transformer: (words) => facts[words]!,
  useForSnippets: false,
});

Then("its state tells {fact}", needs("oci"), async function (this: BrineWorld, tells: (typeof facts)[string]) {
  tells(await stateOf(this, this.itsContainer), this.itsContainer);
});

Then("its state tells the status {status}", needs("oci"), async function (this: BrineWorld, wanted: string) {
  expect((await stateOf(this, this.itsContainer))["status"], "its status").to.equal(wanted);
});

async function annotation(world: BrineWorld, name: string): Promise<unknown> {
  const { annotations = {} } = await stateOf(world, world.itsContainer);
  return (annotations as Record<string, unknown>)[name];
}

Then("its state tells the annotation {word} as {string}", needs("oci"), async function (this: BrineWorld, name: string, wanted: string) {
  expect(await annotation(this, name), `its annotation ${name}`).to.equal(wanted);
});

Then("its state tells no annotation {word}", needs("oci"), async function (this: BrineWorld, name: string) {
  expect(await annotation(this, name), `its annotation ${name}`).to.equal(undefined);
});

When("the engine lists its containers", needs("oci"), async function (this: BrineWorld) {
  this.listed = await this.engine.list!();
});

/** The entries of a container in the list; those of other scenarios, which may run at the same time, are none of its business. */
function entries(world: BrineWorld, { request }: ContainerSubject): State[] {
  const list = world.listed ?? expect.fail("the engine has listed nothing");
  return list.filter(({ id }) => id === request.id);
}

Then("the list has {container} as its state tells it", needs("oci"), async function (this: BrineWorld, reference: ContainerReference) {
  const subject = this.container(reference);
  const told = ({ id, status, pid, bundle }: State): State => ({ id, status, pid, bundle });
  expect(entries(this, subject).map(told), `what the list tells of ${subject.name}`).to.deep.equal([told(await stateOf(this, subject))]);
});

Then("the list does not have {container}", needs("oci"), function (this: BrineWorld, reference: ContainerReference) {
  expect(entries(this, this.container(reference)), "what the list tells of it").to.deep.equal([]);
});

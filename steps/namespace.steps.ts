/** Which namespaces processes are in: device and inode of the links below /proc/<pid>/ns (namespaces(7)). */
import { type DataTable, Then } from "@cucumber/cucumber";
import { expect } from "chai";
import { type NamespaceType, namespaceLinks, namespaceTypes } from "../engines/contract.ts";
import { offeredNamespaces } from "../engines/host/namespaces.ts";
import { expectNamespaces, namespaceOfActor } from "./namespace_of_actor.ts";
import { namespaceType } from "./parameter_types.ts";
import type { Actor } from "./references.ts";
import type { Subject } from "./subject.ts";
import type { BrineWorld } from "./world.ts";

async function compare(world: BrineWorld, type: NamespaceType, one: Actor | Subject, other: Actor, equal: boolean): Promise<void> {
  const identities = { one: await namespaceOfActor(world, one, type), other: await namespaceOfActor(world, other, type) };
  world.observe(`${type} namespaces`, identities);
  expectNamespaces(identities.one, identities.other, equal, `its ${type} namespace`);
}

Then(
  "its {namespace} namespace {comparison} that of {actor}",
  function (this: BrineWorld, type: NamespaceType, equal: boolean, other: Actor) {
    return compare(this, type, this.it, other, equal);
  },
);

Then(
  "the {namespace} namespace of {actor} {comparison} that of {actor}",
  function (this: BrineWorld, type: NamespaceType, one: Actor, equal: boolean, other: Actor) {
    return compare(this, type, one, other, equal);
  },
);

Then("its program is in one namespace of each of the types:", async function (this: BrineWorld, table: DataTable) {
  const wanted = table.raw().flat().map(namespaceType);
  const { namespaces } = await this.it.report();
  this.observe("namespaces that the program sees itself in", namespaces);
  const seen = namespaceTypes.filter((type) => namespaces?.[namespaceLinks[type]] != null);
  expect(seen, "the types of namespace that the program is in").to.have.members(wanted);
  expect(
    Object.keys(namespaces ?? {}).filter((link) => !link.endsWith("_for_children")),
    "the links of its /proc/self/ns",
  ).to.have.length(wanted.length);
});

async function compareAll(world: BrineWorld, types: NamespaceType[], one: Actor | Subject, other: Actor): Promise<void> {
  for (const type of types) {
    expectNamespaces(await namespaceOfActor(world, one, type), await namespaceOfActor(world, other, type), true, `the ${type} namespace`);
  }
  world.observe("namespaces that are the same", types);
}

Then("all its namespaces equal those of {actor}", function (this: BrineWorld, other: Actor) {
  return compareAll(this, offeredNamespaces(), this.it, other);
});

Then("all its other namespaces equal those of {actor}", function (this: BrineWorld, other: Actor) {
  const { changed } = this.itsProcess;
  const rest = offeredNamespaces().filter((type) => !changed.includes(type));
  return compareAll(this, rest, this.it, other);
});

Then("all namespaces of {actor} equal those of {actor}", function (this: BrineWorld, one: Actor, other: Actor) {
  return compareAll(this, offeredNamespaces(), one, other);
});

/** The namespace API itself: processes that clone, unshare and setns (namespaces(7), "The namespaces API"). */
import { closeSync, mkdirSync, openSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { Given, Then, When } from "@cucumber/cucumber";
import { expect } from "chai";
import { type NamespaceType, namespaceLinks } from "../engines/contract.ts";
import { identityOf, namespaceIdentity, namespacePath } from "../engines/host/namespaces.ts";
import { attempt } from "./attempt.ts";
import { expectNamespaces, namespaceOfActor } from "./namespace_of_actor.ts";
import { needs } from "./needs.ts";
import type { Report } from "./probe.ts";
import type { Actor } from "./references.ts";
import type { BrineWorld } from "./world.ts";

Given(/^(?:a|another) process (?:is )?cloned without new namespaces$/, needs("kernel"), function (this: BrineWorld) {
  this.describeProcess([]);
});

Given("a process (is )cloned with (a )new {namespaces} namespace(s)", needs("kernel"), function (this: BrineWorld, types: NamespaceType[]) {
  this.describeProcess(types);
});

Given("a process of UID {int}", needs("kernel"), function (this: BrineWorld, uid: number) {
  this.describeProcess([]).calls.push({ call: "setuid", uid });
});

When("it unshares its {namespaces} namespace(s)", needs("kernel"), function (this: BrineWorld, namespaces: NamespaceType[]) {
  this.itsProcess.calls.push({ call: "unshare", namespaces });
});

When("it tries to unshare its {namespaces} namespace(s)", needs("kernel"), async function (this: BrineWorld, namespaces: NamespaceType[]) {
  const process = this.itsProcess;
  process.calls.push({ call: "unshare", namespaces });
  this.lastAttempt = await attempt(() => process.make());
});

/** The path of an actor's namespace; the actor may have ended, and then the path leads nowhere. */
async function pathOf(world: BrineWorld, actor: Actor, type: NamespaceType): Promise<string> {
  if (actor === "host" || actor === "parent") return namespacePath(process.pid, type);
  return namespacePath(await world.subject(actor).pid(), type);
}

When(
  "it joins the {namespace} namespace of {actor}",
  needs("kernel"),
  async function (this: BrineWorld, namespace: NamespaceType, actor: Actor) {
    this.itsProcess.calls.push({ call: "setns", path: await pathOf(this, actor, namespace), namespace });
  },
);

When(
  "it tries to join the {namespace} namespace of {actor}",
  needs("kernel"),
  async function (this: BrineWorld, namespace: NamespaceType, actor: Actor) {
    const joiner = this.itsProcess;
    joiner.calls.push({ call: "setns", path: await pathOf(this, actor, namespace), namespace });
    this.lastAttempt = await attempt(() => joiner.make());
  },
);

Given("an open descriptor holds its {namespace} namespace", needs("kernel"), async function (this: BrineWorld, namespace: NamespaceType) {
  const descriptor = openSync(namespacePath(await this.it.pid(), namespace), "r");
  this.releases.push(() => closeSync(descriptor));
  const path = `/proc/${process.pid}/fd/${descriptor}`;
  this.held = { path, identity: identityOf(path) };
});

Given("it has ended", needs("kernel"), async function (this: BrineWorld) {
  await (await this.itsProcess.process()).end();
});

When("it joins the held {namespace} namespace", needs("kernel"), function (this: BrineWorld, namespace: NamespaceType) {
  const { path } = this.held ?? expect.fail("no descriptor holds a namespace");
  this.itsProcess.calls.push({ call: "setns", path, namespace });
});

Then("its {namespace} namespace is the held one", needs("kernel"), async function (this: BrineWorld, namespace: NamespaceType) {
  const { identity } = this.held ?? expect.fail("no descriptor holds a namespace");
  expectNamespaces(namespaceIdentity(await this.it.pid(), namespace), identity, true, `its ${namespace} namespace`);
});

When("it forks a child", needs("kernel"), function (this: BrineWorld) {
  this.itsProcess.program = ["fork-report"];
});

When(
  "it forks a child in a new time namespace, with its monotonic clock {int} s and its boot-time clock {int} s ahead",
  needs("kernel"),
  function (this: BrineWorld, monotonic: number, bootTime: number) {
    // In one program: with the next one it would be in the namespace itself, whose offsets are fixed from then on.
    this.itsProcess.program = ["unshare", "time", "offset-clocks", String(monotonic), String(bootTime), "fork-report"];
  },
);

When("it forks a child that exits, and then another", needs("kernel"), function (this: BrineWorld) {
  this.itsProcess.program = ["fork-twice"];
});

// Never over /proc: should its mount namespace not be new after all, that would be the host's.
When("it mounts a proc file system of its own", needs("kernel"), function (this: BrineWorld) {
  const path = join(this.parameters.run.directory, this.id("proc"));
  mkdirSync(path);
  this.releases.push(() => rmdirSync(path));
  this.itsProcess.calls.push({ call: "mountProc", path });
  this.ownProc = path;
});

When("it lists that proc file system", needs("kernel"), function (this: BrineWorld) {
  this.itsProcess.program = ["list", this.ownProc ?? expect.fail("no proc file system has been mounted")];
});

When("it lists the host's proc file system", needs("kernel"), function (this: BrineWorld) {
  this.itsProcess.program = ["list", "/proc"];
});

Then("the forked child has PID {int} inside", needs("kernel"), async function (this: BrineWorld, pid: number) {
  const child = await this.it.report();
  this.observe("forked child", { pid: child.pid, ppid: child.ppid });
  expect(child.pid, "the PID that the forked child reports").to.equal(pid);
});

Then(
  "the forked child's {namespace} namespace {comparison} that of {actor}",
  needs("kernel"),
  async function (this: BrineWorld, type: NamespaceType, equal: boolean, actor: Actor) {
    // The parent first: once its program runs and ends, its namespaces can no longer be read.
    const other = await namespaceOfActor(this, actor, type);
    const child: Report = await this.it.report();
    const one = child.namespaces?.[namespaceLinks[type]] ?? expect.fail(`the forked child could not read its ${type} namespace`);
    this.observe(`${type} namespaces`, { child: one, other });
    expectNamespaces(one, other, equal, `the ${type} namespace of the forked child`);
  },
);

async function forkResult(world: BrineWorld, which: string): Promise<unknown> {
  const [result] = await world.itsProcess.documents();
  world.observe("forks", result);
  return (result as Record<string, unknown>)[which];
}

Then("its {word} fork succeeds", needs("kernel"), async function (this: BrineWorld, which: string) {
  expect(await forkResult(this, which), `how its ${which} fork ended`).to.equal("ok");
});

Then("its {word} fork fails with {errno}", needs("kernel"), async function (this: BrineWorld, which: string, errno: string) {
  expect(await forkResult(this, which), `how its ${which} fork ended`).to.equal(errno);
});

/** The PIDs in the listing of a proc file system. */
async function listedPids(world: BrineWorld): Promise<number[]> {
  const [document] = await world.itsProcess.documents();
  const pids = (document as { names: string[] }).names.filter((name) => /^\d+$/.test(name)).map(Number);
  world.observe("listed PIDs", pids);
  return pids;
}

Then("the list holds the processes of the host", needs("kernel"), async function (this: BrineWorld) {
  expect(await listedPids(this), "the listed PIDs, which should include ours").to.include(process.pid);
});

Then("the list holds PID 1 alone", needs("kernel"), async function (this: BrineWorld) {
  expect(await listedPids(this), "the listed PIDs").to.deep.equal([1]);
});

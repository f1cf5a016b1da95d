/** The control-group file system: what the host does to a container's groups by it, and how they answer (cgroups(7)). */
import { existsSync, mkdirSync, readFileSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { Given, Then, When } from "@cucumber/cucumber";
import { expect } from "chai";
import { type Limits, deadlines } from "../engines/contract.ts";
import { type ControlGroups, members, membership } from "../engines/host/cgroup.ts";
import { isBorderOfDelegation, restoreBorder } from "../engines/host/delegation.ts";
import { makeLimitedGroup, writeControl } from "../engines/host/control_files.ts";
import { groupsBelow, hierarchies } from "../engines/host/hierarchies.ts";
import { mounts } from "../engines/host/mounts.ts";
import { eventually } from "../engines/host/poll.ts";
import type { Attempt } from "./attempt.ts";
import { type GroupReference, askedPath, groupOf } from "./group.ts";
import { expectPidOne, locate } from "./locate.ts";
import { needs } from "./needs.ts";
import type { ProcessReference } from "./references.ts";
import type { BrineWorld } from "./world.ts";

/** What the kernel says to something that the host does to a group: a refusal is an observation. */
function tried(world: BrineWorld, action: () => void): void {
  let attempt: Attempt = { succeeded: true };
  try {
    action();
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    attempt = { succeeded: false, errno: code, words: `${syscall} was refused with ${code}` };
  }
  world.lastAttempt = attempt;
  world.observe("attempt", attempt);
}

Given("a control group limited to {limit}", function (this: BrineWorld, { cpu }: Limits) {
  const path = `${this.parameters.run.cgroupParent}/${this.id("group")}`;
  this.sharedGroups.push(path);
  makeLimitedGroup(path, cpu ?? expect.fail("a group of several containers is given a CPU quota only"));
});

Given("it is put into that control group", needs("oci"), function (this: BrineWorld) {
  this.itsContainer.request.group = this.id("group");
});

Given("{controlFile} of its control group is set to {string}", needs("oci"), function (this: BrineWorld, file: string, value: string) {
  const { limits } = this.itsContainer.request;
  limits.unified = { ...limits.unified, [file]: value };
});

// An earlier container may have taken it away; the tag @cgroup-nsdelegate says that the host had it when the run began.
Given("cgroup namespaces are borders of delegation", async function (this: BrineWorld) {
  if (this.parameters.host["@cgroup-nsdelegate"] !== true) return;
  await restoreBorder();
  this.releases.push(restoreBorder);
});

Then("cgroup namespaces are still borders of delegation", function (this: BrineWorld) {
  expect(isBorderOfDelegation(), "whether the host's cgroup v2 hierarchy has the option nsdelegate").to.equal(true);
});

function makeChild(this: BrineWorld, reference: GroupReference): void {
  const directory = join(groupOf(this, reference), "child");
  mkdirSync(directory);
  this.childGroup = directory;
}

When("the host makes a child group in {group}", makeChild);
Given("the host has made a child group in {group}", makeChild);

function move(this: BrineWorld, reference: ProcessReference, group: GroupReference): Promise<void> {
  const directory = groupOf(this, group);
  return locate(this, reference).then(({ pid }) => tried(this, () => writeControl(directory, "cgroup.procs", String(pid))));
}

When("the host moves {process} to {group}", move);
Given("the host has moved {process} to {group}", move);

When(
  "the host writes {string} to {controlFile} of {group}",
  function (this: BrineWorld, value: string, file: string, group: GroupReference) {
    const directory = groupOf(this, group);
    tried(this, () => writeControl(directory, file, value));
  },
);

When("the host tries to remove {group}", function (this: BrineWorld, group: GroupReference) {
  const directory = groupOf(this, group);
  tried(this, () => rmdirSync(directory));
});

Then("{group} has the file {controlFile}", function (this: BrineWorld, group: GroupReference, file: string) {
  expect(existsSync(join(groupOf(this, group), file)), `whether ${file} is there`).to.equal(true);
});

Then("{group} has no file {controlFile}", function (this: BrineWorld, group: GroupReference, file: string) {
  const directory = groupOf(this, group);
  expect(existsSync(directory), `whether the group is there`).to.equal(true);
  expect(existsSync(join(directory, file)), `whether ${file} is there`).to.equal(false);
});

Then("{controlFile} of {group} holds {string}", function (this: BrineWorld, file: string, group: GroupReference, wanted: string) {
  expect(readFileSync(join(groupOf(this, group), file), "utf8").trim(), file).to.equal(wanted);
});

Then("{group} holds {process}", async function (this: BrineWorld, group: GroupReference, reference: ProcessReference) {
  const { pid } = await locate(this, reference);
  expect(members(groupOf(this, group)), "the PIDs in the group").to.include(pid);
});

Then("{group} holds no process", function (this: BrineWorld, group: GroupReference) {
  const directory = groupOf(this, group);
  expect(existsSync(directory), "whether the group is there").to.equal(true);
  expect(members(directory), "the PIDs in the group").to.deep.equal([]);
});

/** Its groups in the hierarchies that limit: where v1 has them, a v2 hierarchy beside only names processes (cgroups(7), "Hybrid"). */
function limitingGroups(world: BrineWorld): ControlGroups {
  const { groups } = world.itsContainer;
  const one = groups.filter(({ hierarchy }) => hierarchy.version === 1);
  const limiting = one.length > 0 ? one : groups;
  world.observe(
    "control groups",
    limiting.map(({ path, directory }) => ({ path, directory, members: members(directory) })),
  );
  return limiting;
}

Then("its group in every hierarchy is the one it was asked to be put in", function (this: BrineWorld) {
  for (const { path, directory } of limitingGroups(this)) {
    expect(path, `the path of its group at ${directory}, as /proc tells it`).to.equal(askedPath(this));
    expect(members(directory), `the PIDs in ${directory}`).to.include(this.itsContainer.first.pid);
  }
});

Then("its group in every hierarchy holds {int} process(es)", function (this: BrineWorld, wanted: number) {
  for (const { directory } of limitingGroups(this)) expect(members(directory), `the PIDs in ${directory}`).to.have.length(wanted);
});

Then("its groups for cpu, memory and pids are in {int} hierarchy/hierarchies", function (this: BrineWorld, wanted: number) {
  const mountPoints = ["cpu", "memory", "pids"].map((controller) => membership(this.itsContainer.groups, controller).hierarchy.mountPoint);
  this.observe("hierarchies", mountPoints);
  expect(new Set(mountPoints).size, `the number of hierarchies, mounted at ${mountPoints.join(", ")}`).to.equal(wanted);
});

Then("every hierarchy of its groups is mounted below \\/sys\\/fs\\/cgroup", function (this: BrineWorld) {
  const points = ["cpu", "memory", "pids"].map((controller) => membership(this.itsContainer.groups, controller).hierarchy.mountPoint);
  for (const point of points) expect(point, "the mount point of the hierarchy").to.match(/^\/sys\/fs\/cgroup(\/|$)/);
});

/** Where the container itself has control groups mounted. */
async function mountedInside(world: BrineWorld): Promise<string[]> {
  const { pid } = await locate(world, { role: "program" });
  const points = mounts(pid).filter(({ type }) => type === "cgroup" || type === "cgroup2");
  world.observe("control groups that it has mounted", points);
  return points.map(({ mountPoint }) => mountPoint);
}

Then("it has them mounted below \\/sys\\/fs\\/cgroup", async function (this: BrineWorld) {
  const points = await mountedInside(this);
  expect(points, "the mount points of control groups inside").not.to.have.length(0);
  for (const point of points) expect(point, "a mount point of control groups inside").to.match(/^\/sys\/fs\/cgroup(\/|$)/);
});

Then("it has none of them mounted", async function (this: BrineWorld) {
  expect(await mountedInside(this), "the mount points of control groups inside").to.deep.equal([]);
});

Then("no controller of a v1 hierarchy that it is limited by is offered by the v2 hierarchy", function (this: BrineWorld) {
  const { groups } = this.itsContainer;
  const bound = groups.filter(({ hierarchy }) => hierarchy.version === 1).flatMap(({ hierarchy }) => hierarchy.controllers);
  const offered = hierarchies().flatMap(({ version, controllers }) => (version === 2 ? controllers : []));
  this.observe("controllers", { v1: bound, v2: offered });
  expect(bound, "the controllers of the v1 hierarchies that it is in").to.include.members(["cpu", "memory", "pids"]);
  expect(offered, "the controllers that the v2 hierarchy offers").not.to.include.oneOf(bound);
});

Then("it has no control group left", async function (this: BrineWorld) {
  const { request, groups } = this.itsContainer;
  await eventually(() => {
    const left = groupsBelow(askedPath(this)).map(({ directory }) => directory);
    expect(left, `the control groups of ${request.id}`).to.deep.equal([]);
    return true;
  }, deadlines.observation);
  this.observe(
    "control groups it had",
    groups.map(({ directory }) => directory),
  );
});

Then("that control group is still there", function (this: BrineWorld) {
  const path = this.sharedGroups.at(-1) ?? expect.fail("the scenario has made no control group");
  expect(groupsBelow(path), `the control groups at ${path}`).not.to.have.length(0);
});

Then("it has a control group", function (this: BrineWorld) {
  expect(groupsBelow(askedPath(this)), `the control groups of ${this.itsContainer.request.id}`).not.to.have.length(0);
});

/** The lines of /proc/self/cgroup as the program reads them: "4:pids:/" or "0::/". */
async function reportedPaths(world: BrineWorld): Promise<{ line: string; path: string }[]> {
  expectPidOne(await locate(world, { role: "first" }));
  const { cgroup } = await world.itsContainer.report();
  world.observe("control groups as the program sees them", cgroup);
  return cgroup.map((line) => ({ line, path: line.split(":").slice(2).join(":") }));
}

Then("it sees itself at the root of every hierarchy", async function (this: BrineWorld) {
  for (const { line, path } of await reportedPaths(this)) expect(path, `the path in ${line}`).to.equal("/");
});

Then("the host sees it below the root", function (this: BrineWorld) {
  expect(membership(this.itsContainer.groups, "pids").path, "its path as the host sees it").to.equal(askedPath(this));
});

Then("it sees its control groups at the paths where the host sees them", async function (this: BrineWorld) {
  const seen = (await reportedPaths(this)).map(({ line }) => line);
  const { pid } = this.itsContainer.first;
  const host = readFileSync(`/proc/${pid}/cgroup`, "utf8").split("\n").filter(Boolean);
  expect(seen, "the lines of its /proc/self/cgroup").to.deep.equal(host);
});

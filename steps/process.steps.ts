/** The processes of a container: their numbers, their parents, and their ends. */
import { Then } from "@cucumber/cucumber";
import { expect } from "chai";
import { deadlines } from "../engines/contract.ts";
import { groupsBelow } from "../engines/host/hierarchies.ts";
import { members } from "../engines/host/cgroup.ts";
import { eventually, throughout } from "../engines/host/poll.ts";
import { type ProcessStatus, alive, processStatus, processTree } from "../engines/host/process.ts";
import { ContainerSubject } from "./container_subject.ts";
import { expectPidOne, locate, owner, ownGroups } from "./locate.ts";
import type { ContainerReference, ProcessReference } from "./references.ts";
import type { BrineWorld } from "./world.ts";

/** What a process of the subject itself says its PID is, where it says so: the program, in its report. */
async function reportedPid(world: BrineWorld, reference: ProcessReference): Promise<number | undefined> {
  return reference.role === "program" && reference.of !== "infra" ? (await owner(world, reference).report()).pid : undefined;
}

Then("{process} has PID {int} inside", async function (this: BrineWorld, reference: ProcessReference, wanted: number) {
  const reported = await reportedPid(this, reference);
  const { nspid } = await locate(this, reference);
  this.observe("process", { nspid, reported });
  expect(nspid.at(-1), "its PID in its own namespace, as the host sees it (NSpid)").to.equal(wanted);
  if (reported !== undefined) expect(reported, "its PID as the program itself sees it").to.equal(wanted);
});

Then("{process} has another PID on the host", async function (this: BrineWorld, reference: ProcessReference) {
  const reported = await reportedPid(this, reference);
  const { pid, nspid } = await locate(this, reference);
  this.observe("process", { pid, nspid, reported });
  expect(nspid, "its PIDs, the host's first, that of its own namespace last (NSpid)").to.have.length.at.least(2);
  expect(reported, `its PID inside; on the host it has ${pid}`).not.to.equal(pid);
});

Then("{process} has the same PID inside and on the host", async function (this: BrineWorld, reference: ProcessReference) {
  const reported = await reportedPid(this, reference);
  const { pid, nspid } = await locate(this, reference);
  this.observe("process", { pid, nspid, reported });
  expect(nspid, "its PIDs, one for each PID namespace it is in (NSpid)").to.deep.equal([pid]);
  expect(reported, "its PID as it sees it itself").to.equal(pid);
});

Then("PID 1 is {process}", async function (this: BrineWorld, reference: ProcessReference) {
  const status = await locate(this, reference);
  this.observe("process", { pid: status.pid, nspid: status.nspid });
  expectPidOne(status);
});

Then("the parent of {process} is {parent}", async function (this: BrineWorld, reference: ProcessReference, parent: string) {
  const subject = owner(this, reference);
  if (parent === "outside") {
    const { ppid } = await subject.report();
    this.observe("parent", { ppid });
    return expect(ppid, "the PID of its parent, as the program sees it").to.equal(0);
  }
  const roles: Record<string, ProcessReference["role"]> = { "PID 1": "first", "its child": "child", "the subreaper": "subreaper" };
  const child = await locate(this, reference);
  const wanted = await locate(this, { ...reference, role: roles[parent]! });
  if (parent === "PID 1") expectPidOne(wanted);
  // An orphan changes its parent when the former one ends, which may be a moment after the signal that ends it.
  await eventually(() => {
    const ppid = processStatus(child.pid)?.ppid;
    expect(ppid, `the parent of ${child.comm} (PID ${child.pid} on the host) should be ${wanted.comm} (PID ${wanted.pid})`).to.equal(
      wanted.pid,
    );
    return true;
  }, deadlines.observation);
  // Only in one PID namespace with its parent can it name it: else it reads 0.
  expect(
    child.nspid,
    `the PIDs of ${child.comm}, one for each PID namespace it is in; its parent has ${wanted.nspid.join(" ")}`,
  ).to.have.length(wanted.nspid.length);
  this.observe("parent", { child: child.nspid, parent: wanted.nspid });
  return undefined;
});

Then("{process} is suspended", async function (this: BrineWorld, reference: ProcessReference) {
  await eventually(async () => {
    const status = await locate(this, reference);
    if (reference.role === "first") expectPidOne(status);
    expect(status.state, "its state; T is stopped by a signal (proc_pid_stat(5))").to.equal("T");
    return true;
  }, deadlines.observation);
});

Then("{process} is not suspended", async function (this: BrineWorld, reference: ProcessReference) {
  await eventually(async () => {
    const status = await locate(this, reference);
    if (reference.role === "first") expectPidOne(status);
    expect(status.state, "its state; T is stopped by a signal (proc_pid_stat(5))").not.to.equal("T");
    return true;
  }, deadlines.observation);
});

Then("{process} keeps running for {duration}", async function (this: BrineWorld, reference: ProcessReference, duration: number) {
  const { pid, startTime, comm } = await locate(this, reference);
  const kept = await throughout(() => alive(pid, startTime), duration);
  expect(kept, `${comm} (PID ${pid} on the host) should keep running for ${duration} ms`).to.equal(true);
});

Then("{process} is left on the host", async function (this: BrineWorld, reference: ProcessReference) {
  const { pid, startTime, nspid, comm } = await locate(this, reference);
  this.observe("what is left", { comm, nspid });
  expect(alive(pid, startTime), `${comm} (PID ${pid}) should still run on the host`).to.equal(true);
});

Then("no process of it is left on the host", async function (this: BrineWorld) {
  const subject = this.itsContainer;
  const directories = subject.created
    ? ownGroups(subject)
    : groupsBelow(`${this.parameters.run.cgroupParent}/${subject.request.id}`).map(({ directory }) => directory);
  await eventually(() => {
    expect(directories.flatMap(members), `PIDs on the host that are still in the control groups of ${subject.name}`).to.deep.equal([]);
    if (subject.created)
      expect(alive(subject.first.pid, subject.first.startTime), `${subject.name} still runs its first process`).to.equal(false);
    return true;
  }, deadlines.observation);
  this.observe("control groups looked into", directories);
});

async function expectZombies(world: BrineWorld, subject: ContainerSubject, wanted: number): Promise<void> {
  // Zombies leave their control group. Those that its program made descend from that; orphans from PID 1, which in a pod may be another's program.
  const first = await locate(world, { role: "first" });
  expectPidOne(first);
  const roots = new Set([subject.first.pid, first.pid]);
  let zombies: ProcessStatus[] = [];
  await eventually(() => {
    zombies = [...new Map([...roots].flatMap(processTree).map((each) => [each.pid, each])).values()].filter(({ state }) => state === "Z");
    expect(
      zombies.map(({ comm }) => comm),
      `the zombies inside ${subject.name}`,
    ).to.have.length(wanted);
    return true;
  }, deadlines.observation);
  world.observe(
    "zombies",
    zombies.map(({ comm, nspid, ppid }) => ({ comm, nspid, ppid })),
  );
}

Then("{int} zombie(s) remain(s) inside", function (this: BrineWorld, wanted: number) {
  return expectZombies(this, this.itsContainer, wanted);
});

Then("{int} zombie(s) remain(s) in {container}", function (this: BrineWorld, wanted: number, reference: ContainerReference) {
  return expectZombies(this, this.speakOf(reference), wanted);
});

/** Pods: containers that share some namespaces with an infra container. */
import { type DataTable, Given, Then, When } from "@cucumber/cucumber";
import { expect } from "chai";
import { type NamespaceType, deadlines } from "../engines/contract.ts";
import { members } from "../engines/host/cgroup.ts";
import { eventually } from "../engines/host/poll.ts";
import { alive } from "../engines/host/process.ts";
import { locate, ownGroups, owner, processesOf } from "./locate.ts";
import { needs } from "./needs.ts";
import type { ContainerSubject } from "./container_subject.ts";
import type { ProcessReference } from "./references.ts";
import { workload } from "./workload.ts";
import type { BrineWorld } from "./world.ts";

/** What the containers of a pod share when nothing is said: what Kubernetes shares (Pods, "Pod networking"; CRI, NamespaceOption). */
const usuallyShared: NamespaceType[] = ["network", "ipc", "uts"];

function describe(this: BrineWorld, table: DataTable): void {
  const id = this.id(`pod${this.pods.length + 1}`);
  const runnable = new Map<string, number>();
  const containers = table.hashes().map(({ name = "", running = "", capability }) => {
    const { id: _, ...request } = this.request(name);
    const program = workload(running);
    runnable.set(name, program.runnable);
    return { ...request, name, args: program.args, ...(capability ? { capabilities: [capability] } : {}) };
  });
  this.describePod({ id, shares: usuallyShared, containers }, runnable);
}

Given("a pod with the containers:", needs("pods"), describe);
Given("another pod with the containers:", needs("pods"), describe);

Given("the pod {sharing} its {namespace} namespace", needs("pods"), function (this: BrineWorld, shared: boolean, type: NamespaceType) {
  this.pod.share(type, shared);
});

async function start(this: BrineWorld): Promise<void> {
  for (const pod of this.pods) await pod.start(this.engine);
}

When("the pod is started", needs("pods"), start);
When("both pods are started", needs("pods"), start);
Given("the pod has been started", needs("pods"), start);

When("the pod is deleted", needs("pods"), function (this: BrineWorld) {
  return this.pod.delete();
});

Then("{process} was started before {process}", async function (this: BrineWorld, one: ProcessReference, other: ProcessReference) {
  const [first, second] = [await locate(this, one), await locate(this, other)];
  this.observe("start times, clock ticks after boot", { [first.comm]: first.startTime, [second.comm]: second.startTime });
  // Ticks are 10 ms: two starts may fall into one. PIDs, given in order but for a wrap, decide then.
  const order = [first.startTime - second.startTime, first.pid - second.pid].find((difference) => difference !== 0);
  expect(
    order,
    `the start of ${owner(this, one).name} less that of ${owner(this, other).name}, in ticks, or in PIDs within a tick`,
  ).to.be.below(0);
});

Then("{process} holds less than {size} of memory", async function (this: BrineWorld, reference: ProcessReference, most: number) {
  const { residentBytes } = await locate(this, reference);
  this.observe("resident memory, bytes", residentBytes);
  expect(residentBytes, "its resident memory, bytes (VmRSS)").to.be.within(1, most - 1);
});

Then("its program is not the process it was before", function (this: BrineWorld) {
  const { first, former, name } = this.itsContainer;
  expect(`${first.pid} started at ${first.startTime}`, `the first process of ${name}`).not.to.equal(
    `${former.pid} started at ${former.startTime}`,
  );
  expect(alive(former.pid, former.startTime), `the former first process of ${name} still runs`).to.equal(false);
});

function podProcesses(world: BrineWorld): { container: ContainerSubject; pids: number[] }[] {
  return world.pod.members.map((container) => ({ container, pids: processesOf(container).map(({ pid }) => pid) }));
}

Then("the pod consists of {int} processes on the host", function (this: BrineWorld, wanted: number) {
  const found = podProcesses(this).map(({ container, pids }) => ({ container: container.name, pids }));
  this.observe("processes of the pod", found);
  expect(new Set(found.flatMap(({ pids }) => pids)).size, "the number of processes of the pod on the host").to.equal(wanted);
});

Then("each process of the pod is in a control group of its own", function (this: BrineWorld) {
  const groups = this.pod.members.map((container) => ownGroups(container));
  this.observe("control groups of the pod's containers", groups);
  for (const [index, directories] of groups.entries()) {
    expect(directories, `the control groups of ${this.pod.members[index]?.name}`).not.to.have.length(0);
    for (const directory of directories) expect(members(directory), `the processes in ${directory}`).to.have.length(1);
  }
  expect(new Set(groups.flat()).size, "the number of different control groups").to.equal(groups.flat().length);
});

Then("no process of the pod is left on the host", async function (this: BrineWorld) {
  await eventually(() => {
    for (const { container, pids } of podProcesses(this)) {
      expect(pids, `PIDs of ${container.name} that the host still has`).to.deep.equal([]);
      expect(alive(container.first.pid, container.first.startTime), `${container.name} still runs its first process`).to.equal(false);
    }
    return true;
  }, deadlines.observation);
});

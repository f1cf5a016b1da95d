/** Which processes a container sees: what its own /proc lists. */
import { Then } from "@cucumber/cucumber";
import { expect } from "chai";
import { ContainerSubject } from "./container_subject.ts";
import { locate, owner } from "./locate.ts";
import { needs } from "./needs.ts";
import type { ListedProcess } from "./probe.ts";
import type { ContainerReference, ProcessReference } from "./references.ts";
import type { Subject } from "./subject.ts";
import { type BrineWorld, marker } from "./world.ts";

async function listed(subject: ContainerSubject): Promise<ListedProcess[]> {
  return (await subject.probe("ps")) as ListedProcess[];
}

Then("it sees only its own processes", needs("exec"), async function (this: BrineWorld) {
  const subject = this.itsContainer;
  const seen = await listed(subject);
  this.observe("processes seen inside", seen);
  // Its program, and the program that lists them.
  expect(
    seen.map(({ comm }) => comm),
    "the names of the processes it sees",
  ).to.deep.equal(["probe", "probe"]);
  expect(seen[0]?.pid, "the first PID it sees").to.equal(1);
});

Then("it sees the processes of the host", needs("exec"), async function (this: BrineWorld) {
  const seen = await listed(this.itsContainer);
  this.observe("processes seen inside", seen);
  expect(
    seen.map(({ pid }) => pid),
    "the PIDs it sees, which should include ours",
  ).to.include(process.pid);
});

Then(
  "{container} {seeing} {process}",
  needs("exec"),
  async function (this: BrineWorld, reference: ContainerReference, sees: boolean, other: ProcessReference) {
    const seer = this.container(reference);
    const subject = owner(this, other);
    const { nspid, comm } = await locate(this, other);
    const seen = await listed(seer);
    this.observe(`processes that ${seer.name} sees`, seen);
    const candidate = seen.find((each) => each.pid === nspid.at(-1) && each.comm === comm);
    // Number and name do not tell yet: each container may have a probe as its PID 1. Its environment does.
    const found =
      candidate !== undefined && (comm !== "probe" || (await environment(seer, candidate.pid)).includes(`${marker}=${markOf(subject)}`));
    expect(found, `whether ${seer.name} sees the program of ${subject.name}, which has PID ${nspid.at(-1)} in its own namespace`).to.equal(
      sees,
    );
  },
);

function markOf(subject: Subject): string {
  const mark = subject instanceof ContainerSubject ? subject.request.env[marker] : undefined;
  return mark ?? expect.fail(`${subject.name} was not given the environment variable ${marker}`);
}

async function environment(seer: ContainerSubject, pid: number): Promise<string[]> {
  const document = await seer.probe("read", `/proc/${pid}/environ`);
  return String((document as { content?: string }).content).split("\0");
}

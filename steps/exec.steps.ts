/** Programs executed in a running container. The words in quotes are a command of the probe (docs/probe.md). */
import { Given, Then, When } from "@cucumber/cucumber";
import { expect } from "chai";
import { type NamespaceType, deadlines, namespaceLinks } from "../engines/contract.ts";
import { fileText } from "../engines/host/files.ts";
import { type NamespaceIdentity, offeredNamespaces } from "../engines/host/namespaces.ts";
import { eventually } from "../engines/host/poll.ts";
import { attemptOf } from "./attempt.ts";
import { execute } from "./execute.ts";
import { expectNamespaces, namespaceOfActor } from "./namespace_of_actor.ts";
import { needs } from "./needs.ts";
import { processesOf } from "./locate.ts";
import type { Report } from "./probe.ts";
import type { Actor, ContainerReference } from "./references.ts";
import { probePath } from "./workload.ts";
import type { BrineWorld } from "./world.ts";

When(
  "{string} is executed in {container}",
  needs("exec"),
  async function (this: BrineWorld, command: string, reference: ContainerReference) {
    await execute(this, command, reference);
  },
);

Then("the executed program's exit status is {int}", needs("exec"), function (this: BrineWorld, wanted: number) {
  expect(this.executedStatus, "the exit status of the executed program").to.equal(wanted);
});

Then(/^the parent of the executed program is (outside|inside)$/, needs("exec"), function (this: BrineWorld, where: string) {
  const { ppid } = this.executed as Report;
  this.observe("parent", { ppid });
  if (where === "outside") expect(ppid, "the PID of its parent, as the executed program sees it").to.equal(0);
  else expect(ppid, "the PID of its parent, as the executed program sees it").to.be.above(0);
});

/** The lines of /proc/self/cgroup that the executed program has read, and those of a container's first process. */
function groupLines(world: BrineWorld, reference: ContainerReference): { executed: string[]; own: string[] } {
  const { first } = world.container(reference);
  const { cgroup: executed } = world.executed as Report;
  const own = fileText(`/proc/${first.pid}/cgroup`).split("\n").filter(Boolean);
  world.observe("control groups", { executed, own });
  return { executed, own };
}

Then("the executed program's control groups are those of {container}", needs("exec"), function (this: BrineWorld, of: ContainerReference) {
  const { executed, own } = groupLines(this, of);
  expect(executed, "its control groups").to.deep.equal(own);
});

Then(
  "the executed program's control groups are not those of {container}",
  needs("exec"),
  function (this: BrineWorld, of: ContainerReference) {
    const { executed, own } = groupLines(this, of);
    expect(executed, "its control groups").not.to.deep.equal(own);
  },
);

Given(
  "{string} keeps running in {container}",
  needs("exec"),
  async function (this: BrineWorld, command: string, reference: ContainerReference) {
    const subject = this.speakOf(reference);
    // By name: while the engine is on its way in, its own process is in the container's group already.
    const probes = (): number => processesOf(subject).filter(({ comm }) => comm === "probe").length;
    const before = probes();
    const end = subject.container.exec([probePath, ...command.split(" ")]);
    // Settles when the program ends, which is later: a rejection is told by the step that looks at the end.
    this.executedEnd = end.then(
      (result) => result,
      (error: unknown) => error,
    );
    await eventually(() => {
      expect(probes(), `the number of running programs of ${subject.name}`).to.be.above(before);
      return true;
    }, deadlines.operation);
  },
);

Given(
  "{string} has been executed in {container}",
  needs("exec"),
  async function (this: BrineWorld, command: string, reference: ContainerReference) {
    const done = attemptOf(await this.speakOf(reference).probe(...command.split(" ")));
    if (!done.succeeded) expect.fail(`"${command}" should be possible in the container, but ${done.words}`);
  },
);

Then("the executed program has ended with {int}", async function (this: BrineWorld, wanted: number) {
  const end = await this.executedEnd;
  if (end instanceof Error) throw end;
  expect(end, "the end of the executed program").to.have.property("exitStatus", wanted);
});

/** A namespace as the executed program has reported it. */
function namespaceOfExecuted(world: BrineWorld, type: NamespaceType): NamespaceIdentity {
  return (
    (world.executed as Report).namespaces?.[namespaceLinks[type]] ??
    expect.fail(`the executed program could not read its ${type} namespace`)
  );
}

Then("all the executed program's namespaces equal those of {actor}", needs("exec"), async function (this: BrineWorld, actor: Actor) {
  for (const type of offeredNamespaces())
    expectNamespaces(
      namespaceOfExecuted(this, type),
      await namespaceOfActor(this, actor, type),
      true,
      `the ${type} namespace of the executed program`,
    );
});

Then(
  "the executed program's {namespace} namespace {comparison} that of {actor}",
  async function (this: BrineWorld, type: NamespaceType, equal: boolean, actor: Actor) {
    const one = namespaceOfExecuted(this, type);
    const other = await namespaceOfActor(this, actor, type);
    expectNamespaces(one, other, equal, `the ${type} namespace of the executed program`);
  },
);

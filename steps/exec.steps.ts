/** Programs executed in a running container. The words in quotes are a command of the probe (docs/probe.md). */
import { Given, Then, When } from "@cucumber/cucumber";
import { expect } from "chai";
import { type NamespaceType, deadlines, namespaceLinks } from "../engines/contract.ts";
import { eventually } from "../engines/host/poll.ts";
import { attemptOf } from "./attempt.ts";
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
    this.executed = await this.speakOf(reference).probe(...command.split(" "));
    this.lastAttempt = attemptOf(this.executed);
    this.observe(`what "${command}" wrote`, this.executed);
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

Then(
  "the executed program's {namespace} namespace {comparison} that of {actor}",
  async function (this: BrineWorld, type: NamespaceType, equal: boolean, actor: Actor) {
    const one =
      (this.executed as Report).namespaces?.[namespaceLinks[type]] ??
      expect.fail(`the executed program could not read its ${type} namespace`);
    const other = await namespaceOfActor(this, actor, type);
    expectNamespaces(one, other, equal, `the ${type} namespace of the executed program`);
  },
);

/** Objects that processes exchange messages and memory by (ipc_namespaces(7), shm_overview(7)). */
import { Then, When, defineParameterType } from "@cucumber/cucumber";
import { expect } from "chai";
import { deadlines } from "../engines/contract.ts";
import { runProgram } from "../engines/host/monitor.ts";
import { programEnvironment } from "../engines/host/run_mark.ts";
import { attemptOf } from "./attempt.ts";
import { needs } from "./needs.ts";
import { documents, refusal } from "./probe.ts";
import type { ContainerReference } from "./references.ts";
import type { BrineWorld } from "./world.ts";

/** What makes an object, and what finds it: commands of the probe. */
interface Exchange {
  make(id: string): string[];
  find(id: string): string[];
}

/** A key that nobody else is likely to use: the scenario's random part, as a positive number of 31 bits. */
const key = (id: string): string => String((Number.parseInt(/-([0-9a-f]{8})-/.exec(id)?.[1] ?? "1", 16) % (2 ** 31 - 2)) + 1);

const exchanges: Record<string, Exchange> = {
  "System V message queue": { make: (id) => ["queue-make", key(id)], find: (id) => ["queue-find", key(id)] },
  "POSIX message queue": { make: (id) => ["mqueue-make", `/${id}`], find: (id) => ["mqueue-find", `/${id}`] },
  // What shm_open(3) opens.
  "POSIX shared memory": { make: (id) => ["write", `/dev/shm/${id}`, "shared"], find: (id) => ["stat", `/dev/shm/${id}`] },
};

defineParameterType({
  name: "exchange",
  regexp: new RegExp(Object.keys(exchanges).join("|")),
  transformer: (words) => exchanges[words]!,
  useForSnippets: false,
});

When("{container} makes a {exchange}", needs("exec"), async function (this: BrineWorld, reference: ContainerReference, { make }: Exchange) {
  const subject = this.speakOf(reference);
  const made = attemptOf(await subject.probe(...make(this.id("object"))));
  if (!made.succeeded) expect.fail(`${subject.name} should be able to make it, but ${made.words}`);
});

function expectFound(world: BrineWorld, who: string, answer: unknown, found: boolean): void {
  world.observe(`what ${who} finds`, answer);
  expect(refusal(answer)?.errno, `what ${who} was refused with when it looked for the object`).to.equal(found ? undefined : "ENOENT");
}

Then(
  "{container} {finding} that {exchange}",
  needs("exec"),
  async function (this: BrineWorld, reference: ContainerReference, found: boolean, { find }: Exchange) {
    const subject = this.container(reference);
    expectFound(this, subject.name, await subject.probe(...find(this.id("object"))), found);
  },
);

Then("the host {finding} that {exchange}", async function (this: BrineWorld, found: boolean, { find }: Exchange) {
  const { id, probe } = this.parameters.run;
  const { stdout } = await runProgram([probe, ...find(this.id("object"))], {
    env: programEnvironment(id),
    deadline: deadlines.operation,
  });
  expectFound(this, "the host", documents(stdout).at(-1), found);
});

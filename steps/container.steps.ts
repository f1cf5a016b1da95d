/** Containers as scenarios describe them, and what happens to them. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Given, Then, When } from "@cucumber/cucumber";
import { expect } from "chai";
import { EngineFailure, type Limits, type NamespaceType, type Status, deadlines } from "../engines/contract.ts";
import { groupsBelow } from "../engines/host/hierarchies.ts";
import { eventually, throughout } from "../engines/host/poll.ts";
import { attempt } from "./attempt.ts";
import type { ContainerSubject } from "./container_subject.ts";
import { needs } from "./needs.ts";
import type { ContainerReference } from "./references.ts";
import { probePath, type workload } from "./workload.ts";
import type { BrineWorld } from "./world.ts";

type Program = ReturnType<typeof workload>;

function run(subject: ContainerSubject, { args, runnable }: Program): void {
  subject.request.args = args;
  subject.runnable = runnable;
}

Given("a container running {workload}", function (this: BrineWorld, program: Program) {
  run(this.describeContainer(undefined), program);
});

Given("a container named {name} running {workload}", function (this: BrineWorld, name: string, program: Program) {
  run(this.describeContainer(name), program);
});

Given("a container from image {string}", needs("images"), function (this: BrineWorld, image: string) {
  this.describeContainer(undefined, { kind: "image", image: this.id(image), union: "overlay" });
});

Given("a container named {name} from image {string}", needs("images"), function (this: BrineWorld, name: string, image: string) {
  this.describeContainer(name, { kind: "image", image: this.id(image), union: "overlay" });
});

Given(
  "its {namespace} namespace is {origin}",
  function (this: BrineWorld, type: NamespaceType, origin: "new" | "inherited" | { of: string }) {
    const { request } = this.itsContainer;
    request.namespaces[type] = typeof origin === "string" ? origin : { join: this.container({ container: origin.of }).namespacePath(type) };
  },
);

Given("it is limited to {limit}", function (this: BrineWorld, limit: Limits) {
  Object.assign(this.itsContainer.request.limits, limit);
});

Given("it has a CPU weight of {int}", function (this: BrineWorld, cpuShares: number) {
  this.itsContainer.request.limits.cpuShares = cpuShares;
});

Given("it has the capability {capability}", function (this: BrineWorld, capability: string) {
  const { request } = this.itsContainer;
  request.capabilities = [...(request.capabilities ?? []), capability];
});

Given("it has no limits", function (this: BrineWorld) {
  this.itsContainer.request.limits = {};
});

Given("its configuration has:", needs("oci"), function (this: BrineWorld, patch: string) {
  this.itsContainer.request.configuration = JSON.parse(patch) as object;
});

Given("the program in its bundle is changed to {string}", needs("oci"), async function (this: BrineWorld, program: string) {
  const file = join(await this.itsContainer.container.bundle(), "config.json");
  const configuration = JSON.parse(readFileSync(file, "utf8")) as { process: object };
  writeFileSync(file, JSON.stringify({ ...configuration, process: { ...configuration.process, args: program.split(" ") } }));
});

/** Where whoever asks for the container is, and its PID file is to lie. */
function callersDirectory(world: BrineWorld): string {
  return join(world.parameters.run.directory, world.id("caller"));
}

Given(/^its PID is to be written to a file by (an absolute|a relative) path$/, needs("oci"), function (this: BrineWorld, kind: string) {
  const directory = callersDirectory(this);
  mkdirSync(directory);
  this.releases.push(() => rmSync(directory, { recursive: true }));
  this.itsContainer.request.pidFile = { path: kind === "an absolute" ? join(directory, "pid") : "pid", directory };
});

Then("that file holds the PID that the engine tells", async function (this: BrineWorld) {
  const file = join(callersDirectory(this), "pid");
  const pid = await this.itsContainer.container.pid();
  const written = existsSync(file) ? readFileSync(file, "utf8").trim() : "(there is no such file)";
  this.observe("PID", { file: written, engine: pid });
  expect(written, "what the PID file in the caller's directory holds").to.equal(String(pid));
});

Given("its id is {string}", function (this: BrineWorld, id: string) {
  this.itsContainer.request.id = id;
});

Given("its id is that of {container}", function (this: BrineWorld, reference: ContainerReference) {
  const { request } = this.itsContainer;
  request.id = this.container(reference).request.id;
});

async function operate(world: BrineWorld, reference: ContainerReference, operation: string): Promise<void> {
  const subject = world.speakOf(reference);
  const name = reference.container ?? "";
  switch (operation) {
    case "created":
      return subject.create(world.engine);
    case "started":
      return subject.start(world.engine);
    case "killed":
      return subject.container.kill("SIGKILL");
    case "deleted":
      return subject.delete();
    case "restarted":
      return world.pod.restart(name);
    default:
      throw new Error(`a container cannot be "${operation}"`);
  }
}

When("{container} is {operation}", function (this: BrineWorld, reference: ContainerReference, operation: string) {
  return operate(this, reference, operation);
});

Given("{container} has been {operation}", function (this: BrineWorld, reference: ContainerReference, operation: string) {
  return operate(this, reference, operation);
});

When("{container} is sent {signal}", function (this: BrineWorld, reference: ContainerReference, signal: string) {
  return this.speakOf(reference).container.kill(signal);
});

When("an attempt is made to {intent} {container}", async function (this: BrineWorld, intent: string, reference: ContainerReference) {
  const subject = this.speakOf(reference);
  const actions: Record<string, () => Promise<void>> = {
    create: () => subject.create(this.engine),
    start: () => subject.container.start(),
    delete: () => subject.container.delete(),
    kill: () => subject.container.kill("SIGKILL"),
  };
  this.lastAttempt = await attempt(actions[intent]!);
  this.observe("attempt", this.lastAttempt);
});

When(
  "an attempt is made to execute a program in {container}",
  needs("exec"),
  async function (this: BrineWorld, reference: ContainerReference) {
    const { container } = this.speakOf(reference);
    const tried = await attempt(async () => {
      const result = await container.exec([probePath, "true"]);
      // An engine tells by an error, or by the exit status alone, that nothing could be executed.
      if (result.exitStatus !== 0) throw new EngineFailure(`exec ended with ${result.exitStatus}: ${result.stderr}`, { operation: "exec" });
    });
    this.lastAttempt = tried;
    this.observe("attempt", tried);
  },
);

async function expectStatus(world: BrineWorld, subject: ContainerSubject, wanted: Status, deadline: number): Promise<void> {
  await eventually(async () => {
    expect(await subject.container.status(), `the status of ${subject.name}`).to.equal(wanted);
    return true;
  }, deadline);
  world.observe("status", { container: subject.name, status: wanted });
}

Then("its status is {status}", function (this: BrineWorld, wanted: Status) {
  return expectStatus(this, this.itsContainer, wanted, deadlines.observation);
});

Then("its status is {status} within {duration}", function (this: BrineWorld, wanted: Status, deadline: number) {
  return expectStatus(this, this.itsContainer, wanted, deadline);
});

Then(
  "the status of {container} is {status} within {duration}",
  function (this: BrineWorld, reference: ContainerReference, wanted: Status, deadline: number) {
    return expectStatus(this, this.container(reference), wanted, deadline);
  },
);

Then("its status stays {status} for {duration}", async function (this: BrineWorld, wanted: Status, duration: number) {
  const subject = this.itsContainer;
  let seen: Status = wanted;
  const stayed = await throughout(async () => {
    seen = await subject.container.status();
    return seen === wanted;
  }, duration);
  expect(stayed, `the status of ${subject.name} should stay ${wanted} for ${duration} ms, but became ${seen}`).to.equal(true);
});

Then("{container} is unknown to the engine", async function (this: BrineWorld, reference: ContainerReference) {
  const tried = await attempt(() => this.container(reference).container.status());
  this.observe("attempt to tell its status", tried);
  expect(tried.succeeded, "whether the engine still tells a status").to.equal(false);
});

const groupsOf = (world: BrineWorld, reference: ContainerReference): string[] => {
  const { id } = world.container(reference).request;
  return groupsBelow(`${world.parameters.run.cgroupParent}/${id}`).map(({ directory }) => directory);
};

Then("no control group of {container} is left", function (this: BrineWorld, reference: ContainerReference) {
  expect(groupsOf(this, reference), "its control groups").to.deep.equal([]);
});

Then("{container} has control groups", function (this: BrineWorld, reference: ContainerReference) {
  expect(groupsOf(this, reference), "its control groups").to.not.deep.equal([]);
});

Then("its program has written nothing", async function (this: BrineWorld) {
  expect(await this.itsContainer.container.output(), "what the program has written").to.deep.equal({ stdout: "", stderr: "" });
});

Then("its program has written something", async function (this: BrineWorld) {
  const subject = this.itsContainer;
  await eventually(async () => {
    expect((await subject.container.output()).stdout, "what the program has written").to.not.equal("");
    return true;
  }, deadlines.observation);
});

Then("its program has the arguments {string}", async function (this: BrineWorld, wanted: string) {
  const { args } = await this.itsContainer.report();
  this.observe("arguments", args);
  expect(args.join(" "), "the arguments that the program has").to.equal(wanted);
});

Then("its exit status is {int}", async function (this: BrineWorld, wanted: number) {
  const subject = this.itsContainer;
  const status = await subject.wait();
  this.observe("exit status", { container: subject.name, status });
  expect(status, `the exit status of ${subject.name}`).to.equal(wanted);
});

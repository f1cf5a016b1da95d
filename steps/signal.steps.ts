/** Signals, from the host and from inside, and what the probe's inits do on them. */
import { Given, When } from "@cucumber/cucumber";
import { expect } from "chai";
import { deadlines } from "../engines/contract.ts";
import { eventually } from "../engines/host/poll.ts";
import { alive, processStatus } from "../engines/host/process.ts";
import { sendSignal, signalNumber } from "../engines/host/signals.ts";
import { attemptOf } from "./attempt.ts";
import { locate } from "./locate.ts";
import { needs } from "./needs.ts";
import { documents } from "./probe.ts";
import type { ProcessReference } from "./references.ts";
import { probePath } from "./workload.ts";
import type { BrineWorld } from "./world.ts";

async function hostSends(this: BrineWorld, signal: string, reference: ProcessReference): Promise<void> {
  const target = await locate(this, reference);
  sendSignal(target.pid, signal, target.startTime);
}

When("the host sends {signal} to {process}", hostSends);
Given("the host has sent {signal} to {process}", hostSends);

When(
  "a process inside sends {signal} to {process}",
  needs("exec"),
  async function (this: BrineWorld, signal: string, reference: ProcessReference) {
    const target = await locate(this, reference);
    const { exitStatus, stdout, stderr } = await this.itsContainer.container.exec([probePath, "kill", String(target.nspid.at(-1)), signal]);
    this.observe("what the sender said", { exitStatus, stdout, stderr });
    // kill(2) says success also for a signal that the kernel does not deliver (pid_namespaces(7)): what matters comes after. And where
    // the signal ends PID 1, the kernel ends the sender too, perhaps before it has said anything.
    const [answer] = documents(stdout);
    if (answer !== undefined) expect(answer, "what kill(2) said inside").to.have.property("sent", true);
    else expect(exitStatus, "how the sender, which said nothing, has ended").to.equal(128 + signalNumber("SIGKILL"));
  },
);

When("a process inside tries to signal a process of the host", needs("exec"), async function (this: BrineWorld) {
  // Our own process: SIGCONT does nothing to a process that runs, should it arrive. Its number is above any in a fresh PID namespace.
  const answer = await this.itsContainer.probe("kill", String(process.pid), "SIGCONT");
  this.lastAttempt = attemptOf(answer);
  this.observe("attempt", { pid: process.pid, answer });
});

/** The probe's child and orphan exit on SIGUSR1 (docs/probe.md). */
async function exits(world: BrineWorld, reference: ProcessReference): Promise<void> {
  const { pid, startTime, comm } = await locate(world, reference);
  sendSignal(pid, "SIGUSR1", startTime);
  await eventually(() => {
    expect(alive(pid, startTime), `${comm} (PID ${pid} on the host) should exit on SIGUSR1`).to.equal(false);
    return true;
  }, deadlines.observation);
}

When("{process} exits", function (this: BrineWorld, reference: ProcessReference) {
  return exits(this, reference);
});

When("{process} exits and leaves an orphan behind", async function (this: BrineWorld, reference: ProcessReference) {
  const orphan = await locate(this, { ...reference, role: "orphan" });
  await exits(this, reference);
  expect(processStatus(orphan.pid)?.startTime, "the start of the orphan, which should go on").to.equal(orphan.startTime);
});

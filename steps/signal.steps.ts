/** Signals, from the host and from inside, and what the probe's inits do on them. */
import { Given, When } from "@cucumber/cucumber";
import { expect } from "chai";
import { deadlines } from "../engines/contract.ts";
import { eventually } from "../engines/host/poll.ts";
import { alive, processStatus } from "../engines/host/process.ts";
import { sendSignal } from "../engines/host/signals.ts";
import { attemptOf } from "./attempt.ts";
import { locate } from "./locate.ts";
import { needs } from "./needs.ts";
import type { ProcessReference } from "./references.ts";
import type { BrineWorld } from "./world.ts";

async function send(world: BrineWorld, sender: string, signal: string, reference: ProcessReference): Promise<void> {
  const target = await locate(world, reference);
  if (sender === "the host") return sendSignal(target.pid, signal, target.startTime);
  const sent = await world.itsContainer.probe("kill", String(target.nspid.at(-1)), signal);
  // kill(2) says success also for a signal that the kernel does not deliver (pid_namespaces(7)): what matters comes after.
  expect(sent, "what kill(2) said inside").to.have.property("sent", true);
}

// The expressions are for both senders; exec is needed by the one inside only, hence two definitions.
function hostSends(this: BrineWorld, signal: string, reference: ProcessReference): Promise<void> {
  return send(this, "the host", signal, reference);
}

When("the host sends {signal} to {process}", hostSends);
Given("the host has sent {signal} to {process}", hostSends);

When(
  "a process inside sends {signal} to {process}",
  needs("exec"),
  function (this: BrineWorld, signal: string, reference: ProcessReference) {
    return send(this, "inside", signal, reference);
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

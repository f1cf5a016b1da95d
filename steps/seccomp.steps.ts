/** Which system calls a container may make (seccomp(2)). */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { Given, Then } from "@cucumber/cucumber";
import { expect } from "chai";
import { deadlines, type SystemCallRule } from "../engines/contract.ts";
import { eventually } from "../engines/host/poll.ts";
import { startSeccompAgent } from "../engines/host/seccomp_agent.ts";
import { locate } from "./locate.ts";
import { needs } from "./needs.ts";
import type { Report } from "./probe.ts";
import type { ProcessReference } from "./references.ts";
import type { BrineWorld } from "./world.ts";

/** What a C library may call in place of the one that a sentence names. */
const alternatives: Record<string, string[]> = { mkdir: ["mkdirat"], fork: ["vfork", "clone", "clone3"] };

function rule(world: BrineWorld, name: string, rest: Omit<SystemCallRule, "names">): void {
  const { request } = world.itsContainer;
  request.systemCalls = [...(request.systemCalls ?? []), { names: [name, ...(alternatives[name] ?? [])], ...rest }];
}

Given("system call {word} is denied with {errno}", needs("oci"), function (this: BrineWorld, name: string, errno: string) {
  rule(this, name, { answer: errno });
});

Given(
  "system call {word} is denied with {errno} where argument {int} is {int}",
  needs("oci"),
  function (this: BrineWorld, name: string, errno: string, index: number, value: number) {
    rule(this, name, { answer: errno, argument: { index, value } });
  },
);

Given("system call {word} ends its caller", needs("oci"), function (this: BrineWorld, name: string) {
  rule(this, name, { answer: "kill" });
});

Given(
  "system call {word} is answered by an agent with {errno}",
  needs("oci"),
  async function (this: BrineWorld, name: string, errno: string) {
    const { run } = this.parameters;
    const socket = join(run.directory, this.id("agent"));
    this.releases.push(() => rmSync(socket, { force: true }));
    this.agent = await startSeccompAgent(run.probe, socket, run.id, errno, deadlines.observation);
    this.releases.push(() => this.agent?.stop());
    rule(this, name, { answer: "agent" });
    this.itsContainer.request.systemCallAgent = socket;
  },
);

Then("the agent has been told of its process", async function (this: BrineWorld) {
  const { first, request } = this.itsContainer;
  await eventually(() => (this.agent?.states() ?? []).length > 0, deadlines.observation);
  const states = this.agent?.states() ?? [];
  this.observe("states sent to the agent", states);
  expect(states, "what was sent to the agent").to.have.length(1);
  const [{ pid, fds, state } = expect.fail("nothing was sent")] = states;
  expect({ pid, fds, id: state.id, statePid: state.pid }, "the container process state").to.deep.equal({
    pid: first.pid,
    fds: ["seccompFd"],
    id: request.id,
    statePid: first.pid,
  });
});

Then("the agent has answered {int} call(s)", async function (this: BrineWorld, wanted: number) {
  await eventually(() => (this.agent?.answered() ?? 0) >= wanted, deadlines.observation);
  expect(this.agent?.answered(), "calls that the agent has answered").to.equal(wanted);
});

/** The numbers of /proc/<pid>/status, field Seccomp (proc_pid_status(5)). */
const modes: Record<string, number> = { no: 0, a: 2 };

Then(/^its program is under (a|no) seccomp filter$/, async function (this: BrineWorld, which: string) {
  const program: ProcessReference = { role: "program" };
  const { seccomp } = await locate(this, program);
  const reported = (await this.it.report()).seccomp;
  this.observe("seccomp mode", { seen: seccomp, reported });
  expect(seccomp, "its seccomp mode as the host sees it: 0 none, 2 filter").to.equal(modes[which]);
  expect(reported, "its seccomp mode as the program sees it: 0 none, 2 filter").to.equal(modes[which]);
});

Then(/^the executed program is under (a|no) seccomp filter$/, needs("exec"), function (this: BrineWorld, which: string) {
  const { seccomp } = this.executed as Report;
  expect(seccomp, "the seccomp mode that the executed program reports: 0 none, 2 filter").to.equal(modes[which]);
});

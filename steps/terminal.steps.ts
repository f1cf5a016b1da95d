/** Terminals: the container's own, with the other end in the hands of whoever asked for it (pty(7)). */
import { statSync } from "node:fs";
import { Given, Then, When } from "@cucumber/cucumber";
import { expect } from "chai";
import { deviceNumber } from "../engines/host/files.ts";
import { locate } from "./locate.ts";
import { needs } from "./needs.ts";
import type { Report } from "./probe.ts";
import type { BrineWorld } from "./world.ts";

Given("it has a terminal", needs("oci"), function (this: BrineWorld) {
  this.itsContainer.request.terminal = true;
});

When("Ctrl-C is typed at its terminal", function (this: BrineWorld) {
  return this.itsContainer.container.type("\x03");
});

Then("its standard streams are the terminal that controls its session", async function (this: BrineWorld) {
  const { pid, terminal } = await locate(this, { role: "program" });
  const streams = [0, 1, 2].map((descriptor) => deviceNumber(statSync(`/proc/${pid}/fd/${descriptor}`).rdev));
  this.observe("terminal", { controlling: terminal, streams });
  expect(terminal, "the terminal that controls the program's session (tty_nr of proc_pid_stat(5))").not.to.equal(undefined);
  expect(streams, "the devices that its standard streams are").to.deep.equal([terminal, terminal, terminal]);
});

function expectLeader(world: BrineWorld, { pid, session }: { pid: number; session: number }): void {
  world.observe("session", { pid, session });
  expect(session, "the session that the program is in, by the PID of the one that leads it (setsid(2))").to.equal(pid);
}

Then("its program leads a session of its own", async function (this: BrineWorld) {
  expectLeader(this, await this.it.report());
});

Then("the executed program leads a session of its own", needs("exec"), function (this: BrineWorld) {
  expectLeader(this, this.executed as Report);
});

Then("no terminal controls its session", async function (this: BrineWorld) {
  const { terminal } = await locate(this, { role: "program" });
  expect(terminal, "the terminal that controls the program's session (tty_nr of proc_pid_stat(5))").to.equal(undefined);
});

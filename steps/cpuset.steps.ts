/** Which CPUs and memory nodes a container's processes may use (cpuset(7)). */
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { Given, Then } from "@cucumber/cucumber";
import { expect } from "chai";
import { cpuCount } from "../engines/host/cpu_idle.ts";
import { cpusAllowed } from "../engines/host/cgroup.ts";
import { throughout } from "../engines/host/poll.ts";
import { locate } from "./locate.ts";
import { needs } from "./needs.ts";
import type { BrineWorld } from "./world.ts";

Given("it is limited to memory node {word}", needs("oci"), function (this: BrineWorld, nodes: string) {
  const { request } = this.itsContainer;
  request.configuration = { ...request.configuration, linux: { resources: { cpu: { mems: nodes } } } };
});

/** A list of a process's status: "0", "0-1" (proc_pid_status(5)). */
function allowed(pid: number, field: "Cpus_allowed_list" | "Mems_allowed_list"): string {
  const list = new RegExp(`^${field}:\\s*(.*)$`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return list ?? expect.fail(`/proc/${pid}/status has no field ${field}`);
}

Then("its program may run on CPU {word} alone", async function (this: BrineWorld, wanted: string) {
  const { pid } = await locate(this, { role: "program" });
  const seen = { group: cpusAllowed(this.itsContainer.groups), program: allowed(pid, "Cpus_allowed_list") };
  this.observe("CPUs", seen);
  expect(seen, "the CPUs of its control group, and those that its program may run on").to.deep.equal({ group: wanted, program: wanted });
});

Then("its program may run on every CPU of the host", async function (this: BrineWorld) {
  const { pid } = await locate(this, { role: "program" });
  const { affinity } = (await this.it.report()).cpus;
  expect(allowed(pid, "Cpus_allowed_list"), "the CPUs that its program may run on").to.equal(allowed(process.pid, "Cpus_allowed_list"));
  expect(affinity, "the CPUs that it counts").to.equal(cpuCount());
});

Then("it counts {int} CPU to run on, and all of the host's in \\/proc\\/cpuinfo", async function (this: BrineWorld, wanted: number) {
  const { affinity, cpuinfo } = (await this.it.report()).cpus;
  this.observe("CPUs that it counts", { affinity, cpuinfo });
  expect({ affinity, cpuinfo }, "the CPUs that it counts").to.deep.equal({ affinity: wanted, cpuinfo: cpus().length });
});

Then("it runs on CPU {int} for {duration}", async function (this: BrineWorld, wanted: number, duration: number) {
  const { pid } = await locate(this, { role: "program" });
  let seen = wanted;
  await throughout(() => {
    // Field 39, counted from behind comm, which may hold spaces (proc_pid_stat(5)).
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    seen = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[36]);
    return seen === wanted;
  }, duration);
  expect(seen, "the CPU that it was last seen on").to.equal(wanted);
});

Then("its program may use memory node {word} alone", async function (this: BrineWorld, wanted: string) {
  const { pid } = await locate(this, { role: "program" });
  expect(allowed(pid, "Mems_allowed_list"), "the memory nodes that its program may use").to.equal(wanted);
});

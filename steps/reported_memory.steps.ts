/** What a container's program is told about memory, and how readily it is killed (proc_meminfo(5), proc_pid_oom_score_adj(5)). */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Given, Then } from "@cucumber/cucumber";
import { expect } from "chai";
import { deadlines } from "../engines/contract.ts";
import { startLxcfs } from "../engines/host/lxcfs.ts";
import { locate } from "./locate.ts";
import { needs } from "./needs.ts";
import type { BrineWorld } from "./world.ts";

Given("its \\/proc\\/meminfo is served by lxcfs", async function (this: BrineWorld) {
  const { run } = this.parameters;
  const place = join(run.directory, this.id("lxcfs"));
  this.releases.push(() => rmSync(place, { recursive: true, force: true }));
  const { directory, stop } = await startLxcfs(place, run.id, deadlines.observation);
  this.releases.push(stop);
  const { request } = this.itsContainer;
  request.binds = [...(request.binds ?? []), { source: join(directory, "proc/meminfo"), destination: "/proc/meminfo" }];
});

Then("the total memory it reports is {size}", async function (this: BrineWorld, wanted: number) {
  const { meminfo } = await this.it.report();
  this.observe("total memory", { reported: meminfo.total });
  expect(meminfo.total, "the total memory it reports, bytes").to.equal(wanted);
});

Given("its OOM score adjustment is {int}", needs("oci"), function (this: BrineWorld, oomScoreAdj: number) {
  const { request } = this.itsContainer;
  request.configuration = { ...request.configuration, process: { oomScoreAdj } };
});

async function adjustment(world: BrineWorld): Promise<{ seen: number; reported: unknown }> {
  const { pid } = await locate(world, { role: "program" });
  const { oomScoreAdj } = (await world.it.report()) as unknown as { oomScoreAdj: number };
  const seen = { seen: Number(readFileSync(`/proc/${pid}/oom_score_adj`, "utf8")), reported: oomScoreAdj };
  world.observe("OOM score adjustment", seen);
  return seen;
}

Then("the OOM score adjustment of its program is {int}", async function (this: BrineWorld, wanted: number) {
  expect(await adjustment(this), "its OOM score adjustment, as the host and as it sees it").to.deep.equal({
    seen: wanted,
    reported: wanted,
  });
});

Then("the OOM score adjustment of its program is ours", async function (this: BrineWorld) {
  const ours = Number(readFileSync("/proc/self/oom_score_adj", "utf8"));
  expect(await adjustment(this), "its OOM score adjustment, as the host and as it sees it").to.deep.equal({ seen: ours, reported: ours });
});

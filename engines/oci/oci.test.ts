import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { expect } from "chai";
import { EngineFailure, type Engine, type RunContext } from "../contract.ts";
import { controlGroups, cpuBandwidth, cpusAllowed, cpuWeight, memoryLimit, taskCount } from "../host/cgroup.ts";
import { isFrozen } from "../host/cgroup_events.ts";
import { measureCpu } from "../host/cpu_window.ts";
import { usesAll, withinQuota } from "../host/cpu_judgement.ts";
import { fileStatus } from "../host/files.ts";
import { findProgram } from "../host/monitor.ts";
import { namespaceIdentity, sameNamespace } from "../host/namespaces.ts";
import { eventually } from "../host/poll.ts";
import { processStatus } from "../host/process.ts";
import { residue, sweepRun } from "../host/residue.ts";
import { sendSignal } from "../host/signals.ts";
import { adapter } from "../registry.ts";
import { pauseProgram, shell, testRun } from "./test_run.ts";

const missing =
  process.geteuid?.() !== 0
    ? "needs root"
    : !findProgram("runc")
      ? "runc is not installed: apt-get install runc"
      : !findProgram("busybox") && "busybox is not installed: apt-get install busybox-static";

describe("runc through the OCI adapter", { skip: missing }, () => {
  let run: RunContext;
  let engine: Engine;

  before(async () => {
    run = testRun();
    const runc = await adapter("runc");
    engine = await runc.connect(run, await runc.open(run));
  });

  after(async () => {
    await engine.close();
    await sweepRun(run);
    expect(residue(run)).to.deep.equal([]);
  });

  it("tells its version", () => {
    expect(engine.version).to.match(/^\d+\.\d+/);
  });

  it("takes a container from created to deleted, with output and exit status", async () => {
    const container = await engine.create(shell(run, "life", "echo out; echo err >&2; read line; echo [$line]; exit 7", { hostname: "h" }));
    expect(await container.status()).to.equal("created");
    expect(await container.output()).to.deep.equal({ stdout: "", stderr: "" });
    await container.start();
    expect(await container.wait(5000)).to.equal(7);
    expect(await eventually(async () => (await container.status()) === "stopped", 2000)).to.equal(true);
    expect(await container.output()).to.deep.equal({ stdout: "out\n[]\n", stderr: "err\n" });
    await container.delete();
    const gone: unknown = await container.status().catch((error: unknown) => error);
    expect(gone).to.be.instanceOf(EngineFailure);
    expect(gone).to.have.property("message").that.includes("does not exist");
    const evidence = await container.evidence();
    expect(evidence.map(({ name }) => name)).to.have.length(2);
    expect(readdirSync(join(run.directory, "bundles"))).to.deep.equal([]);
  });

  it("tells the PID on the host, delivers signals, and reports 128 + signal", async () => {
    const container = await engine.create(shell(run, "signals", "trap 'exit 3' TERM; echo ready; while :; do sleep 0.05; done"));
    await container.start();
    const pid = await container.pid();
    const status = processStatus(pid);
    expect(status?.nspid).to.deep.equal([pid, 1]);
    expect(sameNamespace(namespaceIdentity(pid, "pid"), namespaceIdentity("self", "pid"))).to.equal(false);
    expect(sameNamespace(namespaceIdentity(pid, "user"), namespaceIdentity("self", "user"))).to.equal(true);
    await eventually(async () => (await container.output()).stdout === "ready\n", 2000);
    await container.kill("SIGTERM");
    expect(await container.wait(5000)).to.equal(3);
    await container.delete();

    const other = await engine.create(shell(run, "killed", "exec sleep 100"));
    await other.start();
    await other.kill("SIGRTMIN+3"); // PID 1 has no handler for it: it stays
    sendSignal(await other.pid(), "SIGKILL", processStatus(await other.pid())?.startTime);
    expect(await other.wait(5000)).to.equal(137);
    await other.delete();
  });

  it("executes inside, tells the exit status, and fails for a program that does not exist", async () => {
    const container = await engine.create(shell(run, "exec", "exec sleep 100"));
    await container.start();
    expect(await container.exec(["/bin/sh", "-c", "echo $0; echo e >&2; exit 255", "zero"])).to.deep.equal({
      exitStatus: 255,
      stdout: "zero\n",
      stderr: "e\n",
    });
    const failed: unknown = await container.exec(["/no/such"]).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(EngineFailure);
    expect(failed).to.have.nested.property("details.output").that.includes("/no/such");
    await container.delete({ force: true });
    expect(await container.wait(5000)).to.equal(137);
  });

  it("applies limits, changes them, and holds a busy loop to its quota", async () => {
    const limits = { cpu: { quota: 20_000, period: 100_000 }, cpuShares: 512, cpus: "0", memory: 64 * 1024 * 1024, pids: 20 };
    const container = await engine.create(shell(run, "limits", "while :; do :; done", { limits }));
    const groups = controlGroups(await container.pid());
    expect(cpuBandwidth(groups)).to.deep.equal(limits.cpu);
    expect(memoryLimit(groups)).to.equal(limits.memory);
    expect(taskCount(groups)).to.deep.include({ max: 20 });
    expect(cpusAllowed(groups)).to.equal("0");
    if (cpuWeight(groups).version === 1) expect(cpuWeight(groups).weight).to.equal(512);
    await container.start();
    const window = await measureCpu(groups, 1000, 4_000);
    expect(withinQuota(window, 20_000, 100_000, 1)).to.equal("yes");
    expect(usesAll(window, 20_000, 100_000, 1)).to.not.equal("no");
    expect(withinQuota(window, 10_000, 100_000, 1)).to.equal("no");
    await container.update({ cpu: { quota: 50_000, period: 100_000 } });
    expect(cpuBandwidth(groups)).to.deep.equal({ quota: 50_000, period: 100_000 });
    expect(memoryLimit(groups)).to.equal(limits.memory);
    await container.delete({ force: true });
  });

  it("pauses and resumes", async () => {
    const container = await engine.create(shell(run, "paused", "while :; do :; done"));
    await container.start();
    await container.pause();
    expect(await container.status()).to.equal("paused");
    expect(isFrozen(controlGroups(await container.pid()))).to.equal(true);
    await container.resume();
    expect(await container.status()).to.equal("running");
    await container.delete({ force: true });
  });

  it("composes images: a deletion is a whiteout in the writable layer", async () => {
    await engine.images?.define({ name: "two", layers: [{ name: "l", files: { "/etc/app.conf": "lower" } }] });
    const container = await engine.create(
      shell(run, "image", "rm /etc/app.conf; cat /etc/app.conf", { root: { kind: "image", image: "two", union: "overlay" } }),
    );
    await container.start();
    expect(await container.wait(5000)).to.equal(1);
    const { upper, lower } = await container.files();
    expect(fileStatus(join(upper!, "etc/app.conf"))).to.deep.include({ kind: "character device" });
    expect(readFileSync(join(lower.at(-1)!, "etc/app.conf"), "utf8")).to.equal("lower");
    await container.delete();
  });

  it("refuses with what the runtime said, and leaves nothing of a create that failed", async () => {
    const failed: unknown = await engine
      .create(shell(run, "refused", "true", { args: ["/no/such/program"] }))
      .catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(EngineFailure);
    expect(failed).to.have.nested.property("details.output").that.includes("/no/such/program");
    expect(readdirSync(join(run.directory, "bundles"))).to.deep.equal([]);
    const unknown: unknown = await engine
      .create(shell(run, "noimage", "true", { root: { kind: "image", image: "none", union: "overlay" } }))
      .catch((error: unknown) => error);
    expect(unknown).to.have.property("message").that.includes('"none"');
  });

  it("leaves the first container alone when its id is asked for again", async () => {
    const first = await engine.create(shell(run, "twice", "exec sleep 100"));
    const again: unknown = await engine.create(shell(run, "twice", "true")).catch((error: unknown) => error);
    expect(again).to.be.instanceOf(EngineFailure);
    expect(await first.status()).to.equal("created");
    const slash: unknown = await engine.create({ ...shell(run, "slash", "true"), id: "a/b" }).catch((error: unknown) => error);
    expect(slash).to.be.instanceOf(EngineFailure).with.property("message").that.includes("invalid");
    await first.delete({ force: true });
  });

  it("misses a deadline as the engine's failure", async () => {
    const container = await engine.create(shell(run, "late", "exec sleep 100"));
    const late: unknown = await container.wait(20).catch((error: unknown) => error);
    expect(late).to.be.instanceOf(EngineFailure);
    await container.delete({ force: true });
  });

  it(
    "composes pods, where a program that ends leaves the others' namespaces",
    { skip: !existsSync(pauseProgram) && "the pause program is not built" },
    async () => {
      const idle = ["/bin/sh", "-c", "exec sleep 100"];
      const member = (name: string) => ({
        name,
        root: { kind: "image", image: "base", union: "overlay" } as const,
        args: idle,
        env: {},
        namespaces: {},
        limits: {},
      });
      const pod = await engine.pods!.create({
        id: `${run.id}-pod`.toLowerCase(),
        shares: ["network", "ipc", "uts"],
        containers: [member("web"), member("client")],
      });
      await pod.start();
      const infra = await pod.infra.pid();
      const same = async (name: string, type: "network" | "pid" | "mount"): Promise<boolean> =>
        sameNamespace(namespaceIdentity(await pod.container(name).pid(), type), namespaceIdentity(infra, type));
      expect(await same("web", "network")).to.equal(true);
      expect(await same("client", "network")).to.equal(true);
      expect(await same("web", "pid")).to.equal(false);
      const former = await pod.container("web").pid();
      await pod.restart("web");
      expect(await pod.container("web").pid()).to.not.equal(former);
      expect(await same("web", "network")).to.equal(true);
      expect(controlGroups(infra).map(({ path }) => path)).to.include(`${run.cgroupParent}/${pod.id}/infra`);
      await pod.delete();
      expect(residue(run).filter((line) => line.includes(pod.id) || line.startsWith("process") || line.startsWith("mount"))).to.deep.equal(
        [],
      );
    },
  );

  it("leaves nothing behind that a sweep does not find: frozen, and created", async () => {
    const left = testRun();
    const leaving = await (await adapter("runc")).connect(left, {});
    const frozen = await leaving.create(shell(left, "frozen", "exec sleep 100"));
    await frozen.start();
    const freezer = controlGroups(await frozen.pid()).find(({ hierarchy }) => hierarchy.controllers.includes("freezer"));
    if (freezer?.hierarchy.version === 1) writeFileSync(join(freezer.directory, "freezer.state"), "FROZEN");
    const created = await leaving.create(shell(left, "created", "true"));
    expect(residue(left).length).to.be.greaterThan(4);
    const swept = await sweepRun(left);
    expect(swept.some((line) => line.startsWith("process"))).to.equal(true);
    expect(residue(left)).to.deep.equal([]);
    expect(await frozen.wait(5000)).to.equal(137);
    expect(await created.wait(5000)).to.equal(137);
  });
});

describe("a program that is no OCI runtime", { skip: missing }, () => {
  for (const program of ["/bin/true", "/bin/false", "/bin/cat"])
    it(`creates nothing: ${program}`, async () => {
      const run = testRun();
      const other = await adapter(program);
      const engine = await other.connect(run, await other.open(run));
      const failed: unknown = await engine.create(shell(run, "none", "true")).catch((error: unknown) => error);
      expect(failed).to.be.instanceOf(EngineFailure);
      await engine.close();
      await sweepRun(run);
      expect(residue(run)).to.deep.equal([]);
    });
});

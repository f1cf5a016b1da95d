import os from "node:os";
import { describe, it } from "node:test";
import { expect } from "chai";
import { eventually, look, run, Workload } from "./start_probe.ts";

describe("the probe as a workload", () => {
  it("idles without a handler of its own", async () => {
    await using workload = new Workload("idle");
    const report = await workload.document();
    expect(report).to.include({ workload: "idle", pid: workload.pid });
    expect(report.signals.caught).to.deep.equal([]);
    expect(await eventually(`S ${process.pid} probe`, () => look(workload.pid))).to.equal(`S ${process.pid} probe`);
    process.kill(workload.pid, "SIGTERM");
    expect(await workload.end()).to.equal("SIGTERM");
  });

  it("says nothing but what it must with --quiet", () => {
    expect(run("--quiet", "exit", "7")).to.include({ exitStatus: 7, stdout: "" });
    expect(run("exit", "7").document).to.include({ workload: "exit" });
  });

  it("exits with its status on the signal that it handles, once it has reported", async () => {
    await using workload = new Workload("exit-on", "SIGTERM", "3");
    expect((await workload.document()).signals.caught).to.deep.equal(["SIGTERM"]);
    process.kill(workload.pid, "SIGTERM");
    expect(await workload.end()).to.equal(3);
  });

  it("refuses to handle a signal that nobody can handle", () => {
    expect(run("exit-on", "SIGKILL", "3")).to.deep.include({
      exitStatus: 1,
      document: { errno: "EINVAL", call: "sigaction", path: "SIGKILL" },
    });
  });

  it("is as many busy loops as it was asked for, which end with it", async () => {
    await using workload = new Workload("busy", "3");
    await workload.document();
    expect(await eventually(2, () => workload.children.length)).to.equal(2);
    const loops = workload.children;
    for (const loop of loops) expect(await eventually(`R ${workload.pid} probe`, () => look(loop))).to.equal(`R ${workload.pid} probe`);
    process.kill(workload.pid, "SIGKILL");
    for (const loop of loops) expect(await eventually("gone", () => look(loop))).to.equal("gone");
  });

  it("burns CPU time and tells how much", () => {
    expect(run("--quiet", "spin", "30").document.cpuMicros).to.be.within(29_000, 60_000);
  });

  it("touches what it allocates, and tells how much", () => {
    expect(run("--quiet", "allocate", "8388608").document).to.deep.equal({ allocated: 8_388_608 });
    expect(run("allocate", "half").exitStatus).to.equal(2);
    const { meminfo } = run("report").document;
    expect(run("--quiet", "allocate", "1%reported").document.allocated).to.be.within(meminfo.total / 100 - 1, meminfo.total / 100);
  });

  it("holds what it has touched, and waits", async () => {
    await using workload = new Workload("--quiet", "hold", "8388608");
    expect(await workload.document()).to.deep.equal({ allocated: 8_388_608 });
    expect(await eventually(`S ${process.pid} probe`, () => look(workload.pid))).to.equal(`S ${process.pid} probe`);
  });

  it("forks as often as it was asked to, and leaves nobody behind", () => {
    expect(run("--quiet", "fork", "5").document).to.deep.equal({ forked: 5, errno: null });
  });

  it("serves a line to whoever connects, and a port that is taken is refused", async () => {
    await using server = new Workload("serve", "0");
    await server.document();
    const { listening } = await server.document();
    expect(run("connect", "127.0.0.1", `${listening}`).document).to.deep.equal({ connected: true, answer: `brine ${os.hostname()}` });
    expect(run("--quiet", "serve", `${listening}`)).to.deep.include({
      exitStatus: 1,
      document: { errno: "EADDRINUSE", call: "bind", path: "127.0.0.1" },
    });
    process.kill(server.pid, "SIGKILL");
    await server.end();
    expect(run("connect", "127.0.0.1", `${listening}`)).to.deep.include({
      exitStatus: 1,
      document: { errno: "ECONNREFUSED", call: "connect", path: "127.0.0.1" },
    });
  });

  it("floods its output with exactly as much as it was told", () => {
    expect(run("flood", "100001").stdout).to.have.length(100_001);
  });
});

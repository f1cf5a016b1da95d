import { describe, it } from "node:test";
import { expect } from "chai";
import { type Document, eventually, look, probePath, run, runProgram, Workload } from "./start_probe.ts";

const root = process.getuid?.() === 0 ? false : "needs root";

describe("the probe as an init", () => {
  // The subreaper stands for PID 1 here: it adopts the orphans of its descendants in a namespace that has an init already.
  it("names its child and the orphan-to-be, and both leave on SIGUSR1", async () => {
    await using workload = new Workload("subreaper");
    const { subreaper, child, orphan } = await workload.document();
    expect(look(subreaper)).to.equal(`S ${workload.pid} subreaper`);
    expect(look(child)).to.equal(`S ${subreaper} child`);
    expect(look(orphan)).to.equal(`S ${child} orphan`);
    process.kill(child, "SIGUSR1");
    expect(await eventually("gone", () => look(child))).to.equal("gone");
    expect(look(orphan)).to.equal(`S ${subreaper} orphan`);
    process.kill(orphan, "SIGUSR1");
    expect(await eventually("gone", () => look(orphan))).to.equal("gone");
  });

  it("that never waits keeps its child as a zombie, without a handler", async () => {
    await using workload = new Workload("init-idle");
    const report = await workload.document();
    expect(report.signals.caught).to.deep.equal([]);
    process.kill(report.child, "SIGUSR1");
    const zombie = `Z ${workload.pid} child`;
    expect(await eventually(zombie, () => look(report.child))).to.equal(zombie);
  });

  it("that reaps keeps nobody", async () => {
    await using workload = new Workload("init-reap");
    const { child } = await workload.document();
    process.kill(child, "SIGUSR1");
    expect(await eventually("gone", () => look(child))).to.equal("gone");
  });

  it("exits and leaves a background process in a session of its own", () => {
    const { document: report, exitStatus } = run("init-exit", "7");
    try {
      expect(exitStatus).to.equal(7);
      expect(report.background).to.not.equal(report.pid);
      expect(look(report.background)).to.match(/^S \d+ background$/);
    } finally {
      process.kill(report.background, "SIGKILL");
    }
  });

  it("exits on a signal, and its background process lives on where no PID namespace ends with it", async () => {
    await using workload = new Workload("init-exit-on", "SIGTERM", "4");
    const { background } = await workload.document();
    try {
      process.kill(workload.pid, "SIGTERM");
      expect(await workload.end()).to.equal(4);
      expect(look(background)).to.match(/^S \d+ background$/);
    } finally {
      process.kill(background, "SIGKILL");
    }
  });

  describe("as PID 1", { skip: root }, () => {
    const first = (...args: string[]) =>
      new Workload("/usr/bin/unshare", "--pid", "--fork", "--kill-child=SIGKILL", "--mount-proc", probePath, ...args);
    const inside = (workload: Workload, ...args: string[]) =>
      runProgram("/usr/bin/nsenter", "-t", `${workload.children[0]}`, "-p", "-m", probePath, ...args).document;
    const states = (workload: Workload) =>
      inside(workload, "ps")
        .map(({ pid, ppid, comm, state }: Document) => `${pid} ${ppid} ${comm} ${state}`)
        .slice(0, -1)
        .join(", ");

    it("collects the zombies of its child and of the orphan when it never waits", async () => {
      await using workload = first("init-idle");
      expect(await workload.document()).to.include({ pid: 1, ppid: 0, child: 2, orphan: 3 });
      expect(states(workload)).to.equal("1 0 probe S, 2 1 child S, 3 2 orphan S");
      expect(inside(workload, "kill-name", "child", "SIGUSR1")).to.deep.equal({ sent: true, pid: 2 });
      expect(await eventually("1 0 probe S, 2 1 child Z, 3 1 orphan S", () => states(workload))).to.equal(
        "1 0 probe S, 2 1 child Z, 3 1 orphan S",
      );
      expect(inside(workload, "kill", "3", "SIGUSR1")).to.deep.equal({ sent: true });
      expect(await eventually("1 0 probe S, 2 1 child Z, 3 1 orphan Z", () => states(workload))).to.equal(
        "1 0 probe S, 2 1 child Z, 3 1 orphan Z",
      );
      expect(inside(workload, "kill-name", "nobody", "SIGUSR1")).to.deep.equal({ errno: "ESRCH", call: "kill", path: "nobody" });
    });

    it("adopts and reaps when it waits", async () => {
      await using workload = first("init-reap");
      await workload.document();
      inside(workload, "kill-name", "child", "SIGUSR1");
      expect(await eventually("1 0 probe S, 3 1 orphan S", () => states(workload))).to.equal("1 0 probe S, 3 1 orphan S");
      inside(workload, "kill-name", "orphan", "SIGUSR1");
      expect(await eventually("1 0 probe S", () => states(workload))).to.equal("1 0 probe S");
    });

    it("is not reached by a signal from inside that it does not handle", async () => {
      await using workload = first("init-idle");
      await workload.document();
      for (const signal of ["SIGTERM", "SIGKILL", "SIGSTOP"]) expect(inside(workload, "kill", "1", signal)).to.deep.equal({ sent: true });
      expect(states(workload)).to.match(/^1 0 probe S/);
    });
  });

  it("cannot fork any more once the first process of its PID namespace has ended", { skip: root }, () => {
    expect(run("fork-twice").document).to.deep.equal({ first: "ok", second: "ok" });
    expect(run("unshare", "pid", "fork-twice").document).to.deep.equal({ first: "ok", second: "ENOMEM" });
  });
});

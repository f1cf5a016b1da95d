/** The runtime is killed after each step of a create in turn; what it has left is then deleted by force, as a user would. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { Launcher, type Step } from "../../native/index.ts";
import { Runtime } from "./runtime.ts";
import { isAlive, type ProcessIdentity } from "./state.ts";
import { notHere, TestBundle } from "./test_bundle.ts";

/** The plan up to a step, where its launcher and its child stop. */
function cut(steps: readonly Step[], after: number): Step[] {
  const clone = steps.findIndex(({ kind }) => kind === "clone");
  if (after < clone) return steps.slice(0, after + 1);
  const stop: Step = { kind: "sync", actor: "child", name: "crash", tell: true, wait: true };
  return [...steps.slice(0, after + 1), stop, ...steps.slice(after + 1)];
}

async function hasEnded(identity: ProcessIdentity): Promise<boolean> {
  for (const end = Date.now() + 5_000; isAlive(identity); await setTimeout(2)) if (Date.now() > end) return false;
  return true;
}

describe("a runtime that is killed in the middle of create", { skip: notHere }, () => {
  it("leaves, after whichever step, what delete --force removes whole", async () => {
    using bundle = new TestBundle();
    const steps = await bundle.runtime.plan({ id: bundle.id, bundle: bundle.directory });
    const last = steps.findIndex(({ kind }) => kind === "awaitStart");
    const { stdin, stdout, stderr } = bundle.stdio;
    for (let after = 0; after < last; after++) {
      const where = `after step ${after}, ${steps[after]?.kind}`;
      const plan = cut(steps, after);
      const launcher = Launcher.get();
      const running = launcher.run(plan, { descriptors: [stdin, stdout, stderr] });
      const identity = plan.some(({ kind }) => kind === "clone") ? await running.forked : undefined;
      await (identity ? running.reached("crash") : running.started);
      process.kill(launcher.pid, "SIGKILL");
      if (identity) await running.exited.catch(() => undefined);
      while (Launcher.get() === launcher) await setTimeout(1);
      await new Runtime({ root: bundle.runtime.root }).find(bundle.id)?.delete({ force: true });
      if (identity) expect(await hasEnded(identity), `${where}: its process has ended`).to.equal(true);
      expect(bundle.residue(), where).to.deep.equal([]);
    }
    expect(last).to.be.greaterThan(50);
  });

  it("leaves no process that waits for it", async (test) => {
    using bundle = new TestBundle();
    const steps = await bundle.runtime.plan({ id: bundle.id, bundle: bundle.directory });
    const waiting = steps.findIndex(({ kind }) => kind === "awaitLauncher");
    if (waiting < 0) return test.skip("on v2 its groups are made before it is born");
    const fifo = path.join(bundle.directory, "fifo");
    execFileSync("mkfifo", [fifo]);
    // Nobody opens the other end: there the launcher stays.
    const stop: Step = { kind: "open", actor: "launcher", slot: 200, path: fifo, flags: 0 };
    const { stdin, stdout, stderr } = bundle.stdio;
    const launcher = Launcher.get();
    const running = launcher.run(steps.toSpliced(waiting, 0, stop), { descriptors: [stdin, stdout, stderr] });
    const identity = await running.forked;
    await setTimeout(50);
    expect(isAlive(identity), "it waits").to.equal(true);
    process.kill(launcher.pid, "SIGKILL");
    await running.exited.catch(() => undefined);
    while (Launcher.get() === launcher) await setTimeout(1);
    expect(await hasEnded(identity), "its process has ended").to.equal(true);
    await new Runtime({ root: bundle.runtime.root }).find(bundle.id)?.delete({ force: true });
    expect(bundle.residue()).to.deep.equal([]);
  });
});

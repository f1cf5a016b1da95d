import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { close, pipe } from "./calls.ts";
import { Launcher } from "./launcher.ts";
import { PlanTemplate } from "./plan_template.ts";
import { LauncherLost } from "./step_error.ts";
import type { Step } from "./steps.ts";

/** proc_pid_stat(5), of a process whose name holds no space. */
const stateOf = (pid: number): string | undefined => readFileSync(`/proc/${pid}/stat`, "utf8").split(" ")[2];

describe("the life of the launcher", () => {
  it("is one a thread", () => {
    expect(Launcher.get()).to.equal(Launcher.get());
  });

  it("leaves to the subreaper above what becomes its program, and ends, while others are reaped", async () => {
    const directory = mkdtempSync(join(tmpdir(), "brine-test-"));
    const fifo = join(directory, "fifo");
    execFileSync("mkfifo", [fifo]);
    const [reader, writer] = pipe();
    // Opened anew, so that reading it waits.
    const waiting = openSync(`/proc/self/fd/${reader}`, "r");
    const become: Step = { kind: "exec", actor: "child", path: "/bin/true", args: ["true"], env: [] };
    const launcher = Launcher.get();
    const left = launcher.run([{ kind: "clone", actor: "launcher", flags: 0 }, { kind: "awaitStart", actor: "child", slot: 0 }, become], {
      descriptors: [waiting],
      handOver: true,
    });
    const { pid } = await left.forked;
    const other = launcher.run([
      { kind: "clone", actor: "launcher", flags: 0 },
      become,
      { kind: "awaitExit", actor: "launcher" },
      // As long as nobody opens the other end it stands here, in the middle of reaping.
      { kind: "open", actor: "launcher", slot: 0, path: fifo, flags: 0 },
    ]);
    const { pid: otherPid } = await other.forked;
    while (existsSync(`/proc/${otherPid}`)) await setTimeout(1);
    writeSync(writer, "0");
    while (stateOf(pid) !== "Z") await setTimeout(1);
    closeSync(openSync(fifo, "w"));
    expect(await other.exited).to.include({ exitStatus: 0 });
    await left.started;
    expect(await Promise.race([left.exited, setTimeout(20, "is not told")])).to.equal("is not told");
    expect(stateOf(pid), "a zombie").to.equal("Z");
    // It goes with the launcher.
    launcher.close();
    closeSync(waiting);
    for (const end of [reader, writer]) close(end);
    rmSync(directory, { recursive: true });
  });

  it("lets down a child that comes to a meeting point after Node has gone, though it watches over it", async () => {
    const [reader, writer] = pipe();
    // Opened anew, so that reading it waits.
    const waiting = openSync(`/proc/self/fd/${reader}`, "r");
    const launcher = Launcher.get();
    const launcherPid = launcher.pid;
    const running = launcher.run(
      [
        { kind: "clone", actor: "launcher", flags: 0 },
        { kind: "awaitStart", actor: "child", slot: 0 },
        { kind: "sync", actor: "child", name: "here", tell: true, wait: true },
      ],
      { descriptors: [waiting], persistent: true },
    );
    const { pid } = await running.forked;
    close(reader);
    closeSync(waiting);
    launcher.close();
    await setTimeout(50);
    expect(existsSync(`/proc/${pid}`)).to.equal(true);
    writeSync(writer, "0");
    close(writer);
    try {
      for (const end = Date.now() + 5_000; existsSync(`/proc/${pid}`) || existsSync(`/proc/${launcherPid}/exe`); await setTimeout(5))
        expect(Date.now(), "the child and its launcher have ended").to.be.lessThan(end);
    } finally {
      if (existsSync(`/proc/${pid}`)) process.kill(pid, "SIGKILL");
    }
  });

  it("may be told what gets no answer though it has ended, which nobody has noticed yet", async () => {
    const launcher = Launcher.get();
    const template = new PlanTemplate(() => [{ kind: "rmdir", actor: "launcher", path: "/nowhere", ifExists: true }], 0);
    await launcher.run(template.for("")).started;
    const running = launcher.run([
      { kind: "clone", actor: "launcher", flags: 0 },
      { kind: "sync", actor: "child", name: "here", tell: true, wait: true },
    ]);
    await running.reached("here");
    process.kill(launcher.pid, "SIGKILL");
    // Without a turn of the event loop, which would tell.
    while (!/^State:\t[ZX]/m.test(readFileSync(`/proc/${launcher.pid}/status`, "utf8")));
    running.proceed();
    launcher.forget(template);
    launcher.keepNetworks(0);
    await launcher.run(template.for("")).started;
    const failure = await running.exited.catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(LauncherLost);
  });

  it("is replaced when it has ended unnoticed: what is asked for next is done by another", async () => {
    const { pid } = Launcher.get();
    process.kill(pid, "SIGKILL");
    // Without giving the event loop a turn, in which it would be noticed; a zombie has closed its descriptors.
    while (!/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, "utf8"))) continue;
    await Launcher.get().run([{ kind: "unlink", actor: "launcher", path: "/nowhere", ifExists: true }]).finished;
    expect(Launcher.get().pid).to.not.equal(pid);
  });

  it("ends with a thread that is the only one to use it", () => {
    // Node unloads the addon with it, while the thread's loop still has a handle of the addon's to close.
    const script = `import { Worker } from "node:worker_threads";
      const worker = \`import(${JSON.stringify(new URL("launcher.ts", import.meta.url).href)}).then(({ Launcher }) => Launcher.get())\`;
      new Worker(worker, { eval: true }).on("exit", (status) => console.log("ended with", status));`;
    const { status, signal, stdout } = spawnSync(process.execPath, ["--no-warnings", "--input-type=module", "-e", script], {
      encoding: "utf8",
    });
    expect({ status, signal, stdout }).to.deep.equal({ status: 0, signal: null, stdout: "ended with 0\n" });
  });

  it("is collected when it has been lost, or closed", async () => {
    const script = `import { setImmediate } from "node:timers/promises";
      import { Launcher } from ${JSON.stringify(new URL("launcher.ts", import.meta.url).href)};
      let collected = 0;
      const registry = new FinalizationRegistry(() => collected++);
      for (let time = 0; time < 4; time++) {
        registry.register(Launcher.get(), time);
        Launcher.get().close();
      }
      Launcher.get();
      for (let time = 0; time < 100 && collected < 3; time++) {
        globalThis.gc();
        await setImmediate();
      }
      console.log(collected >= 3 ? "collected" : collected);`;
    const { stdout, stderr } = spawnSync(process.execPath, ["--no-warnings", "--expose-gc", "--input-type=module", "-e", script], {
      encoding: "utf8",
    });
    expect({ stdout, stderr }).to.deep.equal({ stdout: "collected\n", stderr: "" });
  });

  it("refuses to run from anything but a sealed copy", async () => {
    const { spawnSync } = await import("node:child_process");
    const result = spawnSync(new URL("build/Release/launcher", import.meta.url).pathname, { encoding: "utf8" });
    expect(result.status).to.equal(2);
    expect(result.stderr).to.match(/started by the addon only/);
  });
});

import { execFileSync, spawnSync } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  rmdirSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { close, pipe } from "./calls.ts";
import { Launcher } from "./launcher.ts";
import { PlanTemplate } from "./plan_template.ts";
import { StepError } from "./step_error.ts";
import type { Step } from "./steps.ts";

const needsRoot: string | false = process.geteuid?.() === 0 ? false : "needs root";
const env = { PATH: "/usr/bin:/bin" };
/** CLONE_NEWNS (clone(2)). */
const cloneMounts = 0x20000;
/** MS_REC | MS_PRIVATE (mount(2)). */
const recursivelyPrivate = 0x44000;

/** Reads a pipe to its end. */
async function read(descriptor: number): Promise<string> {
  const { Socket } = await import("node:net");
  const socket = new Socket({ fd: descriptor, readable: true, writable: false });
  let text = "";
  for await (const chunk of socket) text += String(chunk);
  return text;
}

/** proc_pid_stat(5), of a process whose name holds no space. */
const stateOf = (pid: number): string | undefined => readFileSync(`/proc/${pid}/stat`, "utf8").split(" ")[2];

/** Does something while the launcher may have no descriptor above. */
async function limited<Result>(descriptors: number, action: () => Promise<Result>): Promise<Result> {
  const { pid } = Launcher.get();
  const limit = (soft: string): void => void execFileSync("prlimit", [`--pid=${pid}`, `--nofile=${soft}:`]);
  const before = /^Max open files +(\d+)/m.exec(readFileSync(`/proc/${pid}/limits`, "utf8"))?.[1] ?? "";
  limit(String(descriptors));
  try {
    return await action();
  } finally {
    limit(before);
  }
}

describe("the launcher", () => {
  it("starts a program of the host with nothing but its three descriptors", async () => {
    const [reader, writer] = pipe();
    const extra = openSync("/dev/zero", "r");
    const child = await Launcher.get().spawn(["sh", "-c", "ls /proc/self/fd; exit 3"], { env, stdout: writer });
    close(writer);
    closeSync(extra);
    // The fourth is the directory that ls itself reads.
    expect((await read(reader)).trim().split("\n")).to.deep.equal(["0", "1", "2", "3"]);
    expect(await child.exited).to.equal(3);
  });

  it("takes the CPU from nobody when it wakes up, and leaves no trace of that in its children", async () => {
    // proc_pid_stat(5), field 41, of a process whose name holds no space: 3 is SCHED_BATCH, 0 SCHED_OTHER (sched(7)).
    const policyIn = (stat: string): string | undefined => stat.split(" ")[40];
    expect(policyIn(readFileSync(`/proc/${Launcher.get().pid}/stat`, "utf8"))).to.equal("3");
    const [reader, writer] = pipe();
    await Launcher.get().spawn(["cat", "/proc/self/stat"], { env, stdout: writer });
    close(writer);
    expect(policyIn(await read(reader))).to.equal("0");
  });

  it("reports an end by signal as 128 + its number", async () => {
    const child = await Launcher.get().spawn(["sleep", "100"], { env });
    process.kill(child.pid, "SIGTERM");
    expect(await child.exited).to.equal(143);
  });

  it("names the step and the errno of what failed", async () => {
    const failure = await Launcher.get()
      .spawn(["/nowhere/program"], { env })
      .catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(StepError).and.include({ code: "ENOENT", syscall: "exec", path: "/nowhere/program" });
  });

  it("adopts what loses its parent, and tells its exit status", async () => {
    const [reader, writer] = pipe();
    const child = await Launcher.get().spawn(["sh", "-c", "(sleep 0.05; exit 7) & echo $!"], { env, stdout: writer });
    close(writer);
    const orphan = Number(await read(reader));
    await child.exited;
    expect(await Launcher.get().orphan(orphan)).to.equal(7);
  });

  it("does steps of its own without a child, and stops at the first that fails", async () => {
    const running = Launcher.get().run([
      { kind: "rmdir", actor: "launcher", path: "/nowhere", ifExists: true },
      { kind: "rmdir", actor: "launcher", path: "/proc/self" },
      { kind: "unlink", actor: "launcher", path: "/nowhere" },
    ]);
    const failure = await running.started.catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(StepError).and.include({ syscall: "rmdir", path: "/proc/self" });
  });

  it("finds control groups where they are now, and keeps nobody from unmounting them", { skip: needsRoot }, () => {
    // In a mount namespace of its own, as everybody's groups are covered in it.
    const script = `
      import { mkdirSync, readdirSync } from "node:fs";
      import { Launcher, mount, umount } from "./index.ts";
      const place = "/sys/fs/cgroup";
      const launcher = Launcher.get();
      const make = (...names) =>
        launcher.run(names.map((name) => ({ kind: "mkdir", actor: "launcher", path: place + "/" + name, mode: 0o755 }))).started;
      const found = () => readdirSync(place, { recursive: true }).toSorted();
      mount("tmpfs", place, "tmpfs", 0);
      await make("both", "both/below");
      mount("tmpfs", place, "tmpfs", 0);
      await make("both", "both/above", "/twice//", "twice/deep/");
      const above = found();
      umount(place, 0);
      console.log(JSON.stringify([above, found()]));
      umount(place, 0);
      launcher.close();`;
    const options = { cwd: import.meta.dirname, input: script, encoding: "utf8" } as const;
    const { stdout, stderr } = spawnSync("unshare", ["--mount", process.execPath, "--input-type=module-typescript"], options);
    expect(stderr).to.equal("");
    expect(JSON.parse(stdout)).to.deep.equal([
      ["both", "both/above", "twice", "twice/deep"],
      ["both", "both/below"],
    ]);
  });

  it("leaves its child in the root where no step puts it elsewhere, whatever the steps have been about", { skip: needsRoot }, async () => {
    const [reader, writer] = pipe();
    const group: Step = { kind: "writeFile", actor: "launcher", path: "/sys/fs/cgroup/nowhere/tasks", data: "0", ifExists: true };
    const running = Launcher.get().run(
      [
        group,
        { kind: "clone", actor: "launcher", flags: cloneMounts },
        { kind: "stdio", actor: "child", slots: [0, 1, 2] },
        { kind: "mount", actor: "child", source: "", target: "/", type: "", flags: recursivelyPrivate, data: "" },
        { ...group, actor: "child" },
        { kind: "mount", actor: "child", source: "proc", target: "/proc", type: "proc", flags: 0, data: "" },
        { kind: "exec", actor: "child", path: "/bin/pwd", args: ["pwd"], env: [] },
      ],
      { descriptors: [0, writer, 2] },
    );
    close(writer);
    expect(await read(reader)).to.equal("/\n");
    expect((await running.exited).exitStatus).to.equal(0);
  });

  it("keeps no directory open in which it has made links, however long its path", async () => {
    const directory = mkdtempSync(join(tmpdir(), "brine-test-"));
    const long = join(directory, "d".repeat(200), "e".repeat(200));
    mkdirSync(long, { recursive: true });
    const launcher = Launcher.get();
    const links = ["a", "b", "c"].map((name): Step => ({ kind: "symlink", actor: "launcher", target: "/", path: join(long, name) }));
    // The last one is of another kind: with it nothing more can be for the same directory.
    await launcher.run([...links, { kind: "unlink", actor: "launcher", path: "/nowhere", ifExists: true }]).started;
    const open = readdirSync(`/proc/${launcher.pid}/fd`).map((fd) => readlinkSync(`/proc/${launcher.pid}/fd/${fd}`));
    expect(open).not.to.include(long);
    expect(readdirSync(long)).to.deep.equal(["a", "b", "c"]);
    rmSync(directory, { recursive: true });
  });

  it("learns how a process ends that went on in another's place, however fast", async () => {
    const nothing = openSync("/dev/null", "r+");
    const steps: Step[] = [
      { kind: "clone", actor: "launcher", flags: 0 },
      { kind: "stdio", actor: "child", slots: [0, 1, 2] },
      { kind: "fork", actor: "child" },
      { kind: "exec", actor: "child", path: "/bin/sh", args: ["/bin/sh", "-c", "exit 5"], env: [] },
    ];
    const exits = Array.from({ length: 200 }, async (_, index) => {
      const running = Launcher.get().run(steps, { descriptors: [nothing, nothing, nothing], brief: index % 2 === 0 });
      return (await running.exited).exitStatus;
    });
    expect(new Set(await Promise.all(exits))).to.deep.equal(new Set([5]));
    closeSync(nothing);
  });

  it("goes on to tell how others end when one was left to the subreaper above", async () => {
    const nothing = openSync("/dev/null", "r+");
    const run = (handOver: boolean) =>
      Launcher.get().run(
        [
          { kind: "clone", actor: "launcher", flags: 0 },
          { kind: "stdio", actor: "child", slots: [0, 1, 2] },
          { kind: "exec", actor: "child", path: "/bin/sh", args: ["/bin/sh", "-c", "exit 5"], env: [] },
        ],
        { descriptors: [nothing, nothing, nothing], handOver },
      );
    const left = run(true);
    await left.started;
    expect((await run(false).exited).exitStatus).to.equal(5);
    const { pid } = await left.forked;
    expect(stateOf(pid), "a zombie").to.equal("Z");
    // It goes with the launcher.
    Launcher.get().close();
    closeSync(nothing);
  });

  it("knows when its children were made as the kernel does", async () => {
    const pauses: Step[] = [
      { kind: "clone", actor: "launcher", flags: 0 },
      { kind: "sync", actor: "child", name: "here", tell: true, wait: true },
    ];
    // Over more than a tick, of 10 ms, so that some are made at its turn.
    for (let time = 0; time < 200; time++) {
      const running = Launcher.get().run(pauses);
      const { pid, startTime } = await running.forked;
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      expect(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]).to.equal(String(startTime));
      await running.reached("here");
      running.proceed();
      await running.exited;
    }
  });

  it("holds a child at a meeting point until told", async () => {
    const running = Launcher.get().run([
      { kind: "clone", actor: "launcher", flags: 0 },
      { kind: "sync", actor: "child", name: "here", tell: true, wait: true },
      { kind: "chdir", actor: "child", path: "/" },
    ]);
    await running.reached("here");
    expect(await Promise.race([running.exited, setTimeout(20, "waits")])).to.equal("waits");
    running.proceed();
    expect(await running.exited).to.include({ exitStatus: 0 });
  });

  it("goes on with its own steps when the child has ended, and tells which of them failed", async () => {
    const steps = (path: string): Step[] => [
      { kind: "clone", actor: "launcher", flags: 0 },
      { kind: "open", actor: "child", slot: 0, path: "/dev/null", flags: 2 },
      { kind: "stdio", actor: "child", slots: [0, 0, 0] },
      { kind: "exec", actor: "child", path: "/bin/sh", args: ["sh", "-c", "exit 4"], env: [] },
      { kind: "awaitExit", actor: "launcher" },
      { kind: "rmdir", actor: "launcher", path },
    ];
    for (const brief of [false, true]) {
      const directory = mkdtempSync(join(tmpdir(), "brine-test-"));
      const running = Launcher.get().run(steps(directory), { brief });
      await running.started;
      expect(await running.exited).to.include({ exitStatus: 4 });
      await running.finished;
      expect(existsSync(directory)).to.equal(false);
      const failing = Launcher.get().run(steps("/proc/self"), { brief });
      expect(await failing.exited).to.include({ exitStatus: 4 });
      const failure = await failing.finished.catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(StepError).and.include({ syscall: "rmdir", path: "/proc/self" });
    }
  });

  it("tells of a child that failed on its way, also where only failures are told, and leaves what follows its end", async () => {
    const directory = mkdtempSync(join(tmpdir(), "brine-test-"));
    const plan: Step[] = [
      { kind: "clone", actor: "launcher", flags: 0 },
      { kind: "chdir", actor: "child", path: "/nowhere" },
      { kind: "exec", actor: "child", path: "/bin/true", args: ["true"], env: [] },
      { kind: "awaitExit", actor: "launcher" },
      { kind: "rmdir", actor: "launcher", path: directory },
    ];
    const running = Launcher.get().run(plan, { brief: true });
    const failure = await running.started.catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(StepError).and.include({ syscall: "chdir", code: "ENOENT" });
    expect((await running.forked).pid).to.be.greaterThan(1);
    // Its own _exit(127), or the SIGKILL of the launcher that has heard of the failure: whichever is first.
    expect((await running.exited).exitStatus).to.be.oneOf([127, 137]);
    rmdirSync(directory);
  });

  it("carries a plan that is larger than a packet", async () => {
    const running = Launcher.get().run([
      { kind: "clone", actor: "launcher", flags: 0 },
      { kind: "open", actor: "child", slot: 0, path: "/dev/null", flags: 2 },
      { kind: "stdio", actor: "child", slots: [0, 0, 0] },
      { kind: "exec", actor: "child", path: "/bin/sh", args: ["sh", "-c", 'test "${#BIG}" = 120000'], env: [`BIG=${"x".repeat(120_000)}`] },
    ]);
    expect(await running.exited).to.include({ exitStatus: 0 });
  });

  it("leaves a PID namespace that it joined for a child which was then never made", { skip: needsRoot }, async () => {
    const newPidNamespace = 0x20000000;
    const other = Launcher.get().run([
      { kind: "clone", actor: "launcher", flags: newPidNamespace },
      { kind: "sync", actor: "child", name: "here", tell: true, wait: true },
      { kind: "chdir", actor: "child", path: "/" },
    ]);
    await other.reached("here");
    const joining: Step = { kind: "setns", actor: "launcher", path: `/proc/${(await other.forked).pid}/ns/pid`, flags: newPidNamespace };
    const failing = Launcher.get().run([joining, { kind: "rmdir", actor: "launcher", path: "/proc/self" }]);
    expect(await failing.started.catch((error: unknown) => error)).to.include({ syscall: "rmdir" });
    await Launcher.get().run([joining]).started;
    const [reader, writer] = pipe();
    await Launcher.get().spawn(["readlink", "/proc/self/ns/pid"], { env, stdout: writer });
    close(writer);
    expect((await read(reader)).trim()).to.equal(readlinkSync("/proc/self/ns/pid"));
    other.proceed();
    await other.exited;
  });

  it("refuses a plan whose descriptors it has no room for", async () => {
    const device = openSync("/dev/null", "r");
    const run = (path: string): Promise<unknown> =>
      Launcher.get()
        .run([{ kind: "rmdir", actor: "launcher", path, ifExists: true }], { descriptors: [device] })
        .started.catch((error: unknown) => error);
    await limited(4, async () => {
      // A large plan comes as a descriptor itself.
      for (const path of ["/nowhere", `/nowhere/${"x/".repeat(60_000)}`]) expect(await run(path)).to.include({ code: "EMFILE" });
    });
    expect(await run("/nowhere")).to.equal(undefined);
    closeSync(device);
  });

  it("fails alone what is run by a template that it could not receive, and takes that the next time", async () => {
    const shell = (command: string): Step[] => [
      { kind: "clone", actor: "launcher", flags: 0 },
      { kind: "exec", actor: "child", path: "/bin/sh", args: ["sh", "-c", command], env: [] },
    ];
    const [clone, exec] = [shell("").slice(0, 1), (status: number) => shell(`exit ${status}`).slice(1)];
    const wait: Step = { kind: "sync", actor: "child", name: "here", tell: true, wait: true };
    // Enough that some of them have the numbers that the templates have.
    const statuses = Array.from({ length: 30 }, (_, index) => index);
    const others = statuses.map((status) => Launcher.get().run([...clone, wait, ...exec(status)]));
    await Promise.all(others.map((each) => each.reached("here")));
    // Too large for a packet, so each comes as a descriptor.
    const templates = [1, 2, 3].map(() => new PlanTemplate(() => shell(`: ${"x".repeat(100_000)}`), 0));
    const runAll = (): Promise<unknown[]> =>
      Promise.all(
        templates.map((each) =>
          Launcher.get()
            .run(each.for(""))
            .done.catch((error: unknown) => error),
        ),
      );
    const used = readdirSync(`/proc/${Launcher.get().pid}/fd`).map(Number);
    try {
      for (const failure of await limited(Math.max(...used) + 1, runAll)) expect(failure).to.include({ code: "EMFILE" });
      for (const exit of await runAll()) expect(exit).to.include({ exitStatus: 0 });
    } finally {
      for (const each of others) each.proceed();
    }
    expect((await Promise.all(others.map(({ done }) => done))).map(({ exitStatus }) => exitStatus)).to.deep.equal(statuses);
  });
});

import { closeSync, openSync } from "node:fs";
import { describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { close, pipe } from "./calls.ts";
import { Launcher, StepError } from "./launcher.ts";

const env = { PATH: "/usr/bin:/bin" };

/** Reads a pipe to its end. */
async function read(descriptor: number): Promise<string> {
  const { Socket } = await import("node:net");
  const socket = new Socket({ fd: descriptor, readable: true, writable: false });
  let text = "";
  for await (const chunk of socket) text += String(chunk);
  return text;
}

describe("the launcher", () => {
  it("is one a thread", () => {
    expect(Launcher.get()).to.equal(Launcher.get());
  });

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

  it("carries a plan that is larger than a packet", async () => {
    const running = Launcher.get().run([
      { kind: "clone", actor: "launcher", flags: 0 },
      { kind: "open", actor: "child", slot: 0, path: "/dev/null", flags: 2 },
      { kind: "stdio", actor: "child", slots: [0, 0, 0] },
      { kind: "exec", actor: "child", path: "/bin/sh", args: ["sh", "-c", 'test "${#BIG}" = 120000'], env: [`BIG=${"x".repeat(120_000)}`] },
    ]);
    expect(await running.exited).to.include({ exitStatus: 0 });
  });

  it("refuses to run from anything but a sealed copy", async () => {
    const { spawnSync } = await import("node:child_process");
    const result = spawnSync(new URL("build/Release/launcher", import.meta.url).pathname, { encoding: "utf8" });
    expect(result.status).to.equal(2);
    expect(result.stderr).to.match(/started by the addon only/);
  });
});

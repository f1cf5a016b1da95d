/** Hooks: when, where and with what they run, and what their failure does (config.md, "POSIX-platform Hooks"; runtime.md, "Lifecycle"). */
import { copyFileSync, existsSync, readFileSync, readlinkSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { expect } from "chai";
import type { Hook, HookKind, Hooks } from "../configuration/types.ts";
import { rejection } from "./rejection.ts";
import { Runtime } from "./runtime.ts";
import { configurationFor, notHere, TestBundle } from "./test_bundle.ts";

const busybox = "/bin/busybox";

function shell(script: string, rest: Partial<Hook> = {}): Hook {
  return { path: busybox, args: ["sh", "-c", script], env: ["PATH=/bin:/usr/bin"], ...rest };
}

/** Adds a line with the kind, the status it is told and its mount and PID namespace. */
function recording(kind: HookKind, log: string): Hook {
  const status = `sed -E 's/.*"status":"([a-z]+)".*/\\1/'`;
  return shell(`echo ${kind} $(${status}) $(readlink /proc/self/ns/mnt) >> ${log}`);
}

function bundleWith(hooks: (bundle: TestBundle) => Hooks, args = ["/bin/probe", "--quiet", "idle"]): TestBundle {
  const bundle = new TestBundle();
  copyFileSync(busybox, path.join(bundle.rootfs, "bin/busybox"));
  for (const name of ["sh", "readlink", "sed"]) copyFileSync(busybox, path.join(bundle.rootfs, "bin", name));
  bundle.configure(configurationFor(args, { hooks: hooks(bundle) }));
  return bundle;
}

const optionsOf = (bundle: TestBundle): { id: string; bundle: string; stdio: TestBundle["stdio"] } => ({
  id: bundle.id,
  bundle: bundle.directory,
  stdio: bundle.stdio,
});

describe("hooks", { skip: notHere }, () => {
  it("run in the order of the lifecycle, in their namespaces, with the state as it is then", async () => {
    const log = (bundle: TestBundle): string => path.join(bundle.rootfs, "log");
    using bundle = bundleWith((each) => ({
      prestart: [recording("prestart", log(each))],
      createRuntime: [recording("createRuntime", log(each))],
      createContainer: [recording("createContainer", log(each))],
      startContainer: [recording("startContainer", "/log")],
      poststart: [recording("poststart", log(each))],
      poststop: [recording("poststop", log(each))],
    }));
    const lines = (): string[][] =>
      readFileSync(log(bundle), "utf8")
        .trim()
        .split("\n")
        .map((line) => line.split(" "));
    const container = await bundle.runtime.create(optionsOf(bundle));
    const own = readlinkSync("/proc/self/ns/mnt");
    const theirs = readlinkSync(`/proc/${container.state.pid}/ns/mnt`);
    const created = [
      ["prestart", "creating", own],
      ["createRuntime", "creating", own],
      ["createContainer", "creating", theirs],
    ];
    expect(lines(), "at create").to.deep.equal(created);
    await container.start();
    const started = [...created, ["startContainer", "created", theirs], ["poststart", "running", own]];
    expect(lines(), "at start").to.deep.equal(started);
    await container.delete({ force: true });
    expect(lines(), "at delete").to.deep.equal([...started, ["poststop", "stopped", own]]);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("run for a container that is run at once", async () => {
    using bundle = bundleWith((each) => ({ poststop: [shell(`echo over > ${each.rootfs}/over`)] }), ["/bin/sh", "-c", "exit 9"]);
    expect((await bundle.runtime.run(optionsOf(bundle))).exitStatus).to.equal(9);
    expect(readFileSync(path.join(bundle.rootfs, "over"), "utf8")).to.equal("over\n");
    expect(bundle.residue()).to.deep.equal([]);
  });

  for (const kind of ["prestart", "createRuntime", "createContainer"] as const)
    it(`of ${kind} undo the container by their failure, with the reason`, async () => {
      using bundle = bundleWith((each) => ({
        [kind]: [shell("echo no way >&2; exit 3"), shell(`echo later > ${each.rootfs}/later`)],
        poststop: [shell(`echo over > ${each.rootfs}/over`)],
      }));
      const error = await rejection(bundle.runtime.create(optionsOf(bundle)));
      expect(error.message).to.match(new RegExp(`its ${kind} hook /bin/busybox ended with status 3: no way$`));
      expect(existsSync(path.join(bundle.rootfs, "later")), "a hook after the one that failed has run").to.equal(false);
      expect(existsSync(path.join(bundle.rootfs, "over")), "the hook of the end has run").to.equal(true);
      expect(bundle.residue()).to.deep.equal([]);
    });

  it("of startContainer keep the program from running by their failure", async () => {
    using bundle = bundleWith(() => ({ startContainer: [shell("exit 3")] }), ["/bin/sh", "-c", "echo ran"]);
    const container = await bundle.runtime.create(optionsOf(bundle));
    const error = await rejection(container.start());
    expect(error.message).to.include("its startContainer hook /bin/busybox ended with a status other than 0");
    expect(bundle.output).to.equal("");
    await container.delete({ force: true });
    expect(bundle.residue()).to.deep.equal([]);
  });

  for (const kind of ["poststart", "poststop"] as const)
    it(`of ${kind} only warn by their failure, and the later ones run`, async () => {
      using bundle = bundleWith((each) => ({ [kind]: [shell("exit 3"), shell(`echo later > ${each.rootfs}/later`)] }));
      const warnings: string[] = [];
      const runtime = new Runtime({ root: bundle.runtime.root, warn: (message) => warnings.push(message) });
      const container = await runtime.create(optionsOf(bundle));
      await container.start();
      expect(container.status).to.equal("running");
      await container.delete({ force: true });
      expect(warnings).to.deep.equal([`its ${kind} hook /bin/busybox ended with status 3`]);
      expect(existsSync(path.join(bundle.rootfs, "later"))).to.equal(true);
    });

  for (const [kind, operation] of [
    ["createRuntime", "create"],
    ["startContainer", "start"],
  ] as const)
    it(`of ${kind} that hang are killed after their timeout`, async () => {
      using bundle = bundleWith(() => ({ [kind]: [shell("sleep 1000 & wait", { timeout: 1 })] }));
      const attempt = async (): Promise<void> => (await bundle.runtime.create(optionsOf(bundle))).start();
      const error = await rejection(attempt());
      expect(error.message).to.include(`cannot ${operation} container`).and.to.include("has not ended in its 1 s, and was killed");
      await bundle.runtime.find(bundle.id)?.delete({ force: true });
      expect(bundle.residue()).to.deep.equal([]);
    });

  it("that write a gigabyte are read, and little of it is kept", async () => {
    using bundle = bundleWith(() => ({
      createRuntime: [shell("busybox yes xxxxxxxx | busybox head -c 1073741824; exit 3")],
    }));
    const error = await rejection(bundle.runtime.create(optionsOf(bundle)));
    expect(error.message).to.include("ended with status 3: xxxx");
    expect(error.message.length).to.be.below(3000);
  });

  it("that do not exist are named", async () => {
    using bundle = bundleWith(() => ({ createRuntime: [{ path: "/missing" }] }));
    expect((await rejection(bundle.runtime.create(optionsOf(bundle)))).message).to.match(
      /its createRuntime hook \/missing cannot be executed: ENOENT/,
    );
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("are run by another process that starts and deletes", async () => {
    using bundle = bundleWith((each) => ({
      poststart: [recording("poststart", `${each.rootfs}/log`)],
      poststop: [recording("poststop", `${each.rootfs}/log`)],
    }));
    await bundle.runtime.create(optionsOf(bundle));
    const other = new Runtime({ root: bundle.runtime.root }).find(bundle.id);
    await other?.start();
    await other?.delete({ force: true });
    const words = readFileSync(path.join(bundle.rootfs, "log"), "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split(" ").slice(0, 2).join(" "));
    expect(words).to.deep.equal(["poststart running", "poststop stopped"]);
  });
});

/** What only a host with pure cgroup v2 can show: run in a machine that has it (--machine). */
import { mkdirSync, readFileSync, readdirSync, rmdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { expect } from "chai";
import { Launcher, type Step } from "../../native/index.ts";
import { readCgroupHost } from "../cgroup/hierarchies.ts";
import { deviceRules } from "../cgroup/devices.ts";
import { deviceProgram } from "../cgroup/v2/device_program.ts";
import { settled } from "../cgroup/freezer.ts";
import type { Container } from "./container.ts";
import { rejection } from "./rejection.ts";
import { configurationFor, notHere, TestBundle } from "./test_bundle.ts";

const { mode, hierarchies } = readCgroupHost();
const mountPoint = hierarchies[0]?.mountPoint ?? "";
const skip = notHere || (mode !== "v2" && `needs pure cgroup v2, and this host has ${mode}`);

const groupOf = (container: Container): string => container.record.groups[0] ?? "";
const read = (container: Container, file: string): string => readFileSync(path.join(groupOf(container), file), "utf8").trim();

async function create(bundle: TestBundle, resources: object, args = ["/bin/probe", "--quiet", "idle"]): Promise<Container> {
  const { linux } = configurationFor([]);
  const configuration = configurationFor(args, { linux: { ...linux, resources: { ...linux?.resources, ...resources } } });
  return await bundle.runtime.create({ id: bundle.id, bundle: bundle.directory, configuration, stdio: bundle.stdio });
}

describe("a container on cgroup v2", { skip }, () => {
  it("is born in its group, sees it as the root of its namespace, and leaves nothing", async () => {
    using bundle = new TestBundle();
    const { linux } = configurationFor([]);
    const namespaces = [...(linux?.namespaces ?? []), { type: "cgroup" }];
    bundle.configure(configurationFor(["/bin/probe", "report"], { linux: { ...linux, namespaces } }));
    const container = await bundle.runtime.create({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
    expect(read(container, "cgroup.procs")).to.equal(String(container.process?.pid));
    await container.start();
    expect(await container.wait()).to.equal(0);
    const { cgroup, mounts } = JSON.parse(bundle.output) as {
      cgroup: string[];
      mounts: { mountPoint: string; type: string; root: string }[];
    };
    expect(cgroup).to.deep.equal(["0::/"]);
    expect(mounts.find((mount) => mount.mountPoint === "/sys/fs/cgroup")).to.include({ type: "cgroup2", root: "/" });
    await container.delete();
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("has its limits before it is born, and others after an update", async () => {
    using bundle = new TestBundle();
    const memory = { limit: 1 << 26, reservation: 1 << 24 };
    const unified = { "memory.high": String(1 << 25), "cgroup.max.descendants": "3" };
    const container = await create(bundle, { cpu: { quota: 20_000, shares: 2 }, memory, pids: { limit: 9 }, unified });
    const files = ["cpu.max", "cpu.weight", "memory.max", "memory.low", "memory.high", "pids.max", "cgroup.max.descendants"];
    expect(files.map((file) => read(container, file))).to.deep.equal(["20000 100000", "1", "67108864", "16777216", "33554432", "9", "3"]);
    await container.update({ cpu: { period: 50_000 }, memory: { limit: -1 }, pids: { limit: -1 } });
    expect(["cpu.max", "memory.max", "pids.max"].map((file) => read(container, file))).to.deep.equal(["20000 50000", "max", "max"]);
    const refusal = await rejection(container.update({ unified: { "memory.high": "much" } }));
    expect(refusal.message).to.match(/linux\.resources\.unified\["memory\.high"\] cannot be set: the kernel refused "much".*EINVAL/);
    await container.delete({ force: true });
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("is not made, and leaves nothing, when a limit is refused by the kernel or has no file", async () => {
    using bundle = new TestBundle();
    expect((await rejection(create(bundle, { cpu: { quota: 1 } }))).message).to.match(/linux\.resources\.cpu\.quota cannot be set/);
    const missing = await rejection(create(bundle, { unified: { "memory.nothing": "1" } }));
    expect(missing.message).to.match(/linux\.resources\.unified\["memory\.nothing"\] cannot be set: this kernel has no control file/);
    expect((await rejection(create(bundle, { unified: { "nothing.max": "1" } }))).message).to.match(/needs the cgroup controller nothing/);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("is told who stands in the way when its group lies below one with processes", async () => {
    using bundle = new TestBundle();
    const above = path.join(mountPoint, `${bundle.id}-above`);
    const first = await create(bundle, {});
    mkdirSync(above);
    writeFileSync(path.join(above, "cgroup.procs"), String(first.process?.pid));
    const { linux } = configurationFor([]);
    const cgroupsPath = `/${path.basename(above)}/below`;
    const configuration = configurationFor(["/bin/probe"], { linux: { ...linux, cgroupsPath } });
    const options = { id: `${bundle.id}-below`, bundle: bundle.directory, configuration, stdio: bundle.stdio };
    const refusal = await rejection(bundle.runtime.create(options));
    expect(refusal.message).to.match(/-above cannot give controllers to groups below it \(EBUSY\), as it holds processes/);
    expect(readdirSync(above, { withFileTypes: true }).filter((entry) => entry.isDirectory())).to.deep.equal([]);
    await first.delete({ force: true });
    rmdirSync(above);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("runs other programs in the group of its first process when its own has given controllers away", async () => {
    using bundle = new TestBundle();
    const container = await create(bundle, {});
    await container.start();
    const leaf = path.join(groupOf(container), "leaf");
    mkdirSync(leaf);
    writeFileSync(path.join(leaf, "cgroup.procs"), String(container.process?.pid));
    writeFileSync(path.join(groupOf(container), "cgroup.subtree_control"), "+memory");
    const { pid, exited } = await container.exec(["/bin/probe", "--quiet", "idle"], bundle.stdio);
    expect(readFileSync(path.join(leaf, "cgroup.procs"), "utf8").split("\n")).to.include(String(pid));
    await container.delete({ force: true });
    expect((await exited).exitStatus).to.equal(137);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("ends with everything below its group, also what is frozen or shares the host's PIDs", async () => {
    using bundle = new TestBundle();
    const { linux } = configurationFor([]);
    const namespaces = (linux?.namespaces ?? []).filter(({ type }) => type !== "pid");
    const configuration = configurationFor(["/bin/probe", "--quiet", "idle"], { linux: { ...linux, namespaces } });
    const container = await bundle.runtime.create({ id: bundle.id, bundle: bundle.directory, configuration, stdio: bundle.stdio });
    await container.start();
    const below = path.join(groupOf(container), "below");
    mkdirSync(below);
    const { pid } = await container.exec(["/bin/probe", "--quiet", "idle"], bundle.stdio);
    writeFileSync(path.join(below, "cgroup.procs"), String(pid));
    writeFileSync(path.join(below, "cgroup.freeze"), "1");
    expect(await settled(path.join(below, "cgroup.freeze"), true, 5_000)).to.equal(true);
    await container.delete({ force: true });
    expect(bundle.residue()).to.deep.equal([]);
  });
});

describe("a device program", { skip }, () => {
  it("takes the place of the one before, and a list of any length is taken by the kernel", async () => {
    const group = path.join(mountPoint, `brine-test-${process.pid}`);
    const open: Step = { kind: "open", actor: "launcher", slot: 0, path: group, flags: 0 };
    const attach = (rules: Parameters<typeof deviceRules>[0]): Step => ({
      kind: "attachDeviceProgram",
      actor: "launcher",
      slot: 0,
      instructions: deviceProgram(deviceRules(rules)),
    });
    // The access that is tried: reading from a device that is no default one.
    const reads = async (): Promise<string | undefined> => {
      const running = Launcher.get().run([
        open,
        { kind: "clone", actor: "launcher", flags: 0, cgroupSlot: 0 },
        { kind: "open", actor: "child", slot: 1, path: "/dev/kmsg", flags: 0 },
      ]);
      const failure: unknown = await running.exited.then(
        () =>
          running.started.then(
            () => undefined,
            (error: unknown) => error,
          ),
        (error: unknown) => error,
      );
      return (failure as { code?: string } | undefined)?.code;
    };
    const kmsg = { allow: true, type: "c", major: 1, minor: 11, access: "r" };
    mkdirSync(group);
    try {
      expect(await reads()).to.equal(undefined);
      await Launcher.get().run([open, attach([{ allow: false }])]).started;
      expect(await reads()).to.equal("EPERM");
      await Launcher.get().run([open, attach([{ allow: false }, kmsg])]).started;
      expect(await reads()).to.equal(undefined);
      const many = Array.from({ length: 400 }, (_, minor) => ({ ...kmsg, minor: minor + 100, access: minor % 2 ? "rw" : "rwm" }));
      await Launcher.get().run([open, attach([{ allow: false }, ...many])]).started;
      expect(await reads()).to.equal("EPERM");
    } finally {
      rmdirSync(group);
    }
  });
});

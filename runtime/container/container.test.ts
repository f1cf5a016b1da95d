import { mkdirSync, readdirSync, readFileSync, readlinkSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { setImmediate, setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { Launcher } from "../../native/index.ts";
import { Container } from "./container.ts";
import { configurationFor, notHere, TestBundle } from "./test_bundle.ts";
import { rejection } from "./rejection.ts";

describe("a container", { skip: notHere }, () => {
  it("goes from created through running to stopped, and leaves nothing", async () => {
    using bundle = new TestBundle();
    bundle.configure(configurationFor(["/bin/probe", "exit-on", "SIGTERM", "3"]));
    const container = await bundle.runtime.create({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
    expect(container.state).to.include({ id: bundle.id, status: "created", bundle: bundle.directory });
    await container.start();
    expect(container.status).to.equal("running");
    expect(bundle.runtime.find(bundle.id)?.state).to.deep.equal(container.state);
    expect((await rejection(container.delete())).message).to.match(/running.*delete it with force/);
    await bundle.hasSpoken();
    await container.kill("SIGTERM");
    expect(await container.wait()).to.equal(3);
    expect(container.state).to.include({ status: "stopped" }).and.not.have.property("pid");
    expect((await rejection(container.kill("SIGTERM"))).message).to.match(/it is stopped/);
    await container.delete();
    expect(bundle.runtime.find(bundle.id)).to.equal(undefined);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("does not run its program before start, and can be killed before it", async () => {
    using bundle = new TestBundle();
    bundle.configure(configurationFor(["/bin/probe", "report"]));
    const container = await bundle.runtime.create({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
    await container.kill("SIGKILL");
    expect(await container.wait()).to.equal(137);
    expect(bundle.output).to.equal("");
    expect((await rejection(container.start())).message).to.match(/it is stopped, not created/);
    await container.delete();
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("that waits for its start has no handle on another process", async () => {
    using bundle = new TestBundle();
    const container = await bundle.runtime.create({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
    const directory = `/proc/${container.process?.pid}/fd`;
    const open = readdirSync(directory).map((fd) => readlinkSync(path.join(directory, fd)));
    expect(open.join()).not.to.match(/pidfd/);
    await container.delete({ force: true });
  });

  it("can be started once", async () => {
    using bundle = new TestBundle();
    const container = await bundle.runtime.create({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
    const results = await Promise.allSettled([container.start(), container.start(), container.start()]);
    expect(results.filter(({ status }) => status === "fulfilled")).to.have.lengthOf(1);
    await container.delete({ force: true });
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("keeps the exit statuses of a hundred at once apart", async () => {
    using bundle = new TestBundle();
    const runs = Array.from({ length: 100 }, (_, index) =>
      bundle.runtime.run({
        id: `${bundle.id}-${index}`,
        bundle: bundle.directory,
        configuration: configurationFor(["/bin/probe", "--quiet", "exit", String(index)]),
        stdio: bundle.stdio,
      }),
    );
    expect((await Promise.all(runs)).map(({ exitStatus }) => exitStatus)).to.deep.equal(runs.map((_, index) => index));
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("that is run is waited for, also where those that are created are left to another process", async () => {
    using bundle = new TestBundle();
    for (const hooks of [{}, { poststop: [{ path: "/bin/true" }] }]) {
      bundle.configure(configurationFor(["/bin/probe", "exit", "3"], { hooks }));
      const options = { id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio, handOver: true };
      const exit = await Promise.race([bundle.runtime.run(options), setTimeout(2_000, undefined, { ref: false })]);
      expect(exit).to.include({ exitStatus: 3 });
      expect(bundle.residue()).to.deep.equal([]);
    }
  });

  it("shows its program three descriptors, no capability it was not given, and not the launcher", async () => {
    using bundle = new TestBundle();
    bundle.configure(configurationFor(["/bin/probe", "report"]));
    await bundle.runtime.run({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
    const report = JSON.parse(bundle.output) as {
      descriptors: { number: number }[];
      capabilities: Record<string, string>;
      pid: number;
      umask: string;
    };
    expect(report.pid).to.equal(1);
    expect(Object.values(report.capabilities).map((mask) => Number.parseInt(mask, 16))).to.have.members([0, 0x20, 0x20, 0x20, 0]);
    expect(JSON.stringify(report.descriptors)).to.not.match(/brine-launcher|memfd|socket/);
  });

  it("has no capability at all when none are configured, as with runc", async () => {
    using bundle = new TestBundle();
    const { capabilities: _none, ...process } = configurationFor(["/bin/probe", "report"]).process;
    bundle.configure(configurationFor([], { process }));
    await bundle.runtime.run({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
    const report = JSON.parse(bundle.output) as { capabilities: Record<string, string> };
    expect(Object.values(report.capabilities).map((mask) => Number.parseInt(mask, 16))).to.deep.equal([0, 0, 0, 0, 0]);
  });

  it("takes the largest u64 for no limit, and a limit on descriptors that its own creation would not keep", async () => {
    using bundle = new TestBundle();
    const unlimited = 18446744073709551615n;
    const { process } = configurationFor(["/bin/probe", "--quiet", "exit", "4"]);
    const rlimits = [
      { type: "RLIMIT_CPU", soft: Number(unlimited), hard: Number(unlimited) },
      { type: "RLIMIT_NOFILE", soft: 3, hard: 3 },
    ];
    bundle.configure(configurationFor([], { process: { ...process, rlimits } }));
    expect((await bundle.runtime.run({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio })).exitStatus).to.equal(4);
  });

  it("finds its program where the first PATH of its environment says, before start and at exec", async () => {
    using bundle = new TestBundle();
    const { process } = configurationFor(["probe", "--quiet", "exit", "5"]);
    bundle.configure(configurationFor([], { process: { ...process, env: ["PATH=/bin", "PATH=/nowhere"] } }));
    expect((await bundle.runtime.run({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio })).exitStatus).to.equal(5);
  });

  it("in a user namespace joins its own control groups, also where their path looks like a placeholder", async () => {
    using bundle = new TestBundle();
    const { linux, process } = configurationFor(["/bin/probe", "report"]);
    const ids = [{ containerID: 0, hostID: 0, size: 65536 }];
    const namespaces = [...(linux?.namespaces ?? []), { type: "user" }];
    const place = `/${bundle.id}-{pid}`;
    bundle.configure(
      configurationFor([], { process, linux: { ...linux, namespaces, uidMappings: ids, gidMappings: ids, cgroupsPath: place } }),
    );
    await bundle.runtime.run({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
    const report = JSON.parse(bundle.output) as { cgroup: string[] };
    expect(report.cgroup.some((line) => line.endsWith(`:${place}`))).to.equal(true);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("is listed among what is none: files, and directories whose names are no ids", async () => {
    using bundle = new TestBundle();
    mkdirSync(path.join(bundle.runtime.root, "not an id"));
    writeFileSync(path.join(bundle.runtime.root, "a-file"), "");
    const container = await bundle.runtime.create({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
    expect(bundle.runtime.list().map(({ id }) => id)).to.deep.equal([bundle.id]);
    expect((await rejection(container.kill("SIGRTMIN+31"))).message).to.match(/there is no signal "SIGRTMIN\+31"/);
    await container.delete({ force: true });
  });

  it("is found from disk after its launcher was killed, ended, and its status is unknown, not guessed", async () => {
    using bundle = new TestBundle();
    const container = await bundle.running();
    process.kill(Launcher.get().pid, "SIGKILL");
    expect(container.status).to.equal("running");
    const found = bundle.runtime.find(bundle.id);
    const waited = container.wait();
    await found?.kill("SIGKILL");
    expect(await waited).to.equal("unknown");
    await found?.delete();
    expect(bundle.residue()).to.deep.equal([]);
    // A new launcher takes over what comes next.
    const next = await bundle.runtime.run({
      id: bundle.id,
      bundle: bundle.directory,
      configuration: configurationFor(["/bin/probe", "true"]),
      stdio: bundle.stdio,
    });
    expect(next.exitStatus).to.equal(0);
  });

  it("that is frozen is ended by a forced delete", async () => {
    using bundle = new TestBundle();
    const container = await bundle.running();
    const { freezer = "" } = container.record;
    writeFileSync(freezer, freezer.endsWith("freezer.state") ? "FROZEN" : "1");
    await container.delete({ force: true });
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("that was cut off before its record was written can be deleted", async () => {
    using bundle = new TestBundle();
    mkdirSync(path.join(bundle.runtime.root, bundle.id));
    const found = bundle.runtime.find(bundle.id);
    expect(found?.status).to.equal("creating");
    await found?.delete({ force: true });
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("that was found before its record was written is creating as long as that is not there, and then what it is to all others", async () => {
    using bundle = new TestBundle();
    const container = await bundle.runtime.create({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
    const file = path.join(container.directory, "state.json");
    renameSync(file, `${file}.away`);
    const early = bundle.runtime.find(bundle.id);
    if (!early) throw new Error("a directory without a record is a container too");
    expect((await rejection(early.start())).message).to.match(/it is creating/);
    await container.start();
    expect(early.state).to.deep.include({ id: bundle.id, status: "creating", bundle: "" });
    const report = ["/bin/probe", "report"];
    for (const attempt of [
      () => early.execute(report, bundle.stdio),
      () => early.exec(report, bundle.stdio, { ignorePaused: true }),
      () => early.exec({ ...container.record.process, args: report }, bundle.stdio),
      () => early.pause(),
      () => early.resume(),
      () => early.update({ pids: { limit: 5 } }),
      () => early.processes(),
      () => early.delete(),
    ])
      expect((await rejection(attempt())).message, String(attempt)).to.match(/it is creating/);
    renameSync(`${file}.away`, file);
    expect(early.state).to.deep.equal(container.state);
    expect(await early.processes()).to.deep.equal([container.process?.pid]);
    expect((await early.execute(report, bundle.stdio)).exitStatus).to.equal(0);
    const { namespaces, cgroup } = JSON.parse(bundle.output) as { namespaces: Record<string, { inode: number }>; cgroup: string[] };
    const first = `/proc/${container.process?.pid}`;
    for (const name of ["ipc", "mnt", "net", "pid", "uts"])
      expect(namespaces[name]?.inode, name).to.equal(statSync(`${first}/ns/${name}`).ino);
    expect(cgroup).to.deep.equal(readFileSync(`${first}/cgroup`, "utf8").trim().split("\n"));
    await early.delete({ force: true });
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("leaves nothing at whatever moment of its creation the launcher is killed", async () => {
    // A create takes some 2 ms; each try kills a tenth of a millisecond later than the one before.
    for (let moment = 0; moment < 4; moment += 0.1) {
      using bundle = new TestBundle();
      const creating = bundle.runtime.create({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
      const launcher = Launcher.get().pid;
      const due = performance.now() + moment;
      while (performance.now() < due) await setImmediate();
      process.kill(launcher, "SIGKILL");
      const refused = await creating.then(
        () => undefined,
        (error: Error) => error.message,
      );
      if (refused !== undefined) expect(refused).to.match(/the launcher ended/);
      await bundle.runtime.find(bundle.id)?.delete({ force: true });
      expect(bundle.residue(), `killed after ${moment} ms`).to.deep.equal([]);
    }
  });

  it("that was removed while it was looked for does not exist, and nothing is said to be done with it", async () => {
    using bundle = new TestBundle();
    // As `find` has it when the directory goes right after it has looked whether there is one.
    const container = new Container(path.join(bundle.directory, "state", "gone"), undefined, { warn: () => undefined });
    for (const attempt of [container.update({ pids: { limit: 5 } }), container.kill("TERM"), container.delete()])
      expect((await rejection(attempt)).message).to.match(/does not exist any more/);
    expect(() => container.status).to.throw(/does not exist any more/);
  });
});

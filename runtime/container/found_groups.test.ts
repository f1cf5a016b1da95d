import { existsSync, globSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { expect } from "chai";
import { freezerOf, freezeStep } from "../cgroup/freezer.ts";
import { groupsOf, versionOf, type Group } from "../cgroup/groups.ts";
import { readCgroupHost } from "../cgroup/hierarchies.ts";
import type { Container } from "./container.ts";
import { rejection } from "./rejection.ts";
import type { Status } from "./state.ts";
import { configurationFor, notHere, TestBundle } from "./test_bundle.ts";

const host = readCgroupHost();

/** Groups of the host's, one in each hierarchy that containers are put into; they go with the bundle whose id they bear. */
class HostGroups implements Disposable {
  readonly groups: Group[];

  constructor(place: string) {
    this.groups = groupsOf(host, place, "");
    for (const { directory } of this.groups) mkdirSync(directory);
    // A v1 cpuset is born empty, and takes no process as long as it is (cpusets.rst, 1.9).
    for (const { directory } of this.groups.filter(({ controllers }) => controllers.includes("cpuset") && versionOf(host) === 1))
      for (const file of ["cpuset.cpus", "cpuset.mems"])
        writeFileSync(path.join(directory, file), readFileSync(path.join(directory, "..", file)), { flag: "r+" });
  }

  freeze(frozen: boolean): void {
    const step = freezeStep(freezerOf(versionOf(host), this.groups) ?? "", frozen);
    if (step.kind === "writeFile") writeFileSync(step.path, step.data, { flag: "r+" });
  }

  get directories(): string[] {
    return this.groups.map(({ directory }) => directory);
  }

  [Symbol.dispose](): void {
    this.freeze(false);
  }
}

/** Freezing takes effect by and by. */
function becomes(container: Container, status: Status): void {
  for (const end = Date.now() + 5_000; container.status !== status;)
    if (Date.now() > end) throw new Error(`it has not become ${status} in 5 s`);
}

describe("control groups that are there before a container", { skip: notHere }, () => {
  it("are its own while it lives, and stay when it is deleted", async () => {
    using bundle = new TestBundle();
    using found = new HostGroups(`/${bundle.id}`);
    // In one of the hierarchies it is not there.
    if (found.directories.length > 1) rmdirSync(found.directories[0]!);
    bundle.configure(configurationFor(["/bin/probe", "idle"], { linux: { ...configurationFor([]).linux, cgroupsPath: `/${bundle.id}` } }));
    const container = await bundle.running();
    await bundle.hasSpoken();
    for (const directory of found.directories)
      expect(readFileSync(path.join(directory, "cgroup.procs"), "utf8").trim(), directory).to.equal(String(container.process?.pid));
    const { exited } = await container.exec(["/bin/probe", "mkdir", "/dev/made"], bundle.stdio);
    expect((await exited).exitStatus).to.equal(0);
    const asFoundByAnother = bundle.runtime.find(bundle.id);
    await asFoundByAnother?.delete({ force: true });
    expect(found.directories.filter((directory) => existsSync(directory))).to.deep.equal(
      found.directories.slice(-found.groups.length + 1 || 0),
    );
    expect(globSync(path.join(bundle.directory, "state/*"))).to.deep.equal([]);
  });

  it("are found by a container that is run at once, too", async () => {
    using bundle = new TestBundle();
    using found = new HostGroups(`/${bundle.id}`);
    const linux = { ...configurationFor([]).linux, cgroupsPath: `/${bundle.id}` };
    bundle.configure(configurationFor(["/bin/probe", "exit", "7"], { linux }));
    for (let times = 0; times < 2; times++) {
      const { exitStatus } = await bundle.runtime.run({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
      expect(exitStatus).to.equal(7);
    }
    expect(bundle.residue()).to.deep.equal(found.directories.toSorted());
  });

  it("lose what a container leaves in them", async () => {
    using bundle = new TestBundle();
    using found = new HostGroups(`/${bundle.id}`);
    // In the host's PID namespace its processes outlive the first one.
    const { namespaces = [], ...linux } = configurationFor([]).linux ?? {};
    bundle.configure(
      configurationFor(["/bin/probe", "init-exit", "0"], {
        linux: { ...linux, namespaces: namespaces.filter(({ type }) => type !== "pid"), cgroupsPath: `/${bundle.id}` },
      }),
    );
    const { exitStatus } = await bundle.runtime.run({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
    expect(exitStatus).to.equal(0);
    for (const directory of found.directories) expect(readFileSync(path.join(directory, "cgroup.procs"), "utf8"), directory).to.equal("");
  });

  for (const [where, place, cgroupsPath] of [
    ["itself", "/{id}", "/{id}"],
    ["one above it", "/{id}", "/{id}/below/own"],
  ])
    it(`are refused where ${where} is frozen`, async () => {
      using bundle = new TestBundle();
      using found = new HostGroups(place!.replace("{id}", bundle.id));
      found.freeze(true);
      const linux = { ...configurationFor([]).linux, cgroupsPath: cgroupsPath!.replace("{id}", bundle.id) };
      bundle.configure(configurationFor(["/bin/probe", "true"], { linux }));
      const options = { id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio };
      for (const attempt of [() => bundle.runtime.create(options), () => bundle.runtime.run(options)])
        expect((await rejection(attempt())).message).to.match(/its control group is frozen, or one above it is/);
      expect(globSync(path.join(bundle.directory, "state/*"))).to.deep.equal([]);
      expect(bundle.residue()).to.deep.equal(found.directories.toSorted());
      found.freeze(false);
      expect((await bundle.runtime.run(options)).exitStatus).to.equal(0);
    });

  it("a container is not started where one above is frozen meanwhile", async () => {
    using bundle = new TestBundle();
    using above = new HostGroups(`/${bundle.id}`);
    const linux = { ...configurationFor([]).linux, cgroupsPath: `/${bundle.id}/own` };
    bundle.configure(configurationFor(["/bin/probe", "idle"], { linux }));
    const container = await bundle.runtime.create({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
    above.freeze(true);
    becomes(container, "paused");
    expect((await rejection(container.start())).message).to.match(/it is paused, not created/);
    above.freeze(false);
    await container.delete({ force: true });
  });

  it("no program is executed in a container where one above is frozen meanwhile, also not one that was before", async () => {
    using bundle = new TestBundle();
    using above = new HostGroups(`/${bundle.id}`);
    const linux = { ...configurationFor([]).linux, cgroupsPath: `/${bundle.id}/own` };
    bundle.configure(configurationFor(["/bin/probe", "--quiet", "idle"], { linux }));
    const container = await bundle.running();
    const execute = () => container.execute(["/bin/probe", "--quiet", "exit", "5"], bundle.stdio);
    // The first finds the container running, the second compiles, and from the third on the launcher looks at what it keeps open.
    for (let time = 0; time < 3; time++) {
      above.freeze(true);
      becomes(container, "paused");
      expect((await rejection(execute())).message).to.match(/it is paused, not running/);
      above.freeze(false);
      becomes(container, "running");
      expect((await execute()).exitStatus).to.equal(5);
    }
    await container.delete({ force: true });
  });
});

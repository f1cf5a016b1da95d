import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { describe, it } from "node:test";
import { expect } from "chai";
import { Launcher } from "../../native/index.ts";
import { rejection } from "./rejection.ts";
import { configurationFor, notHere, TestBundle } from "./test_bundle.ts";

const ending = (status: number): string[] => ["/bin/probe", "--quiet", "exit", String(status)];
const held = (): number => readdirSync(`/proc/${Launcher.get().pid}/fd`).length;

describe("programs executed in a container", { skip: notHere }, () => {
  it("are never executed in a later container of the same id", async () => {
    using bundle = new TestBundle();
    const before = await bundle.running();
    for (let time = 0; time < 3; time++) expect((await before.execute(ending(5), bundle.stdio)).exitStatus).to.equal(5);
    await before.delete({ force: true });
    expect((await rejection(before.execute(ending(5), bundle.stdio))).message).to.match(/does not exist any more/);
    const later = await bundle.running();
    for (let time = 0; time < 3; time++)
      expect((await rejection(before.execute(ending(5), bundle.stdio))).message).to.match(/does not exist any more/);
    expect((await rejection(before.kill("SIGKILL"))).message).to.match(/does not exist any more/);
    expect(() => before.status).to.throw(/does not exist any more/);
    expect(await Promise.race([before.wait(), later.wait()])).to.equal(137);
    expect(later.status).to.equal("running");
    await before.delete({ force: true });
    expect(later.status).to.equal("running");
    await later.delete({ force: true });
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("are told apart from those of a container whose process has ended, also where no namespace tells", async () => {
    using bundle = new TestBundle();
    const { hostname: _none, ...rest } = configurationFor(["/bin/probe", "--quiet", "idle"], { linux: { namespaces: [] }, mounts: [] });
    bundle.configure(rest);
    const container = await bundle.running();
    for (let time = 0; time < 3; time++) expect((await container.execute(ending(5), bundle.stdio)).exitStatus).to.equal(5);
    await container.kill("SIGKILL");
    await container.wait();
    for (let time = 0; time < 3; time++)
      expect((await rejection(container.execute(ending(5), bundle.stdio))).message).to.match(/it is stopped, not running/);
    await container.delete();
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("leave nothing open for those that were not executed of late, nor for any when the container has gone", async () => {
    using bundle = new TestBundle();
    const container = await bundle.running();
    const before = held();
    // The first finds the container running, the second compiles, and from the third on it is known.
    for (let time = 0; time < 3; time++) await container.execute(ending(0), bundle.stdio);
    const each = held() - before;
    expect(each).to.be.greaterThan(0);
    const other = await bundle.running(`${bundle.id}-other`);
    const statuses = Array.from({ length: 16 }, (_, index) => index);
    // Most of them are known to the launcher then, and none can be let go of while it runs.
    for (let time = 0; time < 3; time++) {
      const ends = [container, other].flatMap((one) => statuses.map((status) => one.execute(ending(status), bundle.stdio)));
      expect((await Promise.all(ends)).map(({ exitStatus }) => exitStatus)).to.deep.equal([...statuses, ...statuses]);
    }
    await container.execute(ending(0), bundle.stdio);
    expect(held()).to.be.at.most(before + 16 * each + 2);
    for (let status = 100; status < 140; status++)
      for (let time = 0; time < 3; time++) await container.execute(ending(status), bundle.stdio);
    await Promise.all([container.delete({ force: true }), other.delete({ force: true })]);
    expect(held()).to.be.at.most(before);
    expect(bundle.residue()).to.deep.equal([]);
  });
});

describe("a create that its launcher refuses as a whole", { skip: notHere }, () => {
  it("leaves alone what has the id already", async () => {
    using bundle = new TestBundle();
    const container = await bundle.running();
    const pid = String(Launcher.get().pid);
    const limit = execFileSync("prlimit", ["--pid", pid, "--nofile", "--noheadings", "--output", "SOFT,HARD"], { encoding: "utf8" });
    // recvmsg(2) has no room for the descriptors that come along.
    execFileSync("prlimit", ["--pid", pid, "--nofile=4:"]);
    try {
      const again = bundle.runtime.create({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
      expect((await rejection(again)).message).to.match(/EMFILE/);
    } finally {
      execFileSync("prlimit", ["--pid", pid, `--nofile=${limit.trim().split(/\s+/).join(":")}`]);
    }
    expect(container.status).to.equal("running");
    await container.delete({ force: true });
    expect(bundle.residue()).to.deep.equal([]);
  });
});

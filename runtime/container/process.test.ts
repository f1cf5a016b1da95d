/** What a configuration says of the program itself, seen from inside by the probe. */
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { expect } from "chai";
import { rejection } from "./rejection.ts";
import { configurationFor, notHere, TestBundle } from "./test_bundle.ts";

function configure(bundle: TestBundle, args: string[], patch: object, rest: object = {}): void {
  const configuration = configurationFor(["/bin/probe", ...args]);
  bundle.configure({ ...configuration, process: { ...configuration.process, ...patch }, ...rest });
}

const run = (bundle: TestBundle) => bundle.runtime.run({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });

interface Report {
  cwd: string;
  groups: number[];
  oomScoreAdj: number;
}

async function report(patch: object): Promise<Report> {
  using bundle = new TestBundle();
  configure(bundle, ["report"], patch);
  expect((await run(bundle)).exitStatus, bundle.output).to.equal(0);
  expect(bundle.residue()).to.deep.equal([]);
  return JSON.parse(bundle.output) as Report;
}

describe("a program", { skip: notHere }, () => {
  it("begins in a directory that is made for it", async () => {
    using bundle = new TestBundle();
    configure(bundle, ["report"], { cwd: "/made/for/it", user: { uid: 1000, gid: 1000 } });
    expect((await run(bundle)).exitStatus, bundle.output).to.equal(0);
    expect((JSON.parse(bundle.output) as Report).cwd).to.equal("/made/for/it");
    expect(existsSync(path.join(bundle.rootfs, "made/for/it"))).to.equal(true);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("begins in a directory that its user is not let into", async () => {
    using bundle = new TestBundle();
    mkdirSync(path.join(bundle.rootfs, "secret"), { mode: 0o700 });
    configure(bundle, ["true"], { cwd: "/secret", user: { uid: 1000, gid: 1000 } });
    expect((await run(bundle)).exitStatus, bundle.output).to.equal(0);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("does not begin in a file, nor in a directory that a read-only root lacks", async () => {
    for (const [cwd, root, says] of [
      ["/bin/probe", {}, /ENOTDIR/],
      ["/", { path: "rootfs", readonly: true }, undefined],
    ] as const) {
      using bundle = new TestBundle();
      configure(bundle, ["true"], { cwd }, Object.keys(root).length > 0 ? { root } : {});
      if (says) expect((await rejection(run(bundle))).message).to.match(says);
      else expect((await run(bundle)).exitStatus).to.equal(0);
      expect(bundle.residue()).to.deep.equal([]);
    }
  });

  it("has as many groups as it is given", async () => {
    const additionalGids = Array.from({ length: 1000 }, (_, index) => index + 1);
    expect((await report({ user: { uid: 0, gid: 0, additionalGids } })).groups).to.have.members(additionalGids);
  });

  it("is needed to start a container, and not to create one", async () => {
    using bundle = new TestBundle();
    bundle.configure(configurationFor([], { process: undefined }));
    expect((await rejection(run(bundle))).message).to.match(/process: its configuration has no process, which is needed to start/);
    expect(bundle.residue()).to.deep.equal([]);
    const container = await bundle.runtime.create({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
    expect((await rejection(container.start())).message).to.match(/cannot start .* has no process, which is needed/);
    expect(container.status).to.equal("created");
    await container.delete({ force: true });
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("is told nothing by the size of a terminal that it has not", async () => {
    await report({ terminal: false, consoleSize: { height: 99_999, width: 99_999 } });
  });

  it("is executed with the score that the configuration has", async () => {
    using bundle = new TestBundle();
    configure(bundle, ["--quiet", "idle"], { oomScoreAdj: 321 });
    const container = await bundle.running();
    await container.exec(["/bin/probe", "read", "/proc/self/oom_score_adj"], bundle.stdio).then(({ exited }) => exited);
    expect((JSON.parse(bundle.output) as { content: string }).content).to.equal("321\n");
    await container.delete({ force: true });
    expect(bundle.residue()).to.deep.equal([]);
  });
});

import { mkdirSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { expect } from "chai";
import { Compiler } from "./compiler.ts";
import type { Container } from "./container.ts";
import { rejection } from "./rejection.ts";
import { configurationFor, notHere, TestBundle } from "./test_bundle.ts";

/** The container of a bundle, once its program has spoken. */
async function running(bundle: TestBundle): Promise<Container> {
  await bundle.hasSpoken();
  const container = bundle.runtime.find(bundle.id);
  if (!container) throw new Error(`there is no container ${bundle.id}`);
  return container;
}

describe("plans of a bundle that is used again", { skip: notHere }, () => {
  it("are what compiling afresh gives, after a look at config.json, whatever the id and its length", () => {
    using bundle = new TestBundle();
    const compiler = new Compiler("/run/brine-test");
    const afresh = new Compiler("/run/brine-test", (steps) => steps);
    for (const immediate of [false, true])
      for (const id of ["a", "b", "container-1", "container-2", "0000", "x.y+z"]) {
        const options = { id, bundle: bundle.directory };
        const compiled = compiler.compile(options, immediate);
        const { plan } = compiled;
        expect("template" in plan, "it is a template's").to.equal(true);
        const expected = afresh.compile(options, immediate);
        const [look, ...rest] = compiled.steps();
        expect(look).to.include({ kind: "expectFile", path: path.join(bundle.directory, "config.json") });
        expect(rest).to.deep.equal(expected.steps());
        expect("template" in plan && plan.id).to.equal(id);
        expect(compiled.record()).to.deep.equal(expected.record());
      }
  });

  it("follow a config.json that changes, though its size stays the same", async () => {
    using bundle = new TestBundle();
    for (const hostname of ["inside", "behind", "before"]) {
      bundle.configure(configurationFor(["/bin/probe", "report"], { hostname }));
      const options = { id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio };
      expect((await bundle.runtime.run(options)).exitStatus).to.equal(0);
      const container = await bundle.runtime.create(options);
      await container.start();
      expect(await container.wait()).to.equal(0);
      await container.delete();
      expect(bundle.output.split(`"hostname":"${hostname}"`)).to.have.lengthOf(3);
    }
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("are not used when config.json has gone", async () => {
    using bundle = new TestBundle();
    bundle.configure(configurationFor(["/bin/probe", "report"]));
    const run = () => bundle.runtime.run({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
    expect((await run()).exitStatus).to.equal(0);
    unlinkSync(path.join(bundle.directory, "config.json"));
    expect((await rejection(run())).message).to.match(/config\.json/);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("are compiled anew where files of the host decide about them", () => {
    using bundle = new TestBundle();
    const { mounts = [] } = configurationFor([]);
    const bound = [...mounts, { destination: "/data", type: "bind", source: "data", options: ["bind"] }];
    bundle.configure(configurationFor(["/bin/probe"], { mounts: bound }));
    const compiler = new Compiler("/run/brine-test");
    const data = path.join(bundle.directory, "data");
    const pointsAt = (): unknown => {
      const { steps } = compiler.compile({ id: "a", bundle: bundle.directory }, true);
      return steps().find((step) => step.kind === "makeMountPoint" && step.path === "/data");
    };
    expect(pointsAt()).to.include({ directory: true });
    writeFileSync(data, "");
    expect(pointsAt()).to.include({ directory: false });
  });
});

describe("a container that is run at once", { skip: notHere }, () => {
  it("gives its exit status and leaves nothing, time after time", async () => {
    using bundle = new TestBundle();
    bundle.configure(configurationFor(["/bin/probe", "report"]));
    for (let time = 0; time < 3; time++) {
      const exit = await bundle.runtime.run({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
      expect(exit.exitStatus).to.equal(0);
      expect(bundle.residue()).to.deep.equal([]);
    }
    expect(bundle.output.match(/"hostname":"inside"/g)).to.have.lengthOf(3);
  });

  it("is refused an id in use, and leaves that container alone", async () => {
    using bundle = new TestBundle();
    const first = await bundle.runtime.create({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
    const refusal = await rejection(bundle.runtime.run({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio }));
    expect(refusal.message).to.match(/id is in use/);
    expect(first.status).to.equal("created");
    await first.delete({ force: true });
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("is told what is wrong with its root file system, also when that was right the last time", async () => {
    using bundle = new TestBundle();
    bundle.configure(configurationFor(["/bin/probe", "report"]));
    const run = () => bundle.runtime.run({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
    expect((await run()).exitStatus).to.equal(0);
    renameSync(bundle.rootfs, `${bundle.rootfs}-away`);
    expect((await rejection(run())).message).to.match(/root file system .* cannot be used \(ENOENT\)/);
    writeFileSync(bundle.rootfs, "");
    expect((await rejection(run())).message).to.match(/is no directory/);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("is removed with control groups that others made below its own, and state files of theirs", async () => {
    using bundle = new TestBundle();
    bundle.configure(configurationFor(["/bin/probe", "exit-on", "SIGTERM", "3"]));
    const exit = bundle.runtime.run({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
    const container = await running(bundle);
    mkdirSync(path.join(container.record.groups[0] ?? "", "below"));
    await container.kill("SIGKILL");
    expect((await exit).exitStatus).to.equal(137);
    expect(bundle.residue()).to.deep.equal([]);
  });
});

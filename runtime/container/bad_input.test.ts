/** Configurations made to break a runtime, or to make it reach outside the container. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { expect } from "chai";
import { warningsOf } from "../index.ts";
import type { Configuration, Mount } from "../configuration/types.ts";
import { configurationFor, notHere, TestBundle } from "./test_bundle.ts";
import { rejection } from "./rejection.ts";

const { mounts: usual = [] } = configurationFor([]);
const tmpfs = (destination: string): Mount => ({ destination, type: "tmpfs", source: "tmpfs", options: ["size=64k"] });

function withMounts(args: string[], ...mounts: Mount[]): Configuration {
  return configurationFor(args, { mounts: [...usual, ...mounts] });
}

const run = (bundle: TestBundle, id = bundle.id) => bundle.runtime.run({ id, bundle: bundle.directory, stdio: bundle.stdio });

describe("bad input", { skip: notHere }, () => {
  for (const destination of ["/../../outside", "/x/../../outside", "/x/.."])
    it(`a mount at ${destination} is refused`, async () => {
      using bundle = new TestBundle();
      bundle.configure(withMounts(["/bin/probe", "true"], tmpfs(destination)));
      expect((await rejection(run(bundle))).message).to.match(/mounts\[5\]\.destination is ".*": must not hold \.\./);
      expect(existsSync(path.join(bundle.directory, "outside"))).to.equal(false);
      expect(bundle.residue()).to.deep.equal([]);
    });

  it("a configuration of 10 MB is honoured when it is right", async () => {
    using bundle = new TestBundle();
    bundle.configure(configurationFor(["/bin/probe", "true"], { annotations: { much: "x".repeat(10_000_000) } }));
    expect((await run(bundle)).exitStatus).to.equal(0);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("a configuration of 10 MB that breaks off is refused with its place", async () => {
    using bundle = new TestBundle();
    bundle.configure(`{"ociVersion": "1.0.2",\n"annotations": {"a": "${"x".repeat(10_000_000)}"`);
    expect((await rejection(run(bundle))).message).to.match(/^.{0,200}line 2, column \d+: not valid JSON/);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("an argument of 10 MB is more than the kernel takes", async () => {
    using bundle = new TestBundle();
    bundle.configure(configurationFor(["/bin/probe", "x".repeat(10_000_000)]));
    const { message } = await rejection(run(bundle));
    expect(message).to.match(/E2BIG/);
    expect(message.length).to.be.below(1000);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("a thousand mounts are made", async () => {
    using bundle = new TestBundle();
    bundle.configure(withMounts(["/bin/probe", "report"], ...Array.from({ length: 1000 }, (_, index) => tmpfs(`/many/${index}`))));
    expect((await run(bundle)).exitStatus).to.equal(0);
    const { mounts } = JSON.parse(bundle.output) as { mounts: { mountPoint: string }[] };
    expect(mounts.filter(({ mountPoint }) => mountPoint.startsWith("/many/"))).to.have.lengthOf(1000);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("a thousand binds are refused in words, not made in part", async () => {
    using bundle = new TestBundle();
    const bind = (index: number): Mount => ({ destination: `/many/${index}`, type: "bind", source: bundle.directory, options: ["bind"] });
    bundle.configure(withMounts(["/bin/probe", "true"], ...Array.from({ length: 1000 }, (_, index) => bind(index))));
    expect((await rejection(run(bundle))).message).to.match(/mounts: more than 256 descriptors would be open at once/);
    expect(existsSync(path.join(bundle.rootfs, "many"))).to.equal(false);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("mounts at one destination are made in their order, the last one seen", async () => {
    using bundle = new TestBundle();
    const source = path.join(bundle.directory, "source");
    mkdirSync(source);
    writeFileSync(path.join(source, "file"), "last");
    const bind: Mount = { destination: "/twice", type: "bind", source, options: ["bind"] };
    bundle.configure(withMounts(["/bin/probe", "read", "/twice/file"], tmpfs("/twice"), tmpfs("/twice"), bind));
    expect((await run(bundle)).exitStatus).to.equal(0);
    expect(JSON.parse(bundle.output)).to.include({ content: "last" });
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("an id of 1,025 bytes is refused", async () => {
    using bundle = new TestBundle();
    const { message } = await rejection(run(bundle, "a".repeat(1025)));
    expect(message).to.match(/the id is not valid: .*at most 255/);
    expect(message.length).to.be.below(400);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("no working directory below /proc/self/fd is outside", async () => {
    using bundle = new TestBundle();
    const { process: usualProcess } = configurationFor(["/bin/probe", "true"]);
    for (let descriptor = 0; descriptor < 64; descriptor++) {
      bundle.configure(configurationFor([], { process: { ...usualProcess, cwd: `/proc/self/fd/${descriptor}` } }));
      // Of the host's nothing is open but stdio, which is no directory.
      expect((await rejection(run(bundle))).message).to.match(/\/proc\/self\/fd\/\d+.* (ENOENT|ENOTDIR|ELOOP|EPERM)|\(ELOOP\)/);
    }
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("a capability nobody knows is warned of, and an inherited name of an object is none", () => {
    const { process: usualProcess } = configurationFor(["/bin/probe"]);
    const capabilities = { bounding: ["CAP_KILL", "CAP_NOTHING"], effective: ["constructor"] };
    expect(warningsOf(configurationFor([], { process: { ...usualProcess, capabilities } }))).to.deep.equal([
      'config.json: process.capabilities.bounding: "CAP_NOTHING" is no capability that this runtime knows, and is left out',
      'config.json: process.capabilities.effective: "constructor" is no capability that this runtime knows, and is left out',
    ]);
    expect(warningsOf(configurationFor(["/bin/probe"]))).to.deep.equal([]);
  });
});

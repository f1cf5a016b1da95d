/** Configurations made to break a runtime, or to make it reach outside the container. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { expect } from "chai";
import type { Configuration, Mount } from "../configuration/types.ts";
import { configurationFor, notHere, TestBundle } from "./test_bundle.ts";
import { rejection } from "./rejection.ts";
import { Runtime } from "./runtime.ts";

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

  for (const [name, garbage, says] of [
    ["bytes", randomBytes(10_000_000), /byte \d+ is \d+: must be UTF-8/],
    ["text", randomBytes(5_000_000).toString("hex"), /not valid JSON/],
    ["open brackets", "[".repeat(10_000_000), /column 1001: must not be nested deeper than 1000 levels/],
    ["brackets in the end", `{"x": ${"[".repeat(5_000_000)}${"]".repeat(5_000_000)}}`, /must not be nested deeper/],
    ["one number", "1".repeat(10_000_000), /the document .*: must be an object/],
    ["one name", JSON.stringify({ ["x".repeat(10_000_000)]: 1 }), /ociVersion is missing/],
    ["a wrong value", JSON.stringify({ ...configurationFor([]), ociVersion: "x".repeat(10_000_000) }), /ociVersion is "x+…: only 1\.x/],
  ] as const)
    it(`a configuration of 10 MB of garbage is refused: ${name}`, async () => {
      using bundle = new TestBundle();
      bundle.configure(garbage);
      const { message } = await rejection(run(bundle));
      expect(message).to.match(says);
      expect(message.length).to.be.below(1000);
      expect(bundle.residue()).to.deep.equal([]);
    });

  it("what nobody knows is ignored in each object, however deep it is", async () => {
    using bundle = new TestBundle();
    const deep = `${"[".repeat(900)}${"]".repeat(900)}`;
    bundle.configure(JSON.stringify(configurationFor(["/bin/probe", "true"])).replaceAll("{", `{"com.example.deep":${deep},`));
    expect((await run(bundle)).exitStatus).to.equal(0);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("names that JavaScript has for other things are names", async () => {
    using bundle = new TestBundle();
    const annotations = '"annotations":{"__proto__":"a","constructor":"b"}';
    bundle.configure(
      JSON.stringify(configurationFor(["/bin/probe", "true"])).replace("{", `{"__proto__":{"hostname":"evil","hooks":1},${annotations},`),
    );
    const container = await bundle.runtime.create({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
    const found = bundle.runtime.find(bundle.id);
    for (const { state } of [container, ...(found ? [found] : [])])
      expect(JSON.stringify(state.annotations)).to.equal('{"__proto__":"a","constructor":"b"}');
    expect(({} as { hostname?: string }).hostname).to.equal(undefined);
    await container.delete({ force: true });
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("bytes that are no UTF-8 are refused, not made into others", async () => {
    using bundle = new TestBundle();
    const text = JSON.stringify(configurationFor(["/bin/probe", "arg\u00ff"]));
    bundle.configure(Buffer.from(text, "latin1"));
    expect((await rejection(run(bundle))).message).to.match(/byte \d+ is 255: must be UTF-8/);
    bundle.configure(configurationFor(["/bin/probe", "\ud800"]));
    expect((await rejection(run(bundle))).message).to.match(/process\.args\[1\] is "\\ud800": must not hold half of a surrogate pair/);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("a relative mount point begins at the root, also one of dots, and is warned of", async () => {
    using bundle = new TestBundle();
    bundle.configure(withMounts(["/bin/probe", "report"], tmpfs("data/./deep"), tmpfs("./other")));
    const warnings: string[] = [];
    const runtime = new Runtime({ root: bundle.runtime.root, warn: (message) => warnings.push(message) });
    expect((await runtime.run({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio })).exitStatus).to.equal(0);
    const { mounts } = JSON.parse(bundle.output) as { mounts: { mountPoint: string }[] };
    expect(mounts.map(({ mountPoint }) => mountPoint)).to.include.members(["/data/deep", "/other"]);
    expect(warnings).to.deep.equal([
      'config.json: mounts[5].destination is "data/./deep": relative paths are deprecated; it begins at the root',
      'config.json: mounts[6].destination is "./other": relative paths are deprecated; it begins at the root',
    ]);
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

  it("an id of 1,025 bytes is refused, and the longest that is valid is one", async () => {
    using bundle = new TestBundle();
    bundle.configure(configurationFor(["/bin/probe", "--quiet", "true"]));
    expect((await run(bundle, `${bundle.id}${"a".repeat(254 - bundle.id.length)}`)).exitStatus).to.equal(0);
    const { message } = await rejection(run(bundle, "a".repeat(1025)));
    expect(message).to.match(/the id is not valid: .*at most 254/);
    expect(message.length).to.be.below(400);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("an id that no container can have is refused as what it is looked for to do", () => {
    using bundle = new TestBundle();
    expect(() => bundle.runtime.find("a/b")).to.throw(/^cannot find container "a\/b": the id is not valid/);
    expect(() => bundle.runtime.find("a/b", "delete")).to.throw(/^cannot delete container "a\/b": the id is not valid/);
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

  it("a capability nobody knows is warned of once for a configuration, and for a program executed in a container", async () => {
    using bundle = new TestBundle();
    const warnings: string[] = [];
    const runtime = new Runtime({ root: bundle.runtime.root, warn: (message) => warnings.push(message) });
    const { process: usualProcess } = configurationFor(["/bin/probe", "--quiet", "idle"]);
    const capabilities = { bounding: ["CAP_KILL", "CAP_NOTHING"] };
    bundle.configure(configurationFor([], { process: { ...usualProcess, capabilities } }));
    const says = 'config.json: process.capabilities.bounding: "CAP_NOTHING" is no capability that this runtime knows, and is left out';
    const options = { bundle: bundle.directory, stdio: bundle.stdio };
    const container = await runtime.create({ ...options, id: bundle.id });
    expect(warnings).to.deep.equal([says]);
    await container.start();
    const program = { ...usualProcess, args: ["/bin/probe", "--quiet", "true"] };
    expect((await container.execute({ ...program, capabilities }, bundle.stdio)).exitStatus).to.equal(0);
    expect(warnings).to.deep.equal([says, says]);
    expect((await container.execute(program, bundle.stdio)).exitStatus).to.equal(0);
    await container.delete({ force: true });
    bundle.configure(configurationFor([], { process: { ...program, capabilities } }));
    for (const suffix of ["-2", "-3"]) await runtime.run({ ...options, id: `${bundle.id}${suffix}` });
    expect(warnings).to.deep.equal([says, says, says]);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("a program or limits that are none are refused by the library too", async () => {
    using bundle = new TestBundle();
    const container = await bundle.running();
    const { process: usualProcess } = configurationFor(["/bin/probe", "true"]);
    expect((await rejection(container.execute({ ...usualProcess, cwd: "tmp" }, bundle.stdio))).message).to.match(/process\.cwd is "tmp"/);
    expect((await rejection(container.update({ pids: { limit: 0.5 } }))).message).to.match(
      /linux\.resources\.pids\.limit is 0\.5: must be/,
    );
    await container.delete({ force: true });
    expect(bundle.residue()).to.deep.equal([]);
  });
});

/** Mounts of every kind that a configuration may ask for, seen from inside by the probe. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { expect } from "chai";
import type { Mount } from "../configuration/types.ts";
import { configurationFor, notHere, TestBundle } from "./test_bundle.ts";

interface Seen {
  mountPoint: string;
  type: string;
  options: string[];
  superOptions: string[];
}

const { mounts: usual = [] } = configurationFor([]);

async function run(bundle: TestBundle, args: string[], mounts: Mount[]): Promise<string> {
  bundle.configure(configurationFor(["/bin/probe", ...args], { mounts: [...usual, ...mounts] }));
  const { exitStatus } = await bundle.runtime.run({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
  expect(exitStatus, bundle.output).to.equal(0);
  expect(bundle.residue()).to.deep.equal([]);
  return bundle.output;
}

async function mounted(bundle: TestBundle, ...mounts: Mount[]): Promise<(mountPoint: string) => Seen | undefined> {
  const report = JSON.parse(await run(bundle, ["report"], mounts)) as { mounts: Seen[] };
  return (at) => report.mounts.findLast(({ mountPoint }) => mountPoint === at);
}

function source(bundle: TestBundle): string {
  const directory = path.join(bundle.directory, "source");
  mkdirSync(directory);
  writeFileSync(path.join(directory, "file"), "of the host");
  return directory;
}

describe("a container's mounts", { skip: notHere }, () => {
  it("at a relative destination begin at /", async () => {
    using bundle = new TestBundle();
    const at = await mounted(bundle, { destination: "some/where/", type: "tmpfs", source: "tmpfs" });
    expect(at("/some/where")).to.include({ type: "tmpfs" });
  });

  it("that are binds get just the options they are mounted with anew, a file too", async () => {
    using bundle = new TestBundle();
    const directory = source(bundle);
    const file = path.join(directory, "file");
    const at = await mounted(
      bundle,
      { destination: "/directory", source: directory, options: ["bind", "nosuid", "noexec"] },
      { destination: "/directory", options: ["bind", "remount", "ro", "nodev"] },
      { destination: "/file", source: file, options: ["bind"] },
      { destination: "/file", options: ["remount", "bind", "ro"] },
    );
    expect(at("/directory")?.options).to.include.members(["ro", "nodev"]).and.not.include.members(["nosuid"]);
    expect(at("/directory")?.options).to.not.include("noexec");
    expect(at("/file")?.options).to.include("ro");
  });

  it("that are file systems get other options when they are mounted anew", async () => {
    using bundle = new TestBundle();
    const at = await mounted(
      bundle,
      { destination: "/small", type: "tmpfs", source: "tmpfs", options: ["size=64k"] },
      { destination: "/small", type: "tmpfs", source: "tmpfs", options: ["remount", "size=128k", "nosuid"] },
    );
    expect(at("/small")?.superOptions).to.include("size=128k");
    expect(at("/small")?.options).to.include("nosuid");
  });

  it("may be of any type that the kernel has, with sources of the host's", async () => {
    using bundle = new TestBundle();
    const directory = source(bundle);
    // More than fsconfig(2) would take as one value.
    const layers = Array.from({ length: 6 }, (_, index) => path.join(bundle.directory, `${"l".repeat(60)}${index}`));
    for (const layer of layers) mkdirSync(layer);
    const overlay: Mount = {
      destination: "/bin/layers",
      type: "overlay",
      source: "overlay",
      options: [`lowerdir=${[...layers, directory].join(":")}`, "nodev"],
    };
    const ramfs: Mount = { destination: "/ram", type: "ramfs", options: ["nosuid", "mode=700"] };
    const at = await mounted(bundle, ramfs, overlay);
    expect(at("/ram")).to.deep.include({ type: "ramfs" });
    expect(at("/ram")?.options).to.include("nosuid");
    expect(at("/bin/layers")?.options).to.include("nodev");
    using other = new TestBundle();
    expect(JSON.parse(await run(other, ["read", "/bin/layers/file"], [ramfs, overlay]))).to.include({ content: "of the host" });
  });
});

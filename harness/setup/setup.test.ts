import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { arch, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { root } from "../root.ts";
import { nodeModulesMatch } from "./node_modules.mjs";
import { missingPackages } from "./packages.mjs";
import { hashOf } from "./stamp.mjs";

const main = join(root, "harness/setup/main.mjs");

function inDirectory<T>(files: Record<string, string>, work: (directory: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), "brine-setup-"));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), content);
    }
    return work(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe("set-up", () => {
  it("on another platform says one sentence that points to the machines, and ends with 1", () => {
    const env = { ...process.env, BRINE_PLATFORM: "darwin" };
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, "features"], { env, encoding: "utf8" });
    expect(status).to.equal(1);
    expect(stdout).to.equal("");
    expect(stderr).to.match(/^[^\n]*darwin[^\n]*vagrant\/[^\n]*\n$/);
  });

  it("an unknown command is told which there are", () => {
    const { status, stderr } = spawnSync(process.execPath, [main, "featurs"], { encoding: "utf8" });
    expect(status).to.equal(1);
    expect(stderr).to.match(/no command "featurs".*features.*report.*sweep.*test/);
  });

  it("asks for the packages that a command line needs, and for no others", () => {
    const nothing = () => false;
    expect(missingPackages("features", [], nothing))
      .to.include.members(["g++", "busybox-static", "default-jre-headless"])
      .and.not.include("runc");
    expect(missingPackages("features", ["--engine", "runc"], nothing)).to.include("runc");
    expect(missingPackages("features", ["--engine=crun"], nothing))
      .to.include("crun")
      .and.not.include("runc");
    expect(missingPackages("features", ["--machine", "vagrant:trixie"], nothing))
      .to.include.members(["vagrant", "libvirt-daemon"])
      .and.not.include("debootstrap");
    expect(missingPackages("features", ["--machine=vagrant:trixie"], nothing)).to.include("vagrant");
    expect(missingPackages("features", ["--machine", "uml"], nothing)).not.to.include("vagrant");
    expect(missingPackages("features", ["--machine", "uml-rootless"], nothing)).to.include("kmod");
    expect(missingPackages("box", [], nothing))
      .to.include.members(["debootstrap", "vagrant"])
      .and.not.include("libvirt-daemon");
    expect(missingPackages("features", ["--machine=qemu:sid"], nothing))
      .to.include.members(["qemu-system-x86", "kmod"])
      .and.not.include("vagrant");
    expect(missingPackages("test", [], nothing)).to.include("runc");
    expect(missingPackages("sweep", [], nothing)).not.to.include("default-jre-headless");
    expect(missingPackages("test", [], () => true)).to.deep.equal([]);
  });

  it("installs node_modules when a package is missing or has another version, not for optional ones of other platforms", () => {
    const lock = { packages: { "": {}, "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "2.0.0", optional: true } } };
    const matches = (installed: object): boolean =>
      inDirectory(
        {
          "package-lock.json": JSON.stringify(lock),
          "node_modules/.package-lock.json": JSON.stringify({ packages: installed }),
          [`node_modules/node-linux-${arch()}/bin/node`]: "",
        },
        nodeModulesMatch,
      );
    expect(matches({ "node_modules/a": { version: "1.0.0" } })).to.equal(true);
    expect(matches({ "node_modules/a": { version: "1.0.1" } })).to.equal(false);
    expect(matches({ "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "2.1.0" } })).to.equal(false);
    expect(matches({})).to.equal(false);
    expect(inDirectory({ "package-lock.json": JSON.stringify(lock) }, nodeModulesMatch)).to.equal(false);
  });

  it("a stamp changes with any source, its name or its content, and not with what is built", () => {
    const hash = (files: Record<string, string>): string => inDirectory(files, (directory) => hashOf(directory, "node 24"));
    const before = hash({ "a.cc": "1", "below/b.cc": "2" });
    expect(hash({ "a.cc": "1", "below/b.cc": "2", "build/a.o": "x" })).to.equal(before);
    expect(hash({ "a.cc": "1", "below/b.cc": "3" })).not.to.equal(before);
    expect(hash({ "a.cc": "1", "below/c.cc": "2" })).not.to.equal(before);
  });
});

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { expect } from "chai";
import { extendedAttribute, extendedAttributes, fileStatus, fileText, isOpaque } from "./files.ts";
import { lockFile } from "./lock.ts";

const directory = mkdtempSync(join(tmpdir(), "brine-files-"));
after(() => rmSync(directory, { recursive: true }));

describe("a file of the host", () => {
  it("has a kind, a mode and a size; a link is not followed", () => {
    writeFileSync(join(directory, "file"), "four", { mode: 0o640 });
    symlinkSync("file", join(directory, "link"));
    mkdirSync(join(directory, "directory"));
    expect(fileStatus(join(directory, "file"))).to.deep.include({
      kind: "regular file",
      mode: 0o640,
      size: 4,
      rdev: { major: 0, minor: 0 },
    });
    expect(fileStatus(join(directory, "link"))?.kind).to.equal("symbolic link");
    expect(fileStatus(join(directory, "directory"))?.kind).to.equal("directory");
    expect(fileText(join(directory, "file"))).to.equal("four");
  });

  it("that is a device has its numbers", () => {
    expect(fileStatus("/dev/null")).to.deep.include({ kind: "character device", rdev: { major: 1, minor: 3 } });
  });

  it("that is not there has no status", () => {
    expect(fileStatus(join(directory, "nothing"))).to.equal(undefined);
  });

  it("has no extended attributes unless somebody set them", () => {
    expect(extendedAttribute(directory, "user.none")).to.equal(undefined);
    expect(extendedAttributes("/proc/self/status")).to.deep.equal([]);
    expect(isOpaque(directory)).to.equal(false);
  });
});

describe("the lock of a file", () => {
  it("is held by one at a time, and free again after its release", () => {
    const path = join(directory, "lock");
    const lock = lockFile(path);
    expect(lock).to.not.equal(undefined);
    expect(lockFile(path)).to.equal(undefined);
    lock?.release();
    const next = lockFile(path);
    expect(next).to.not.equal(undefined);
    next?.release();
  });

  it("in a directory that is not there is an error", () => {
    expect(() => lockFile(join(directory, "nothing/lock"))).to.throw("ENOENT");
  });
});

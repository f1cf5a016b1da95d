import { describe, it } from "node:test";
import { expect } from "chai";
import { mountAttributes, mountFlags } from "./kernel.ts";
import { parseMountOptions } from "./mount_options.ts";

const parse = (...options: string[]) => parseMountOptions({ destination: "/x", options }, "mounts[0]");

describe("mount options", () => {
  it("become flags, and what is left is for the file system", () => {
    expect(parse("nosuid", "strictatime", "mode=755", "size=1k")).to.include({
      flags: mountFlags.nosuid | mountFlags.strictatime,
      data: "mode=755,size=1k",
      bind: false,
    });
  });

  it("may be called as what every object has, and are the file system's then", () => {
    expect(parse("constructor", "__proto__", "toString")).to.include({ flags: 0, data: "constructor,__proto__,toString" });
  });

  it("undo one another, the last one winning", () => {
    expect(parse("ro", "rw").flags).to.equal(0);
    expect(parse("rw", "ro").set).to.equal(mountAttributes.rdonly);
    expect(parse("noatime", "strictatime")).to.include({ set: mountAttributes.strictatime, clear: mountAttributes.atimeMask });
  });

  it("of access times leave the kernel's default where one is undone", () => {
    for (const [option, opposite] of [
      ["noatime", "atime"],
      ["strictatime", "nostrictatime"],
    ] as const)
      expect(parse(option, opposite)).to.include({ flags: 0, set: 0, clear: mountAttributes.atimeMask });
  });

  it("tell a bind, a recursive one, and propagation", () => {
    expect(parse("rbind", "rslave")).to.include({ bind: true, recursive: true, propagation: mountFlags.slave, propagationRecursive: true });
  });

  it("with an r before them are for the mounts below too", () => {
    expect(parse("ro", "rnosuid", "rnoatime")).to.include({
      set: mountAttributes.rdonly,
      setRecursive: mountAttributes.nosuid | mountAttributes.noatime,
      clearRecursive: mountAttributes.atimeMask,
    });
    expect(parse("rro", "rrw")).to.include({ setRecursive: 0, clearRecursive: mountAttributes.rdonly });
  });

  it("that nothing here would apply are refused by name", () => {
    for (const option of ["idmap", "ridmap", "copy-symlink"])
      expect(() => parse(option)).to.throw(new RegExp(`mounts\\[0\\]\\.options is "${option}": not honoured`));
  });
});

import { describe, it } from "node:test";
import { expect } from "chai";
import { mounts, parseMountinfo } from "./mounts.ts";

describe("mountinfo", () => {
  it("is split into its fields, optional ones included", () => {
    const [mount] = parseMountinfo("36 35 98:0 /mnt1 /mnt/a\\040b rw,noatime master:1 shared:2 - ext3 /dev/root rw,errors=continue\n");
    expect(mount).to.deep.equal({
      id: 36,
      parent: 35,
      device: "98:0",
      root: "/mnt1",
      mountPoint: "/mnt/a b",
      options: ["rw", "noatime"],
      optionalFields: ["master:1", "shared:2"],
      type: "ext3",
      source: "/dev/root",
      superOptions: ["rw", "errors=continue"],
    });
  });

  it("refuses a line without its fields", () => {
    expect(() => parseMountinfo("36 35 nonsense")).to.throw("36 35 nonsense");
  });

  it("of this process lists the mount of /proc", () => {
    expect(mounts().some(({ mountPoint, type }) => mountPoint === "/proc" && type === "proc")).to.equal(true);
  });
});

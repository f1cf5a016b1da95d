import { mkdtempSync, readFileSync, rmSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { expect } from "chai";
import { extendedAttribute, fileStatus } from "../host/files.ts";
import { overlayOptions } from "../host/mount_overlay.ts";
import { mountsBelow } from "../host/unmount.ts";
import { LayerStore } from "./layers.ts";
import { mountUnion } from "./overlay.ts";

const root = process.geteuid?.() === 0;
const directory = mkdtempSync(join(tmpdir(), "brine-overlay-"));
after(() => rmSync(directory, { recursive: true }));

function twoLayers(): LayerStore {
  const base = new LayerStore(join(directory, "base"), "/nowhere").define({
    name: "b",
    layers: [{ name: "b", files: { "/etc/base": "base" } }],
  })[1]!;
  const store = new LayerStore(join(directory, "images"), base);
  store.define({
    name: "two",
    layers: [
      { name: "low", files: { "/etc/app.conf": "lower", "/data/old": "old" } },
      { name: "top", files: { "/etc/app.conf": "top", "../../escape": "inside" } },
    ],
  });
  return store;
}

describe("layers", () => {
  it("are directories, the base image lowest, and nothing is written outside of them", () => {
    const layers = twoLayers().layers("two");
    expect(layers).to.have.length(3);
    expect(readFileSync(join(layers[1]!, "etc/app.conf"), "utf8")).to.equal("lower");
    expect(readFileSync(join(layers[2]!, "escape"), "utf8")).to.equal("inside");
  });

  it("of an image that was not defined are an error that names those that were", () => {
    expect(() => twoLayers().layers("three")).to.throw(/"three".*base, two/);
  });
});

describe("overlay", () => {
  it("lists the layers top first and escapes what the kernel takes for separators", () => {
    expect(overlayOptions({ lower: ["/a:1", "/b,2"], upper: "/u,3", work: "/w" })).to.equal(
      "lowerdir=/b\\,2:/a\\:1,upperdir=/u\\,3,workdir=/w",
    );
  });

  it("shows the top of the layers and records a deletion in the writable one", { skip: !root && "mounting needs root" }, () => {
    const layers = twoLayers().layers("two");
    const overlay = mountUnion(join(directory, "one"), layers, "overlay");
    try {
      expect(readFileSync(join(overlay.root, "etc/app.conf"), "utf8")).to.equal("top");
      expect(readFileSync(join(overlay.root, "etc/base"), "utf8")).to.equal("base");
      unlinkSync(join(overlay.root, "etc/app.conf"));
      expect(fileStatus(join(overlay.upper, "etc/app.conf"))).to.deep.include({ kind: "character device", rdev: { major: 0, minor: 0 } });
      expect(extendedAttribute(join(overlay.upper, "etc"), "trusted.overlay.opaque")).to.equal(undefined);
    } finally {
      overlay.unmount();
    }
    expect(mountsBelow(directory)).to.deep.equal([]);
  });

  it("without a layer of its own changes the image", { skip: !root && "mounting needs root" }, () => {
    const layers = twoLayers().layers("two");
    const overlay = mountUnion(join(directory, "two"), layers, "lower");
    try {
      unlinkSync(join(overlay.root, "escape"));
    } finally {
      overlay.unmount();
    }
    expect(fileStatus(join(layers[2]!, "escape"))).to.equal(undefined);
  });
});

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { expect } from "chai";
import { cpio } from "./cpio.ts";
import { inOrder } from "./initrd.ts";

const busybox = ["/bin/busybox", "/usr/bin/busybox"].find((file) => existsSync(file));

describe("a first root", () => {
  it("has each module after those that it needs, and none that is built in", () => {
    const dependencies = `
drivers/virtio/virtio_pci.ko: drivers/virtio/virtio_ring.ko drivers/virtio/virtio.ko
drivers/virtio/virtio_ring.ko: drivers/virtio/virtio.ko
drivers/virtio/virtio.ko:
net/tun.ko: net/tap.ko
net/tap.ko:
`;
    expect(inOrder(["virtiofs", "virtio_pci"], dependencies)).to.deep.equal([
      "drivers/virtio/virtio.ko",
      "drivers/virtio/virtio_ring.ko",
      "drivers/virtio/virtio_pci.ko",
    ]);
    expect(inOrder(["virtiofs"], dependencies)).to.deep.equal([]);
  });

  it("is an archive that others can read", { skip: busybox ? false : "there is no busybox, which reads archives" }, () => {
    const place = mkdtempSync(join(tmpdir(), "brine-cpio-"));
    try {
      const content = Buffer.from("five\n");
      const archive = cpio([{ path: "below" }, { path: "below/file", content }, { path: "empty", content: Buffer.alloc(0) }]);
      execFileSync(busybox!, ["cpio", "-i", "-d"], { cwd: place, input: archive, stdio: ["pipe", "pipe", "pipe"] });
      expect(readFileSync(join(place, "below/file"))).to.deep.equal(content);
      expect(statSync(join(place, "below/file")).mode & 0o777).to.equal(0o755);
      expect(statSync(join(place, "empty")).size).to.equal(0);
    } finally {
      rmSync(place, { recursive: true });
    }
  });
});

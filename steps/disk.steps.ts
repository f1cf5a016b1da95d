/** Disks: how fast a container may write to them (Documentation/admin-guide/cgroup-v1/blkio-controller.rst, cgroup-v2.rst "IO"). */
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { Given, Then, When } from "@cucumber/cucumber";
import { expect } from "chai";
import { NotTestableHere } from "../engines/contract.ts";
import { mounts } from "../engines/host/mounts.ts";
import { needs } from "./needs.ts";
import { refusal } from "./probe.ts";
import type { BrineWorld } from "./world.ts";

/** Where the directory stands in the container. */
const inside = "/disk";

/** The whole disk below a directory's file system: limits are those of disks, never of partitions. */
function diskOf(directory: string): { major: number; minor: number } {
  const device = statSync(directory).dev;
  const numbers = mounts().find(({ mountPoint }) => statSync(mountPoint, { throwIfNoEntry: false })?.dev === device)?.device;
  const sys = `/sys/dev/block/${numbers ?? "none"}`;
  if (!numbers || !existsSync(sys))
    throw new NotTestableHere(`${directory} lies on no block device: set TMPDIR to a directory on a disk, and run it again`);
  const whole = existsSync(join(sys, "partition")) ? join(realpathSync(sys), "..") : sys;
  const [major = 0, minor = 0] = readFileSync(join(whole, "dev"), "utf8").trim().split(":").map(Number);
  return { major, minor };
}

Given("it has a directory on a disk of the host", function (this: BrineWorld) {
  const directory = join(this.parameters.run.directory, this.id("disk"));
  mkdirSync(directory);
  this.releases.push(() => rmSync(directory, { recursive: true }));
  diskOf(directory);
  this.itsContainer.request.binds = [{ source: directory, destination: inside }];
});

Given("it may write {size} per second to that disk", needs("oci"), function (this: BrineWorld, rate: number) {
  const { request } = this.itsContainer;
  const { source } = request.binds?.[0] ?? expect.fail("it has no directory on a disk");
  request.configuration = {
    ...request.configuration,
    linux: { resources: { blockIO: { throttleWriteBpsDevice: [{ ...diskOf(source), rate }] } } },
  };
});

const ways: Record<string, string> = {
  "past the page cache": "direct",
  "into the page cache": "buffered",
  "until it is on the disk": "synced",
};

When(
  /^it writes (\d+) MiB to that disk, (past the page cache|into the page cache|until it is on the disk)$/,
  needs("exec"),
  async function (this: BrineWorld, mebibytes: string, way: string) {
    this.executed = await this.itsContainer.probe("fill", `${inside}/file`, String(Number(mebibytes) * 1024 ** 2), ways[way]!);
    this.observe("writing", this.executed);
    const refused = refusal(this.executed);
    if (refused?.errno === "EINVAL")
      throw new NotTestableHere("the file system of the disk refuses O_DIRECT: use one of ext4, xfs or btrfs");
    if (refused) expect.fail(`it should be able to write to the disk, but ${refused.call} was refused with ${refused.errno}`);
  },
);

Then(/^writing took (at least|less than) (\d+) ms$/, needs("exec"), function (this: BrineWorld, which: string, bound: string) {
  const took = (this.executed as { micros: number }).micros / 1000;
  if (which === "at least") expect(took, "how long writing took, ms").to.be.at.least(Number(bound));
  else expect(took, "how long writing took, ms").to.be.below(Number(bound));
});

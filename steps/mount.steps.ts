/** Mount tables, as the host reads them for a process (proc_pid_mountinfo(5)), and the mounts that travel between them. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Given, Then, When } from "@cucumber/cucumber";
import { expect } from "chai";
import { mounts } from "../engines/host/mounts.ts";
import { type Propagation, mountTmpfs, propagationAt } from "../engines/host/shared_mount.ts";
import { hostDirectoryPath, sharedHostDirectory } from "./host_directory.ts";
import { needs } from "./needs.ts";
import type { BrineWorld } from "./world.ts";

/** Without the numbers that each namespace gives anew: ids, and those of peer groups. */
async function table(world: BrineWorld, pid: Promise<number>): Promise<string[]> {
  const listed = mounts(await pid).map(({ device, root, mountPoint, type, source }) => [mountPoint, type, source, device, root].join(" "));
  world.observe("mount table", listed);
  return listed.toSorted();
}

Then("its mount table {comparison} that of the first process", needs("kernel"), async function (this: BrineWorld, equal: boolean) {
  const one = await table(this, this.it.pid());
  const other = await table(this, this.subject("first process").pid());
  if (equal) expect(one, "its mounts").to.deep.equal(other);
  else expect(one, "its mounts").not.to.deep.equal(other);
});

/** Where its mounts are that are neither its root nor below the directories that the kernel's file systems fill. */
async function others(world: BrineWorld): Promise<string[]> {
  const points = mounts(await world.it.pid()).map(({ mountPoint }) => mountPoint);
  world.observe("mount points", points);
  return points.filter((point) => !/^\/$|^\/(?:proc|dev|sys)(?:\/|$)/.test(point));
}

Then("its mounts are all at \\/ or below \\/proc, \\/dev and \\/sys", async function (this: BrineWorld) {
  expect(await others(this), "its other mount points").to.deep.equal([]);
});

Then("not all its mounts are at \\/ or below \\/proc, \\/dev and \\/sys", async function (this: BrineWorld) {
  expect(await others(this), "its other mount points").not.to.deep.equal([]);
});

// What is stacked there is the former root, or the host's.
Then("it has one mount at \\/", async function (this: BrineWorld) {
  const roots = mounts(await this.it.pid()).filter(({ mountPoint }) => mountPoint === "/");
  this.observe("mounts at /", roots);
  expect(roots, "its mounts at /").to.have.length(1);
});

Then("{path} is no mount in the container", function (this: BrineWorld, path: string) {
  const seen = mounts(this.itsContainer.first.pid).filter(({ mountPoint }) => mountPoint === path);
  expect(seen, `its mounts at ${path}`).to.deep.equal([]);
});

/** Those that say what may be done with what lies there (mount(2)), in the order in which mountinfo has them. */
const permissions = ["ro", "rw", "nosuid", "nodev", "noexec"];

Then(/^(\/\S*) is mounted with the options ([a-z,]+) in the container$/, function (this: BrineWorld, path: string, wanted: string) {
  const mount = mounts(this.itsContainer.first.pid).findLast(({ mountPoint }) => mountPoint === path);
  this.observe(`mount at ${path}`, mount ?? "none");
  const options = mount?.options.filter((option) => permissions.includes(option));
  expect(options?.join(","), `the options of its mount at ${path}`).to.equal(wanted);
});

Then("the host still finds the file of the host directory {string}", function (this: BrineWorld, name: string) {
  const path = join(hostDirectoryPath(this, name), "name");
  expect(existsSync(path), "whether the host finds the file of its directory").to.equal(true);
});

Given(
  /^the host directory "([a-z]+)" is mounted with (private|slave|shared) propagation at (\/\S+)$/,
  function (this: BrineWorld, name: string, propagation: string, destination: string) {
    const { request } = this.itsContainer;
    const bind = { source: sharedHostDirectory(this, name), destination, options: ["rbind", `r${propagation}`] };
    request.binds = [...(request.binds ?? []), bind];
  },
);

When("the host mounts a tmpfs in the host directory {string}", function (this: BrineWorld, name: string) {
  const path = join(hostDirectoryPath(this, name), "inner");
  mountTmpfs(path);
  writeFileSync(join(path, "name"), "inner");
});

Then("the host {seeing} a mount in the host directory {string}", function (this: BrineWorld, sees: boolean, name: string) {
  const path = join(hostDirectoryPath(this, name), "inner");
  const seen = mounts().filter(({ mountPoint }) => mountPoint === path);
  this.observe("mounts that the host has there", seen);
  expect(seen.length > 0, `whether the host has a mount at ${path}`).to.equal(sees);
});

/** What a mount is to that of the host which it was bound from (mount_namespaces(7), "Shared subtrees"). */
const kinships: Record<string, (mount: Propagation, host: string) => boolean> = {
  "a peer": ({ peers }, host) => peers === host,
  "a slave": ({ peers, master }, host) => peers !== host && master === host,
  "neither peer nor slave": ({ peers, master }, host) => peers !== host && master !== host,
};

Then(
  /^its mount at (\/\S+) is (a peer|a slave|neither peer nor slave) of the host directory "([a-z]+)"$/,
  function (this: BrineWorld, path: string, kinship: string, name: string) {
    const host = propagationAt("self", hostDirectoryPath(this, name)) ?? expect.fail("the host directory is no mount");
    const mount = propagationAt(this.itsContainer.first.pid, path) ?? expect.fail(`the container has no mount at ${path}`);
    this.observe("peer groups", { host, container: mount });
    const isSo = kinships[kinship]!(mount, host.peers ?? expect.fail("the host directory is not shared"));
    expect(isSo, `whether the mount at ${path}, ${JSON.stringify(mount)}, is ${kinship} of the host's, ${JSON.stringify(host)}`).to.equal(
      true,
    );
  },
);

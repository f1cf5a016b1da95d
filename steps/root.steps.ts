/** Where a process's root is, and whether a way leads out of it (chroot(2), pivot_root(2)). */
import { chmodSync, copyFileSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Given, Then, When } from "@cucumber/cucumber";
import { expect } from "chai";
import { mounts } from "../engines/host/mounts.ts";
import { ContainerSubject } from "./container_subject.ts";
import { needs } from "./needs.ts";
import { refusal } from "./probe.ts";
import { probePath } from "./workload.ts";
import type { BrineWorld } from "./world.ts";

/** A root file system that holds the probe alone, at the path that containers know it by and at the host's. */
function makeTree(world: BrineWorld): string {
  const tree = join(world.parameters.run.directory, world.id("tree"));
  for (const path of [probePath, world.parameters.run.probe]) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    copyFileSync(world.parameters.run.probe, join(tree, path));
    chmodSync(join(tree, path), 0o755);
  }
  world.releases.push(() => rmSync(tree, { recursive: true }));
  return tree;
}

Given("its root file system has a symbolic link at {path} to {path}", function (this: BrineWorld, path: string, target: string) {
  const tree = makeTree(this);
  symlinkSync(target, join(tree, path));
  this.itsContainer.request.root = { kind: "directory", path: tree };
});

When("it changes its root to another directory", needs("kernel"), function (this: BrineWorld) {
  this.itsProcess.calls.push({ call: "chroot", path: makeTree(this) });
});

Given("the host has a file of its own", function (this: BrineWorld) {
  const path = join(this.parameters.run.directory, this.id("file"));
  writeFileSync(path, "of the host");
  this.releases.push(() => rmSync(path));
  this.hostFile = path;
});

/** What a command of the probe says of the host's file, by the host's path of it. */
async function askFor(world: BrineWorld, command: string): Promise<unknown> {
  const path = world.hostFile ?? expect.fail("the scenario has made no file on the host");
  if (world.it instanceof ContainerSubject) return world.it.probe(command, path);
  world.itsProcess.program = [command, path];
  return (await world.itsProcess.documents()).at(-1);
}

Then("it {seeing} the host's file", needs("exec"), async function (this: BrineWorld, sees: boolean) {
  const seen = await askFor(this, "stat");
  this.observe("the host's file, looked up at its path", seen);
  expect(refusal(seen)?.errno, "what looking the host's file up was refused with").to.equal(sees ? undefined : "ENOENT");
});

When("it climbs out of its root", needs("exec"), async function (this: BrineWorld) {
  this.executed = await askFor(this, "escape-chroot");
  this.observe("the way out", this.executed);
});

Then("it {reachability} the host's file", function (this: BrineWorld, reaches: boolean) {
  expect(this.executed, "what came of climbing out").to.include({ reached: reaches });
});

/** Device and inode of a directory, which are the same wherever it is mounted. */
function identity(directory: string): string {
  const { dev, ino } = statSync(directory);
  return `device ${dev}, inode ${ino}`;
}

Then("its root is the root file system that it was given", function (this: BrineWorld) {
  const { first, request } = this.itsContainer;
  const given = request.root.kind === "directory" ? request.root.path : expect.fail("it was given an image, and not a directory");
  const [seen, wanted] = [identity(`/proc/${first.pid}/root`), identity(given)];
  this.observe("root", { seen, wanted });
  expect(seen, "the directory that is its root").to.equal(wanted);
});

Then(/^its root is (not )?the host's$/, async function (this: BrineWorld, not: string | null) {
  const [seen, host] = [identity(`/proc/${await this.it.pid()}/root`), identity("/")];
  this.observe("root", { seen, host });
  if (not === null) expect(seen, "the directory that is its root").to.equal(host);
  else expect(seen, "the directory that is its root").not.to.equal(host);
});

Then("{path} is a mount of type {word} in the container", function (this: BrineWorld, path: string, type: string) {
  const seen = mounts(this.itsContainer.first.pid).filter(({ mountPoint }) => mountPoint === path);
  this.observe(`mounts at ${path}`, seen);
  expect(
    seen.map((mount) => mount.type),
    `the types of the mounts at ${path} inside`,
  ).to.deep.equal([type]);
});

Then("its program has not begun", async function (this: BrineWorld) {
  expect(await this.itsContainer.documents(), "what its program has written").to.deep.equal([]);
});

Then("its program has begun", async function (this: BrineWorld) {
  expect(await this.itsContainer.documents(), "what its program has written").not.to.have.length(0);
});

/** Files: what a container does to them, and how they look from inside and in its layers. */
import { join } from "node:path";
import { type DataTable, Given, Then, When } from "@cucumber/cucumber";
import { expect } from "chai";
import { fileText } from "../engines/host/files.ts";
import { attemptOf } from "./attempt.ts";
import { hostDirectory } from "./host_directory.ts";
import { type Look, lookAt } from "./look.ts";
import { needs } from "./needs.ts";
import type { Place } from "./place.ts";
import type { ContainerReference } from "./references.ts";
import type { BrineWorld } from "./world.ts";

Given("an image {string} with the layers:", needs("images"), async function (this: BrineWorld, image: string, table: DataTable) {
  const layers = new Map<string, Record<string, string>>();
  for (const { layer = "", path = "", content = "" } of table.hashes()) {
    layers.set(layer, { ...layers.get(layer), [path]: content });
  }
  await this.engine.images!.define({ name: this.id(image), layers: [...layers].map(([name, files]) => ({ name, files })) });
});

/** How a directory of the host is mounted: options of config.md, "Mounts". */
const mountings: Record<string, string[]> = {
  "mounted at": ["rbind"],
  "mounted read-only at": ["rbind", "ro"],
};

Given(
  /^the host directory "([a-z]+)" is (mounted(?: read-only)? at) (\/\S+)$/,
  function (this: BrineWorld, name: string, mounting: string, destination: string) {
    const { request } = this.itsContainer;
    request.binds = [...(request.binds ?? []), { source: hostDirectory(this, name), destination, options: mountings[mounting]! }];
  },
);

/** Tells the probe inside to do something to a file, and takes it for granted that it may. */
async function act(world: BrineWorld, reference: ContainerReference, ...command: string[]): Promise<void> {
  const subject = world.speakOf(reference);
  const done = attemptOf(await subject.probe(...command));
  if (!done.succeeded) expect.fail(`${subject.name} should be able to ${command.join(" ")}, but ${done.words}`);
}

const commands: Record<string, string> = {
  deletes: "delete",
  "has deleted": "delete",
  "creates the directory": "mkdir",
  "mounts a tmpfs at": "mount-tmpfs",
};

When(
  "{container} {touching} {path}",
  needs("exec"),
  function (this: BrineWorld, reference: ContainerReference, touching: string, path: string) {
    return act(this, reference, commands[touching]!, path);
  },
);

function write(this: BrineWorld, reference: ContainerReference, content: string, path: string): Promise<void> {
  return act(this, reference, "write", path, content);
}

When("{container} writes {string} to {path}", needs("exec"), write);
Given("{container} has written {string} to {path}", needs("exec"), write);

When(
  "{container} renames {path} to {path}",
  needs("exec"),
  function (this: BrineWorld, reference: ContainerReference, from: string, to: string) {
    return act(this, reference, "rename", from, to);
  },
);

When(
  "{container} creates {path} owned by UID {int}",
  needs("exec"),
  async function (this: BrineWorld, reference: ContainerReference, path: string, uid: number) {
    await act(this, reference, "write", path, "");
    await act(this, reference, "chown", path, String(uid), String(uid));
  },
);

/** Looks at a path where a sentence says. */
async function look(world: BrineWorld, path: string, where: Place): Promise<Look> {
  const seen = await lookAt(world, path, where);
  world.observe(seen.what, { kind: seen.kind ?? "nothing is there", uid: seen.uid, rdev: seen.rdev, opaque: seen.opaque });
  return seen;
}

Then("{path} {presence} {place}", needs("exec"), async function (this: BrineWorld, path: string, present: boolean, where: Place) {
  const { kind, what } = await look(this, path, where);
  expect(kind !== undefined, `whether there is ${what}`).to.equal(present);
});

Then(
  "{path} {containment} {string} {place}",
  needs("exec"),
  async function (this: BrineWorld, path: string, contains: boolean, text: string, where: Place) {
    const { kind, what, content } = await look(this, path, where);
    expect(kind, what).to.equal("regular file");
    if (contains) expect(await content(), `the content of ${what}`).to.equal(text);
    else expect(await content(), `the content of ${what}`).not.to.contain(text);
  },
);

Then("{path} is {fileKind} {place}", needs("exec"), async function (this: BrineWorld, path: string, wanted: string, where: Place) {
  const { kind, rdev, opaque, what } = await look(this, path, where);
  if (wanted === "a character device 0/0") {
    expect(kind, what).to.equal("character device");
    expect(rdev, `the device number of ${what}`).to.deep.equal({ major: 0, minor: 0 });
  } else {
    expect(kind, what).to.equal(wanted.replace(/^an? (?:opaque )?/, ""));
    if (kind === "directory") expect(opaque ?? false, `whether ${what} is marked opaque`).to.equal(wanted === "an opaque directory");
  }
});

async function expectOwner(world: BrineWorld, path: string, where: Place, wanted: number): Promise<void> {
  const { kind, uid, what } = await look(world, path, where);
  expect(kind, what).not.to.equal(undefined);
  expect(uid, `the UID of the owner of ${what}`).to.equal(wanted);
}

Then("{path} is owned by UID {int} {place}", needs("exec"), function (this: BrineWorld, path: string, wanted: number, where: Place) {
  return expectOwner(this, path, where, wanted);
});

// Usually 65534 (proc_sys_kernel(5), overflowuid).
Then("{path} is owned by the overflow UID {place}", needs("exec"), function (this: BrineWorld, path: string, where: Place) {
  return expectOwner(this, path, where, Number(fileText("/proc/sys/kernel/overflowuid")));
});

Then("the directory {path} is empty {place}", needs("exec"), async function (this: BrineWorld, path: string, where: Place) {
  const { kind, what, names } = await look(this, path, where);
  expect(kind, what).to.equal("directory");
  expect(await names(), `the names in ${what}`).to.deep.equal([]);
});

Then(
  "the directory {path} {listing} {string} {place}",
  needs("exec"),
  async function (this: BrineWorld, path: string, lists: boolean, name: string, where: Place) {
    const { kind, what, names } = await look(this, path, where);
    expect(kind, what).to.equal("directory");
    const listed = await names();
    this.observe(`names in ${join(path, "/")}`, listed);
    if (lists) expect(listed, `the names in ${what}`).to.include(name);
    else expect(listed, `the names in ${what}`).not.to.include(name);
  },
);

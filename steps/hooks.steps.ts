/** Hooks (config.md, "POSIX-platform Hooks") that write down what they see. */
import { readFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { Given, Then } from "@cucumber/cucumber";
import { expect } from "chai";
import { deadlines } from "../engines/contract.ts";
import { namespaceIdentity } from "../engines/host/namespaces.ts";
import { eventually } from "../engines/host/poll.ts";
import { needs } from "./needs.ts";
import type { BrineWorld } from "./world.ts";

const kinds = ["prestart", "createRuntime", "createContainer", "startContainer", "poststart", "poststop"] as const;

/** Where the notes lie inside the container, for the one kind that finds only the container's files. */
const inside = "/dev/notes";
const notesOf = (world: BrineWorld): string => join(world.parameters.run.directory, `notes-${world.itsContainer.request.id}`);

interface Note {
  hook: string;
  /** "mnt:[4026531841]" */
  mountNamespace: string;
  state: { status: string };
}

/** What the hooks have written so far, in the order in which they ran. */
function notes(world: BrineWorld): Note[] {
  const lines = readFileSync(join(notesOf(world), "notes"), "utf8")
    .split("\n")
    .filter(Boolean);
  return lines.map((line) => {
    const [hook = "", mountNamespace = "", ...state] = line.split(" ");
    return { hook, mountNamespace, state: JSON.parse(state.join(" ")) as Note["state"] };
  });
}

/** Inside the container a hook takes its time: a runtime that does not wait for it is caught each time, not now and then. */
const slowness = "sleep 0.3; ";

function noting(kind: string, file: string, status = 0): object {
  const script = `${kind === "startContainer" ? slowness : ""}state=$(cat | tr -d '\\n'); echo "${kind} $(readlink /proc/self/ns/mnt) $state" >>${file}; exit ${status}`;
  return { path: "/bin/sh", args: ["sh", "-c", script], env: ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"] };
}

Given("each of its hooks writes down what it sees", needs("oci"), function (this: BrineWorld) {
  const { request } = this.itsContainer;
  const directory = notesOf(this);
  mkdirSync(directory, { mode: 0o777 });
  request.binds = [...(request.binds ?? []), { source: directory, destination: inside }];
  const place = (kind: string): string => (kind === "startContainer" ? inside : directory);
  const hooks = Object.fromEntries(kinds.map((kind) => [kind, [noting(kind, `${place(kind)}/notes`)]]));
  request.configuration = { ...request.configuration, hooks };
});

Given("before its last poststop hook another one fails", needs("oci"), function (this: BrineWorld) {
  const { request } = this.itsContainer;
  const { hooks } = request.configuration as { hooks: Record<string, object[]> };
  const file = `${notesOf(this)}/notes`;
  hooks["poststop"] = [noting("failing", file, 1), ...(hooks["poststop"] ?? [])];
});

Then("the hooks that have run are {word}", async function (this: BrineWorld, words: string) {
  await eventually(async () => {
    expect(
      notes(this)
        .map(({ hook }) => hook)
        .join(","),
      "the hooks, in their order",
    ).to.equal(words);
    return true;
  }, deadlines.observation);
});

Then("the last hooks that have run are {word}", function (this: BrineWorld, words: string) {
  const wanted = words.split(",");
  const last = notes(this)
    .slice(-wanted.length)
    .map(({ hook }) => hook);
  expect(last, "the last hooks, in their order").to.deep.equal(wanted);
});

function noteOf(world: BrineWorld, hook: string): Note {
  return notes(world).find((note) => note.hook === hook) ?? expect.fail(`the hook ${hook} has not run`);
}

Then("the hook {word} ran in the container's mount namespace", function (this: BrineWorld, hook: string) {
  expect(noteOf(this, hook).mountNamespace, `the mount namespace of ${hook}`).to.equal(containersOwn(this));
});

Then("the hook {word} ran in another mount namespace than the container's", function (this: BrineWorld, hook: string) {
  expect(noteOf(this, hook).mountNamespace, `the mount namespace of ${hook}`).to.not.equal(containersOwn(this));
});

function containersOwn(world: BrineWorld): string {
  return `mnt:[${namespaceIdentity(world.itsContainer.first.pid, "mount").inode}]`;
}

Then("the hook {word} was told the status {status}", function (this: BrineWorld, hook: string, status: string) {
  expect(noteOf(this, hook).state.status, `the status that ${hook} was told`).to.equal(status);
});

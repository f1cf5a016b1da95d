/** User namespaces: who somebody inside is outside, and what is in the power of a namespace's own root (user_namespaces(7)). */
import { chmodSync, mkdirSync, rmdirSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { Given, Then, When, defineParameterType } from "@cucumber/cucumber";
import { expect } from "chai";
import type { IdMapping, NamespaceType } from "../engines/contract.ts";
import { fileText } from "../engines/host/files.ts";
import { requireExecutable, unprivileged } from "../engines/host/users.ts";
import { attemptOf } from "./attempt.ts";
import { mapLine } from "./id_mapping.ts";
import { locate, owner } from "./locate.ts";
import { needs } from "./needs.ts";
import type { ProcessReference } from "./references.ts";
import type { BrineWorld } from "./world.ts";

/** What root of a namespace does to it, in words, and the command of the probe; each changes nothing should it be the host that it is done to. */
const acts: Record<string, (world: BrineWorld) => string[]> = {
  "set its host name": () => ["hostname", hostname()],
  "mount a tmpfs": (world) => ["mount-tmpfs", makeDirectory(world)],
  "take its loopback device up": () => ["loopback-up"],
};

defineParameterType({
  name: "act",
  regexp: new RegExp(Object.keys(acts).join("|")),
  transformer: (words) => words,
  useForSnippets: false,
});

/** A directory of the run that everybody may write to. */
function makeDirectory(world: BrineWorld): string {
  const path = join(world.parameters.run.directory, world.id("mount-point"));
  mkdirSync(path);
  chmodSync(path, 0o777);
  world.releases.push(() => rmdirSync(path));
  return path;
}

Given("its IDs are mapped {idmap}", function (this: BrineWorld, ids: IdMapping) {
  this.itsContainer.request.ids = ids;
});

Then("{process} runs as UID {int} {side}", async function (this: BrineWorld, reference: ProcessReference, wanted: number, inside: boolean) {
  const { uids, comm } = await locate(this, reference);
  const seen = inside ? (await owner(this, reference).report()).uid.effective : uids[1];
  this.observe(`UID of ${comm}`, { seen, host: uids });
  expect(seen, `the effective UID of ${comm}, as it is seen ${inside ? "inside" : "on the host"}`).to.equal(wanted);
});

Given("whoever asks for it has no privilege", needs("oci"), function (this: BrineWorld) {
  if (process.geteuid?.() === 0) this.itsContainer.request.caller = unprivileged;
});

Then("its program runs on the host as who asked for it", async function (this: BrineWorld) {
  const { uids } = await locate(this, { role: "program" });
  const caller = this.itsContainer.request.caller ?? process.geteuid?.();
  this.observe("UIDs on the host", { program: uids, caller });
  expect(uids[1], "the effective UID of its program on the host").to.equal(caller);
});

// user_namespaces(7), "The /proc/pid/setgroups file".
Then(/^its user namespace (denies|allows) setgroups$/, function (this: BrineWorld, word: string) {
  const seen = fileText(`/proc/${this.itsContainer.first.pid}/setgroups`).trim();
  this.observe("setgroups", seen);
  expect(seen, "what /proc/<pid>/setgroups says of its program").to.equal(word === "denies" ? "deny" : "allow");
});

/** Has the process of the namespace API make namespaces and go on in them: without an exec in between, which would take its capabilities. */
async function actIn(world: BrineWorld, types: readonly NamespaceType[], command: readonly string[]): Promise<void> {
  requireExecutable(world.parameters.run.probe);
  const process = world.itsProcess;
  process.program = ["unshare", types.join(","), ...command];
  const document = (await process.documents()).at(-1);
  world.observe(`what "${process.program.join(" ")}" came to`, document);
  world.lastAttempt = attemptOf(document);
}

When(
  "it tries to {act} in (a )new {namespaces} namespace(s)",
  needs("kernel"),
  function (this: BrineWorld, act: string, types: NamespaceType[]) {
    return actIn(this, types, acts[act]!(this));
  },
);

When("it tries to map {idmap} in a new user namespace", needs("kernel"), function (this: BrineWorld, ids: IdMapping) {
  return actIn(this, ["user"], ["write", "/proc/self/uid_map", mapLine(ids)]);
});

When(
  "it tries to map {idmap} and {idmap} in a new user namespace",
  needs("kernel"),
  function (this: BrineWorld, first: IdMapping, second: IdMapping) {
    return actIn(this, ["user"], ["write", "/proc/self/uid_map", `${mapLine(first)}\n${mapLine(second)}`]);
  },
);

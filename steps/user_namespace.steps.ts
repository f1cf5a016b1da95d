/** User namespaces: who somebody inside is outside, and what is in the power of a namespace's own root (user_namespaces(7)). */
import { chmodSync, mkdirSync, rmdirSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { Given, Then, When, defineParameterType } from "@cucumber/cucumber";
import { expect } from "chai";
import { type IdMapping, type NamespaceType, NotTestableHere } from "../engines/contract.ts";
import { isExecutableByAll } from "../engines/host/files.ts";
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

/** Has the process of the namespace API make namespaces and go on in them: without an exec in between, which would take its capabilities. */
async function actIn(world: BrineWorld, types: readonly NamespaceType[], command: readonly string[]): Promise<void> {
  const { probe } = world.parameters.run;
  if (!isExecutableByAll(probe)) throw new NotTestableHere(`other users may not execute ${probe}: let them into the directories above it`);
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

/** The parameter types of the vocabulary: words on the left, what steps get on the right. */
import { defineParameterType } from "@cucumber/cucumber";
import type { NamespaceType } from "../engines/contract.ts";
import { groupPattern, groupReference } from "./group.ts";
import { idMapping } from "./id_mapping.ts";
import { limit, limitPattern, quota } from "./limit.ts";
import { place, placePattern } from "./place.ts";
import { bytes, fraction, milliseconds } from "./quantities.ts";
import { actor, actorPattern, containerPattern, containerReference, processPattern, processReference } from "./references.ts";
import { workload, workloadPattern } from "./workload.ts";

function define<T>(name: string, pattern: string, transformer: (words: string) => T): void {
  defineParameterType({ name, regexp: new RegExp(pattern), transformer, useForSnippets: false });
}

/** One word of two, as a boolean: the first is true. */
function defineEither(name: string, yes: string, no: string): void {
  define(name, `${yes}|${no}`, (words) => words === yes);
}

/** Words that a step takes as they are. */
function defineWord(name: string, pattern: string): void {
  define(name, pattern, (words) => words);
}

const namespaceWords: Record<string, NamespaceType> = {
  PID: "pid",
  mount: "mount",
  UTS: "uts",
  IPC: "ipc",
  network: "network",
  user: "user",
  cgroup: "cgroup",
  time: "time",
};

/** The OCI type for a namespace as sentences name it: "PID" is "pid". Throws on any other word. */
export function namespaceType(word: string): NamespaceType {
  const type = namespaceWords[word];
  if (type === undefined) throw new Error(`"${word}" is no type of namespace: one of ${Object.keys(namespaceWords).join(", ")}`);
  return type;
}

const namespacePattern = Object.keys(namespaceWords).join("|");

define("size", String.raw`\d+(?:\.\d+)? ?(?:B|KiB|MiB|GiB)`, bytes);
define("duration", String.raw`\d+(?:\.\d+)? ?(?:ms|seconds?|minutes?)`, milliseconds);
define("percentage", String.raw`\d+(?:\.\d+)? ?%`, fraction);
define("quota", String.raw`unlimited|\d+(?:\.\d+)? ?(?:ms|seconds?) per \d+(?:\.\d+)? ?(?:ms|seconds?)`, quota);
define("limit", limitPattern, limit);
define("workload", workloadPattern, workload);
define("namespace", namespacePattern, namespaceType);
define("namespaces", `(?:${namespacePattern})(?:, (?:${namespacePattern}))*(?: and (?:${namespacePattern}))?`, (words) =>
  words.split(/, | and /).map(namespaceType),
);
define("container", containerPattern, containerReference);
define("actor", actorPattern, actor);
define("process", processPattern, processReference);
define("place", placePattern, place);
define("group", groupPattern, groupReference);
define("idmap", String.raw`\d+:\d+:\d+`, idMapping);
define("capability", "CAP_[A-Z_]+", (words) => words);
define("origin", "new|the host's|that of container [a-z][a-z0-9-]*", (words) =>
  words === "new" ? ("new" as const) : words === "the host's" ? ("inherited" as const) : { of: words.replace("that of container ", "") },
);

const addressPattern = String.raw`\d+(?:\.\d+){3}`;
define("endpoint", String.raw`${addressPattern}:\d+`, (words) => words.split(":"));
defineWord("address", addressPattern);
defineWord("name", "[a-z][a-z0-9-]*");
defineWord("signal", String.raw`SIG[A-Z][A-Z0-9]*(?:\+\d+)?`);
defineWord("errno", "E[A-Z][A-Z0-9]+");
defineWord("path", String.raw`\/\S*`);
defineWord("status", "creating|created|running|paused|stopped");
defineWord("operation", "created|started|killed|deleted|restarted");
defineWord("intent", "create|start|delete|kill");
defineWord("controlFile", "[a-z]+(?:\\.[a-z_]+)+|tasks");
defineWord("controller", "cpu|memory|pids|freezer|devices");
defineWord("parent", "PID 1|outside|its child|the subreaper");
defineWord("figure", "number of CPUs|kernel release|total memory|host name");
defineWord("fileKind", "a regular file|a directory|an opaque directory|a symbolic link|a character device 0/0");
defineWord("touching", "deletes|has deleted|creates the directory|mounts a tmpfs at");

defineEither("side", "inside", "on the host");
defineEither("comparison", "equals", "differs from");
defineEither("presence", "exists", "does not exist");
defineEither("containment", "contains", "does not contain");
defineEither("listing", "lists", "does not list");
defineEither("reachability", "reaches", "does not reach");
defineEither("finding", "finds", "does not find");
defineEither("seeing", "sees", "does not see");
defineEither("sharing", "shares", "does not share");

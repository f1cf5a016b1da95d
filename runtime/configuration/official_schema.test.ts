/** Our schema held against the specification's own, which is not part of this project, over configurations that are right and wrong. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { Ajv, type ValidateFunction } from "ajv";
import { expect } from "chai";
import { defaultConfiguration } from "../cli/default_configuration.ts";
import { completeConfiguration } from "./complete_configuration.ts";
import { shapes } from "./schema/configuration.ts";
import { configuration as ours } from "./schema/validate.js";

const inPackage = "usr/share/gocode/src/github.com/opencontainers/runtime-spec/schema";
/** Fetched by harness/checks/specification.ts, or installed; older ones than 1.2 know no time namespace. */
const directory = [path.join(import.meta.dirname, "../../.cache/specification", inPackage), `/${inPackage}`].find(
  (each) => existsSync(`${each}/config-linux.json`) && readFileSync(`${each}/config-linux.json`, "utf8").includes('"timeOffsets"'),
);
const skip =
  directory === undefined &&
  "the official schema 1.2 is not here: npm test fetches it, in Debian trixie's golang-github-opencontainers-specs-dev, and tells why when it cannot";

type Json = Record<string, unknown>;

/** The official schema is of draft 4, of which it uses what later ones have as well. */
function officialFiles(): Map<string, Json> {
  const names = readdirSync(directory ?? "").filter((name) => /^(config|defs)/.test(name));
  return new Map(
    names.map((name) => {
      const { $schema: _, ...schema } = JSON.parse(readFileSync(path.join(directory ?? "", name), "utf8")) as Json;
      return [name, schema];
    }),
  );
}

function compileOfficial(): ValidateFunction {
  const ajv = new Ajv({ strict: false });
  for (const [name, schema] of officialFiles()) ajv.addSchema(schema, name);
  return ajv.getSchema("config-schema.json") as ValidateFunction;
}

/** A schema of either side, as far as what it has for each place is asked. */
interface Node {
  $ref?: string;
  properties?: Record<string, Node>;
  items?: Node;
  additionalProperties?: Node;
  patternProperties?: Record<string, Node>;
  allOf?: Node[];
  anyOf?: Node[];
  enum?: (string | null)[];
}

/** Of other platforms. */
const foreign = ["windows", "solaris", "vm", "zos"];

/** The places that a schema knows, "linux.namespaces[].type", with the names that may stand there. */
function placesOf(
  node: Node,
  resolve: (reference: string) => Node,
  place = "",
  found = new Map<string, string[]>(),
): Map<string, string[]> {
  const go = (next: Node | undefined, at: string): unknown => next && placesOf(next, resolve, at, found);
  if (place) found.set(place, [...(found.get(place) ?? []), ...(node.enum?.filter((name) => name !== null) ?? [])]);
  if (node.$ref) go(resolve(node.$ref), place);
  for (const part of [...(node.allOf ?? []), ...(node.anyOf ?? [])]) go(part, place);
  for (const [name, member] of Object.entries(node.properties ?? {})) if (!foreign.includes(name)) go(member, below(place, name));
  go(node.items, `${place}[]`);
  go(node.additionalProperties ?? Object.values(node.patternProperties ?? {})[0], `${place}{}`);
  return found;
}

function officialPlaces(): Map<string, string[]> {
  const files = officialFiles();
  const from =
    (file: string) =>
    (reference: string): Node => {
      const [name, pointer = ""] = reference.split("#");
      const into = name || file;
      const node = pointer
        .split("/")
        .filter(Boolean)
        .reduce<unknown>((at, step) => (at as Json)[step], files.get(into));
      return inFile(node as Node, into);
    };
  /** With references that say which file they are about. */
  const inFile = (node: Node, file: string): Node =>
    JSON.parse(JSON.stringify(node), (key, value: unknown) =>
      key === "$ref" && String(value).startsWith("#") ? `${file}${String(value)}` : value,
    ) as Node;
  const file = "config-schema.json";
  return placesOf(inFile(files.get(file) as Node, file), from(file));
}

const below = (place: string, name: string): string => (place ? `${place}.${name}` : name);

/** The places in a value, of a list those in its first entry; how to come there; and how they are called. */
function* placesIn(value: unknown, steps: (string | number)[] = [], place = ""): Generator<{ steps: (string | number)[]; place: string }> {
  if (steps.length > 0) yield { steps, place };
  if (Array.isArray(value)) {
    if (value.length > 0) yield* placesIn(value[0], [...steps, 0], `${place}[]`);
  } else if (typeof value === "object" && value !== null)
    for (const [name, member] of Object.entries(value))
      yield* placesIn(member, [...steps, name], name.startsWith("x-") ? `${place}{}` : below(place, name));
}

const values: unknown[] = [
  null, true, 0, 1, -1, -2, 1.5, 9, 513, 65_536, 1_000_000_000, 2 ** 32 - 1, 2 ** 32, 2 ** 63, 2 ** 65, -(2 ** 65), [], [null], ["x"], [1],
  [{}], {}, { x: 1 }, { x: "x" }, "", "x", "/x", "x/../y", "a\0b", "1", "none", "L3:0=f", "MB:0=1\nMB:1=1", "rwm", "16kB", "rslave",
  "1.2.0-rc.1", "1.2", "RLIMIT_TIME",
]; // prettier-ignore

/** Stands for that it is taken away, or that something unknown is added to it. */
const [nothing, somethingUnknown] = ["nothing", "something unknown"];

/** The configuration with each of its values in turn changed. It is the same object each time, changed until the next one is asked for. */
function* changes(whole: Json, names: ReadonlySet<unknown>): Generator<{ place: string; what: string; configuration: Json }> {
  const configuration = JSON.parse(JSON.stringify(whole)) as Json;
  for (const { steps, place } of placesIn(whole)) {
    const last = String(steps.at(-1));
    const parent = steps.slice(0, -1).reduce<Json>((at, step) => at[step] as Json, configuration);
    const before = parent[last];
    for (const value of names.has(before) ? [...values, ...names] : values) {
      parent[last] = value;
      yield { place, what: JSON.stringify(value), configuration };
    }
    if (!Array.isArray(parent)) {
      Reflect.deleteProperty(parent, last);
      yield { place, what: nothing, configuration };
    }
    if (typeof before === "object" && !Array.isArray(before)) {
      parent[last] = { ...before, "com.example.unknown": [7] };
      yield { place, what: somethingUnknown, configuration };
    }
    parent[last] = before;
  }
}

/** Where the two disagree on purpose: at these places, about these values. */
interface Difference {
  places: RegExp;
  values: RegExp;
  /** What the official schema calls them. */
  officially: "right" | "wrong";
  why: string;
}

const differences: Difference[] = [
  { places: /./, values: /^null$/, officially: "wrong", why: "Go reads null as absent, and clients that are written in it write it" },
  { places: /./, values: /\\u0000/, officially: "right", why: "the kernel would take the text up to the NUL byte" },
  { places: /^ociVersion$/, values: /^"/, officially: "right", why: "MUST be a semantic version; one of 1.x here" },
  { places: /^root$/, values: /^nothing$/, officially: "right", why: "config.md, Root: REQUIRED on all platforms but Windows" },
  { places: /^process\.user$/, values: /^(nothing|\{.*)$/, officially: "right", why: "config.md, POSIX-platform User: uid, gid REQUIRED" },
  { places: /^process\.user\.[ug]id$/, values: /^nothing$/, officially: "right", why: "config.md, POSIX-platform User: REQUIRED" },
  { places: /^process\.args$/, values: /^(nothing|\[\])$/, officially: "right", why: "config.md, Process: at least one entry is REQUIRED" },
  { places: /ioPriority\.priority$/, values: /^nothing$/, officially: "right", why: "config.md, Linux Process: REQUIRED" },
  { places: /ioPriority\.priority$/, values: /^-?\d+$/, officially: "right", why: "config.md, Linux Process: from 0 to 7" },
  { places: /throttle\w+\[\]\.rate$/, values: /^nothing$/, officially: "right", why: "config-linux.md, Block IO: REQUIRED" },
  { places: /personality$/, values: /^\{/, officially: "right", why: "config-linux.md, Personality: domain REQUIRED" },
  { places: /personality\.domain$/, values: /^nothing$/, officially: "right", why: "config-linux.md, Personality: REQUIRED" },
  { places: /^(root\.path|mounts\[\]\.destination)$/, values: /^""$/, officially: "right", why: "no file has an empty path" },
  { places: /syscalls\[\]\.names\[\]$/, values: /^""$/, officially: "right", why: "no system call has an empty name" },
  {
    places: /^(process\.cwd|hooks\.\w+\[\]\.path|linux\.(namespaces|devices)\[\]\.path|linux\.(masked|readonly)Paths(\[\])?)$/,
    values: /^\[?"([^/]|$)/,
    officially: "right",
    why: "MUST be an absolute path",
  },
  { places: /([ug]id|additionalGids\[\])$/, values: /^4294967295$/, officially: "right", why: "is no id to the kernel: setresuid(2)" },
  { places: /umask$/, values: /^\d+$/, officially: "right", why: "umask(2) has nine bits" },
  { places: /oomScoreAdj$/, values: /^-?\d+$/, officially: "right", why: "from -1000 to 1000: proc(5)" },
  { places: /timeout$/, values: /^\d+$/, officially: "right", why: "the launcher cannot wait so long: poll(2)" },
  { places: /nanosecs$/, values: /^\d+$/, officially: "right", why: "less than a second: time_namespaces(7)" },
  { places: /fileMode$/, values: /^513$/, officially: "wrong", why: "a uint32 in config-linux.md; clients write S_IFCHR along" },
  { places: /resources\.devices\[\]\.type$/, values: /^"/, officially: "right", why: "config-linux.md, Allowed Device list: a, c or b" },
  { places: /resources\.devices\[\]\.access$/, values: /^"/, officially: "right", why: "config-linux.md, Allowed Device list: of r, w, m" },
  {
    places: /resources\.(memory|cpu|pids)\.(limit|reservation|swap|kernel|kernelTCP|quota|realtimeRuntime)$/,
    values: /^-2$/,
    officially: "right",
    why: "only -1 means anything below 0",
  },
  { places: /swappiness$/, values: /^\d+$/, officially: "right", why: "config-linux.md, Memory: from 0 to 100" },
  { places: /swappiness$/, values: /^-1$/, officially: "wrong", why: "means none in runc's clients" },
  { places: /cpu\.idle$/, values: /^-?\d+$/, officially: "right", why: "config-linux.md, CPU: 0 or 1" },
  {
    places: /blockIO\.(weightDevice\[\]\.)?(weight|leafWeight)$/,
    values: /^\d+$/,
    officially: "right",
    why: "the kernel has 10 to 1000, or 0 for none",
  },
  { places: /blockIO\..*\.(major|minor)$/, values: /^-?\d+$/, officially: "right", why: "a device's number has 32 bits: makedev(3)" },
  { places: /network\.priorities\[\]\.name$/, values: /^"/, officially: "right", why: "no interface has such a name: netdevice(7)" },
  { places: /mountLabel$/, values: /\\n/, officially: "right", why: "it stands in one option of mount(2)" },
  { places: /rootfsPropagation$/, values: /^"(|rslave)"$/, officially: "wrong", why: "runc's clients write them" },
  { places: /rlimits\[\]\.type$/, values: /^"RLIMIT_TIME"$/, officially: "right", why: "MUST be one of the kernel's" },
  { places: /args\[\]\.index$/, values: /^\d+$/, officially: "right", why: "a system call has six arguments" },
  { places: /args\[\]\.value(Two)?$/, values: /^/, officially: "wrong", why: "may be a bigint: runtime/seccomp/check.ts looks at them" },
  { places: /architectures\[\]$/, values: /^"SCMP_ARCH_(LOONGARCH64|M68K|SH|SHEB)"$/, officially: "wrong", why: "new in 1.2.1" },
];

describe("our schema and the official one", { skip }, () => {
  const official = directory === undefined ? undefined : compileOfficial();
  const theirs = directory === undefined ? new Map<string, string[]>() : officialPlaces();
  const own = placesOf(shapes.configuration as Node, () => ({}));
  const complete = completeConfiguration as Json;

  it("take the same configurations that use everything, or little", () => {
    for (const configuration of [complete, defaultConfiguration(false), defaultConfiguration(true)]) {
      expect(official?.(configuration), JSON.stringify(official?.errors)).to.equal(true);
      expect(ours(configuration)).to.equal(true);
    }
  });

  it("know the same properties: those of the complete configuration", () => {
    const all = new Set([...placesIn(complete)].map(({ place }) => place));
    // What is empty in it has no entry.
    all.add("linux.personality.flags[]");
    expect(
      [...theirs.keys()].filter((place) => !all.has(place)),
      "of the official one",
    ).to.deep.equal([]);
    expect(
      [...own.keys()].filter((place) => !all.has(place)),
      "of ours",
    ).to.deep.equal([]);
    expect([...all].filter((place) => !theirs.has(place) || !own.has(place))).to.deep.equal([]);
  });

  it("agree about each change of it, but for what is listed with its reason", () => {
    const names = new Set<unknown>([...theirs.values(), ...own.values()].flat());
    const unused = new Set(differences);
    const unexplained: string[] = [];
    let count = 0;
    for (const { place, what, configuration } of changes(complete, names)) {
      count++;
      const officially = official?.(configuration) ? "right" : "wrong";
      if (officially === (ours(configuration) ? "right" : "wrong")) continue;
      const reasons = differences.filter((each) => each.officially === officially && each.places.test(place) && each.values.test(what));
      if (reasons.length === 0) unexplained.push(`${place}: ${what} is officially ${officially}`);
      for (const reason of reasons) unused.delete(reason);
    }
    expect(count).to.be.above(10_000);
    expect(unexplained).to.deep.equal([]);
    // The official schema of 1.2.1 has them too.
    const stale = [...unused].map(({ why }) => why).filter((why) => why !== "new in 1.2.1");
    expect(stale, "differences that are none").to.deep.equal([]);
  });
});

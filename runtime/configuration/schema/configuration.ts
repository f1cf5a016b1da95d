/**
 * The schema of a configuration, written from the specification (runtime-spec 1.2, config.md and config-linux.md), for Linux. What it
 * cannot say is in ../rules. `node generate.ts` compiles it to validate.js.
 */
import { hookKinds } from "../types.ts";
import { idMappings, linux } from "./linux.ts";
import { process } from "./process.ts";
import { resources } from "./resources.ts";
import { absolutePath, boolean, integer, listOf, mapOf, object, text, textLike, textThatIsNotEmpty, type Shape } from "./shapes.ts";

/** Semantic versioning 2.0.0 (config.md, "Specification version"); the specification is compatible within 1.x. */
const version = textLike(
  String.raw`^1\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$`,
  "only 1.x is supported, as MAJOR.MINOR.PATCH",
);

/** Seconds that the launcher can wait: more milliseconds are no int (poll(2)). */
const longestTimeout = 2_000_000;

const hook: Shape = object({ path: absolutePath }, { args: listOf(text), env: listOf(text), timeout: integer(1, longestTimeout) });

const mount = object(
  { destination: textThatIsNotEmpty },
  { type: text, source: text, options: listOf(text), uidMappings: idMappings, gidMappings: idMappings },
);

const configuration: Shape = object(
  { ociVersion: version, root: object({ path: textThatIsNotEmpty }, { readonly: boolean }) },
  {
    process,
    hostname: text,
    domainname: text,
    mounts: listOf(mount),
    hooks: object({}, Object.fromEntries(hookKinds.map((kind) => [kind, listOf(hook)]))),
    annotations: mapOf({ type: "string" }),
    linux,
  },
);

/** What is checked as a whole: a configuration, or the part of one that a program or an update comes with. */
export const shapes = { configuration, process, resources } as const;

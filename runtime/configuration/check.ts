/**
 * What the specification demands of a configuration: first its schema, then what a schema cannot say. What this runtime does not honour is
 * refused by name, never dropped; properties that the specification does not know are ignored (config.md, "Extensibility").
 */
import { createRequire } from "node:module";
import { ConfigurationError } from "./error.ts";
import type { Resources } from "./resources.ts";
import { followLinuxRules } from "./rules/linux.ts";
import { followMountRules } from "./rules/mounts.ts";
import { refuseNotHonoured } from "./rules/not_honoured.ts";
import { followProcessRules } from "./rules/process.ts";
import { followResourcesRules } from "./rules/resources.ts";
import { configuration, process, resources } from "./schema/validate.js";
import type { shapes } from "./schema/configuration.ts";
import type { Finding, violation } from "./schema/violation.ts";
import type { Configuration, Process } from "./types.ts";
import { hasNull, withoutNulls } from "./values.ts";

/** By the name of the shape that each checks; it tells what it has found in itself. */
const validators: Record<keyof typeof shapes, { (data: unknown): boolean; errors?: Finding[] | null }> = {
  configuration,
  process,
  resources,
};

/** The schema itself is only needed for the words: a process that finds nothing wrong need not load it. */
function inWords(): typeof violation {
  return (createRequire(import.meta.url)("./schema/violation.ts") as { violation: typeof violation }).violation;
}

/** The value, as its schema has it. */
function shaped(name: keyof typeof validators, value: unknown, place: string): unknown {
  const isPlain = !hasNull(value, place);
  const isValid = validators[name];
  if (isValid(value)) return isPlain ? value : withoutNulls(value);
  const [first] = isValid.errors ?? [];
  throw first ? inWords()(name, value, first, place) : new ConfigurationError(place, "is not valid", value);
}

/** A container may be created without one, and not be started then (config.md, "Process"). */
const noProcess: Process = { user: { uid: 0, gid: 0 }, args: [], cwd: "/" };

/** @throws `ConfigurationError` with the path below `process` */
export function checkProcess(value: unknown): Process {
  const process = shaped("process", value, "process") as Process;
  followProcessRules(process);
  return process;
}

/** @throws `ConfigurationError` with the path below `linux.resources` */
export function checkResources(value: unknown): Resources {
  const resources = (shaped("resources", value, "linux.resources") ?? {}) as Resources;
  followResourcesRules(resources);
  return resources;
}

/** @throws `ConfigurationError` at the first violation */
export function checkConfiguration(value: unknown): Configuration {
  const configuration = shaped("configuration", value, "") as Omit<Configuration, "process"> & { process?: Process };
  refuseNotHonoured(configuration, "");
  if (configuration.process) followProcessRules(configuration.process);
  followMountRules(configuration.mounts ?? []);
  if (Object.hasOwn(configuration.annotations ?? {}, ""))
    throw new ConfigurationError("annotations", "must have no empty key (config.md, Annotations)");
  if (configuration.linux) followLinuxRules(configuration.linux);
  return { process: noProcess, ...configuration };
}

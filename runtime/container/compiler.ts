/** From what a caller asks for to the launch plan. For a bundle that is used again the plan is compiled and encoded once. */
import { statSync } from "node:fs";
import path from "node:path";
import { freezerOf } from "../cgroup/freezer.ts";
import { versionOf } from "../cgroup/groups.ts";
import { readCgroupHost, type CgroupHost } from "../cgroup/hierarchies.ts";
import { checkConfiguration } from "../configuration/check.ts";
import { checkRootfs, parseConfiguration, readBundle } from "../configuration/read.ts";
import type { Configuration, Hooks } from "../configuration/types.ts";
import { warningsOf } from "../configuration/warnings.ts";
import { fileEquals, PlanTemplate, StepError, type Step, type TemplatePlan } from "../../native/index.ts";
import { compileCreate, containerGroups } from "../plan/create.ts";
import type { Handed, Overlay } from "../plan/input.ts";
import { grant, grantable } from "./capabilities.ts";
import { compileSeccomp, type SeccompFilter } from "../seccomp/filter.ts";
import type { StateRecord } from "./state.ts";

/** What decides about the plan. */
export interface CompileOptions {
  /** Unique under the root; letters, digits and "_+-.", at most 254 bytes. */
  id: string;
  /** The directory with config.json, and where its relative paths start. */
  bundle: string;
  /** In place of the bundle's config.json. */
  configuration?: Configuration;
  /** Keep the caller's session keyring in place of a new one (keyrings(7)). */
  inheritKeyring?: boolean;
  /** What the program is given beside its standard streams; with `process.terminal` a console socket is needed. */
  handed?: Handed;
  /** Directories of its control groups that were there before. */
  found?: readonly string[];
  /** The root file system is united from these layers, on the configured root as mount point. */
  overlay?: Overlay;
}

export interface Compiled {
  /** Throws what is wrong with the bundle, where there is something: asked when a step has failed, which tells the symptom only. */
  verify?(): void;
  readonly plan: TemplatePlan | readonly Step[];
  readonly hooks: Hooks | undefined;
  /** What of the configuration is left aside, where nobody has been told yet: told once, and not with each of its containers. */
  takeWarnings(): readonly string[] | undefined;
  /** The same plan as data. */
  steps(): readonly Step[];
  record(): StateRecord;
}

/**
 * A bundle's config.json is no longer what a kept plan was compiled from: the launcher looks when it begins with the plan, and has done
 * nothing of it then. Looking from Node would cost its thread four more system calls a container, each right after waking up.
 */
export function isOutdated(error: unknown): boolean {
  return error instanceof StepError && error.step?.kind === "expectFile";
}

/** A bundle's config.json as it was last, and the templates of its plans. */
interface KnownBundle {
  /** Absolute. */
  directory: string;
  /** config.json, and what it held. */
  file: string;
  text: string;
  content: Buffer;
  configuration: Configuration;
  rootfs: string;
  filter: SeccompFilter | undefined;
  /** Not told yet. */
  warnings: readonly string[] | undefined;
  /** Indexed by the length of the id; those of containers that are run at once apart. */
  templates: (PlanTemplate | undefined)[];
  immediate: (PlanTemplate | undefined)[];
}

interface Granted {
  configuration: Configuration;
  warnings: readonly string[] | undefined;
}

/** Of so many bundles the templates are kept. */
const mostKnown = 64;

export class Compiler {
  readonly #root: string;
  readonly #transform: ((steps: Step[]) => Step[]) | undefined;
  readonly #rootless = process.geteuid?.() !== 0;
  readonly #known = new Map<string, KnownBundle>();
  #cgroups: CgroupHost | undefined;

  readonly #networksReady: boolean;

  constructor(root: string, transform?: (steps: Step[]) => Step[], networksReady = false) {
    this.#root = root;
    this.#networksReady = networksReady;
    this.#transform = transform;
  }

  /**
   * @param immediate whether the program runs at once and its container is removed when it has ended
   * @throws `ConfigurationError`, or an error that names what is missing of the bundle
   */
  compile(options: CompileOptions, immediate: boolean): Compiled {
    if (options.configuration) {
      const bundle = path.resolve(options.bundle);
      const { configuration, warnings } = this.#granted(checkConfiguration(options.configuration));
      if (!options.overlay) checkRootfs(path.resolve(bundle, configuration.root.path));
      return this.#afresh(options, bundle, { configuration, warnings }, immediate);
    }
    const { id, bundle, overlay, found, inheritKeyring, handed } = options;
    const name = nameOf(bundle);
    const isUsual = !(this.#transform || overlay || found || inheritKeyring || handed);
    const kept = isUsual ? this.#known.get(name) : undefined;
    // Where the plan is kept the launcher compares the file with what it was compiled from.
    const ready = kept && templatesOf(kept, immediate)[id.length];
    if (ready) return new Kept(ready.for(id), kept, this.#recordOf);
    const known = this.#read(name);
    const template = isUsual ? this.#template(known, id.length, immediate) : undefined;
    if (template) return new Kept(template.for(id), known, this.#recordOf);
    checkRootfs(known.rootfs);
    return this.#afresh(options, known.directory, known, immediate);
  }

  readonly #recordOf = (id: string, { directory, configuration, filter }: KnownBundle): StateRecord =>
    this.#record(id, directory, configuration, filter);

  /** The bundle is read anew the next time. */
  forget(bundle: string): void {
    this.#known.delete(nameOf(bundle));
  }

  /** With the capabilities that can be granted, and what there is to warn of. */
  #granted(configuration: Configuration): Granted {
    const warnings = warningsOf(configuration);
    const namespaces = (configuration.linux?.namespaces ?? []).map(({ type }) => type);
    const process = grant(configuration.process, grantable(namespaces, this.#rootless), (message) => warnings.push(message));
    return {
      configuration: process === configuration.process ? configuration : { ...configuration, process },
      warnings: warnings.length > 0 ? warnings : undefined,
    };
  }

  #afresh(options: CompileOptions, bundle: string, granted: Granted, immediate: boolean): Compiled {
    const { configuration } = granted;
    const record = this.#record(options.id, bundle, configuration, filterOf(configuration), options.found);
    const compiled = this.#steps(record, configuration, immediate, isFile, options);
    const steps = this.#transform ? this.#transform(compiled) : compiled;
    return { plan: steps, hooks: configuration.hooks, takeWarnings: () => take(granted), steps: () => steps, record: () => record };
  }

  /** Its text is read each time: nothing else tells for sure whether it is still the same. */
  #read(name: string): KnownBundle {
    const known = this.#known.get(name);
    if (known && fileEquals(known.file, known.content)) return known;
    const directory = path.resolve(name);
    const text = readBundle(directory);
    const { configuration, warnings } = freeze(this.#granted(parseConfiguration(text)));
    const rootfs = path.resolve(directory, configuration.root.path);
    const read: KnownBundle = {
      directory,
      file: `${directory}/config.json`,
      text,
      content: Buffer.from(text),
      configuration,
      rootfs,
      filter: filterOf(configuration),
      warnings,
      templates: [],
      immediate: [],
    };
    this.#known.delete(name);
    this.#known.set(name, read);
    const [oldest] = this.#known.keys();
    if (this.#known.size > mostKnown && oldest !== undefined) this.#known.delete(oldest);
    return read;
  }

  /** Undefined where the plan depends on what the host's files are at the moment. */
  #template(known: KnownBundle, length: number, immediate: boolean): PlanTemplate | undefined {
    const templates = templatesOf(known, immediate);
    const kept = templates[length];
    if (kept) return kept;
    const { directory, file, text, configuration, rootfs, filter } = known;
    checkRootfs(rootfs);
    let asked = false;
    const compile = (id: string): Step[] => [
      { kind: "expectFile", actor: "launcher", path: file, data: text },
      ...this.#steps(this.#record(id, directory, configuration, filter), configuration, immediate, (source) => {
        asked = true;
        return isFile(source);
      }),
    ];
    const template = new PlanTemplate(compile, length);
    if (asked) return undefined;
    templates[length] = template;
    return template;
  }

  #record(
    id: string,
    bundle: string,
    configuration: Configuration,
    filter: SeccompFilter | undefined,
    found?: readonly string[],
  ): StateRecord {
    this.#cgroups ??= readCgroupHost();
    const groups = containerGroups({ id, configuration, cgroups: this.#cgroups, rootless: this.#rootless });
    const cgroupVersion = versionOf(this.#cgroups);
    const freezer = freezerOf(cgroupVersion, groups);
    return {
      ociVersion: configuration.ociVersion,
      id,
      bundle,
      rootfs: path.resolve(bundle, configuration.root.path),
      ...(configuration.annotations ? { annotations: configuration.annotations } : {}),
      process: configuration.process,
      namespaces: (configuration.linux?.namespaces ?? []).map(({ type }) => type),
      groups: groups.map(({ directory }) => directory),
      ...(found && { found: [...found] }),
      cgroupVersion,
      ...(freezer !== undefined && { freezer }),
      rootless: this.#rootless,
      ...(configuration.hooks && { hooks: configuration.hooks }),
      ...(filter && { filter }),
    };
  }

  #steps(
    record: StateRecord,
    configuration: Configuration,
    immediate: boolean,
    isSourceFile: typeof isFile,
    options: Pick<CompileOptions, "overlay" | "inheritKeyring" | "handed" | "found"> = {},
  ): Step[] {
    this.#cgroups ??= readCgroupHost();
    const { id, bundle, rootless, filter } = record;
    const { overlay, inheritKeyring = false, handed, found } = options;
    const common = {
      id,
      bundle,
      configuration,
      rootless,
      immediate,
      inheritKeyring,
      networksReady: this.#networksReady,
      cgroups: this.#cgroups,
      ...(overlay && { overlay }),
      ...(found && { found }),
      ...(handed && { handed }),
      ...(filter && { filter }),
    };
    return compileCreate({ ...common, stateDirectory: path.join(this.#root, id), state: JSON.stringify(record) }, isSourceFile);
  }
}

function templatesOf(known: KnownBundle, immediate: boolean): (PlanTemplate | undefined)[] {
  return immediate ? known.immediate : known.templates;
}

/** What is compiled already: of all that may be asked about it, most containers that are run ask nothing. Without #fields: see `Flight`. */
class Kept implements Compiled {
  readonly plan: TemplatePlan;
  private readonly known: KnownBundle;
  private readonly recordOf: (id: string, known: KnownBundle) => StateRecord;

  constructor(plan: TemplatePlan, known: KnownBundle, recordOf: (id: string, known: KnownBundle) => StateRecord) {
    this.plan = plan;
    this.known = known;
    this.recordOf = recordOf;
  }

  get hooks(): Hooks | undefined {
    return this.known.configuration.hooks;
  }

  verify(): void {
    checkRootfs(this.known.rootfs);
  }

  takeWarnings(): readonly string[] | undefined {
    return take(this.known);
  }

  steps(): readonly Step[] {
    return this.plan.steps();
  }

  record(): StateRecord {
    return this.recordOf(this.plan.id, this.known);
  }
}

function take(from: { warnings: readonly string[] | undefined }): readonly string[] | undefined {
  const { warnings } = from;
  if (warnings) from.warnings = undefined;
  return warnings;
}

/** Compiled once for each time that a configuration is read. */
function filterOf({ linux }: Configuration): SeccompFilter | undefined {
  return linux?.seccomp ? compileSeccomp(linux.seccomp, process.arch) : undefined;
}

/** A relative path means another directory after chdir(2). */
function nameOf(bundle: string): string {
  return bundle[0] === "/" ? bundle : path.resolve(bundle);
}

function isFile(source: string): boolean {
  try {
    return !statSync(source).isDirectory();
  } catch {
    // The plan's own step tells what is wrong with it.
    return false;
  }
}

/** Containers share it: who changed it for one would change it for all. */
function freeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) for (const member of Object.values(Object.freeze(value))) freeze(member);
  return value;
}

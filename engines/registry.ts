import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { EngineAdapter } from "./contract.ts";
import { ociAdapter } from "./oci/runtime.ts";

/** A place where an engine is known to differ from the specification, and how. */
export interface Divergence {
  /** Scenario id. */
  scenario: string;
  /** Prefix of the versions concerned: "1.1.". */
  versions: string;
  /** Where it is reported or documented. */
  reference: string;
  /** Text of the step that fails. */
  step: string;
  /** Part of the failure's message. */
  observed: string;
}

const folder = fileURLToPath(new URL(".", import.meta.url));

/** The names for `--engine`: each folder of engines/ with an adapter.ts is one. */
export function engineNames(): string[] {
  return readdirSync(folder)
    .filter((name) => existsSync(`${folder}${name}/adapter.ts`))
    .toSorted();
}

/**
 * The adapter of an engine: by name, or, for a name with a slash in it, of the OCI runtime at that path.
 * @throws Error that lists the engines there are.
 */
export async function adapter(name: string): Promise<EngineAdapter> {
  if (name.includes("/")) return ociAdapter({ name, program: name });
  requireKnown(name);
  const module = (await import(`./${name}/adapter.ts`)) as { adapter: EngineAdapter };
  return module.adapter;
}

/**
 * The known divergences of an engine, from engines/<name>/divergences.json; none for one that is given by path.
 * @throws Error that lists the engines there are, or names the record that is not complete.
 */
export function divergences(name: string): Promise<Divergence[]> {
  if (name.includes("/")) return Promise.resolve([]);
  requireKnown(name);
  const file = `${folder}${name}/divergences.json`;
  if (!existsSync(file)) return Promise.resolve([]);
  return Promise.resolve(parseDivergences(readFileSync(file, "utf8"), file));
}

/** Reads the records; every member is required and is a text. */
export function parseDivergences(text: string, file: string): Divergence[] {
  const records: unknown = JSON.parse(text);
  if (!Array.isArray(records)) throw new Error(`${file} should be a list of divergences.`);
  for (const record of records as Record<string, unknown>[]) {
    const missing = ["scenario", "versions", "reference", "step", "observed"].filter((member) => typeof record[member] !== "string");
    if (missing.length > 0) throw new Error(`${file}: a divergence lacks ${missing.join(", ")}: ${JSON.stringify(record)}`);
  }
  return records as Divergence[];
}

function requireKnown(name: string): void {
  if (!engineNames().includes(name))
    throw new Error(`There is no engine "${name}". There are: ${engineNames().join(", ")}; or give the path of an OCI runtime, with a slash in it.`);
}

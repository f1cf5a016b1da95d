import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Engine, EngineAdapter, EngineAddress, WorldParameters } from "./contract.ts";
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

/** Connects this thread to an opened engine, with the mutant of the request between them that the run asks for. */
export async function connect({ run, engine, address, requestMutant }: WorldParameters): Promise<Engine> {
  const connected = await (await adapter(engine)).connect(run, address);
  if (requestMutant === undefined) return connected;
  const { sabotage } = await import("./mutants/request.ts");
  return sabotage(connected, requestMutant);
}

/** A plan is whatever the engine means by it: it is only handed back to where it came from. */
export type RecordedPlan = readonly object[];

/** Mutants of launch plans, for an engine that has such plans. */
export interface PlanMutants {
  /** Mutants that are not made, by the beginning of their name, because they would change the host. */
  excluded: readonly { mutant: string; reason: string }[];
  /** Added to the engine's address, makes it note its plans. */
  recordingAddress: EngineAddress;
  /** The plans noted in this thread since the last time. */
  takePlans(): readonly RecordedPlan[];
  /** Every mutant that changes one of the plans; `address` is added to the engine's. */
  generate(plans: readonly RecordedPlan[]): { name: string; address: EngineAddress; concerns: (plan: RecordedPlan) => boolean }[];
}

/** The plan mutants of an engine, from engines/<name>/mutants.ts; none for one that has no launch plans. */
export async function planMutants(name: string): Promise<PlanMutants | undefined> {
  if (name.includes("/") || !existsSync(`${folder}${name}/mutants.ts`)) return undefined;
  return ((await import(`./${name}/mutants.ts`)) as { planMutants: PlanMutants }).planMutants;
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
    throw new Error(
      `There is no engine "${name}". There are: ${engineNames().join(", ")}; or give the path of an OCI runtime, with a slash in it.`,
    );
}

import { readFile } from "node:fs/promises";
import { matchesGlob } from "node:path";

/** A mutant that may survive, or a scenario that may kill none. */
export interface Exception {
  /** The name or id; `*` stands for any characters but "/", `**` for any. */
  mutant?: string;
  scenario?: string;
  /** Engines it is about; all without it. */
  engines?: string[];
  /** One sentence, and true. */
  reason: string;
}

/** Reads the file of exceptions. @throws Error that names the entry that is not complete. */
export async function readExceptions(path: string): Promise<Exception[]> {
  return parseExceptions(await readFile(path, "utf8"), path);
}

export function parseExceptions(text: string, path: string): Exception[] {
  const entries = JSON.parse(text) as Partial<Exception>[];
  for (const entry of entries) {
    const isAboutOne = (entry.mutant === undefined) !== (entry.scenario === undefined);
    if (!isAboutOne || !entry.reason)
      throw new Error(`${path}: an exception needs a reason, and a mutant or a scenario: ${JSON.stringify(entry)}`);
  }
  return entries as Exception[];
}

/** The exception for a mutant or a scenario on an engine. */
export function exceptionFor(
  exceptions: readonly Exception[],
  engine: string,
  kind: "mutant" | "scenario",
  name: string,
): Exception | undefined {
  return exceptions.find((each) => {
    const pattern = each[kind];
    return pattern !== undefined && matchesGlob(name, pattern) && (!each.engines || each.engines.includes(engine));
  });
}

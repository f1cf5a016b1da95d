import { loadSupport, type IRunConfiguration, type ISupportCodeLibrary } from "@cucumber/cucumber/api";
import { globSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.ts";

/** Where a specification lies: its features and the step definitions, as paths below the project's directory. */
export interface Specification {
  features: string;
  steps: string;
}

/** The project's own specification. */
export const specification: Specification = { features: "features", steps: "steps" };

/** Which scenarios are wanted; absent members select everything. */
export interface Selection {
  /** Feature files, folders, or "file:line". */
  paths?: string[];
  /** Cucumber's tag expression, "@PID-01 and not @slow". */
  tags?: string;
  /** Regular expressions; a scenario's title must match one. */
  names?: string[];
}

const libraries = new Map<string, Promise<ISupportCodeLibrary>>();

/**
 * Loads the step definitions, once a process: their modules are cached, so that a second loading would find none.
 * Unit tests beside them are left out.
 */
export async function loadSteps({ steps }: Specification): Promise<ISupportCodeLibrary> {
  let library = libraries.get(steps);
  if (!library) {
    const importPaths = globSync(`${steps}/**/*.ts`, { cwd: root }).filter((path) => !path.endsWith(".test.ts"));
    if (importPaths.length === 0) throw new Error(`There are no step definitions below ${join(root, steps)}.`);
    library = loadSupport({ sources: sources({}), support: { importPaths: importPaths.sort() } }, { cwd: root });
    libraries.set(steps, library);
  }
  return await library;
}

/** Cucumber's own form of a selection. */
export function sources({ paths = [], tags = "", names = [] }: Selection): IRunConfiguration["sources"] {
  return { defaultDialect: "en", paths, names, tagExpression: tags, order: "defined" };
}

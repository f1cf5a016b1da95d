import type { Examples, GherkinDocument, Pickle, Rule, Scenario } from "@cucumber/messages";
import { basename, relative, sep } from "node:path";
import type { ScenarioIdentity } from "../../reports/verdict/verdict.ts";

/** A tag that names a behaviour of the catalogue: "@PID-01". */
const behaviourTag = /^@([A-Z]{2,5}-\d{2,3})$/;

/** Words in lower case joined by hyphens; letters of every script stay. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}

/**
 * Identifies a pickle: catalogue id, slug of the title, and for an outline the slug of the row's values, so that neither
 * reordering rows nor moving the scenario changes its id. Without a catalogue id the feature file's name takes its place.
 *
 * @param features the folder of the specification, in the form in which the document's uri is given
 */
export function identify(pickle: Pickle, document: GherkinDocument, features: string): ScenarioIdentity {
  const { scenario, rule } = find(document, pickle);
  const row = rowValues(scenario.examples, pickle);
  const tags = pickle.tags.map(({ name }) => name);
  const file = basename(pickle.uri).replace(/\.feature(\.md)?$/, "");
  const behaviour = tags.map((tag) => behaviourTag.exec(tag)?.[1]).find((id) => id !== undefined) ?? file;
  const chapter = relative(features, pickle.uri).split(sep).slice(0, -1);
  return {
    id: [behaviour, slug(scenario.name), ...(row === undefined ? [] : [slug(row) || "row"])].join("/"),
    feature: pickle.uri,
    chapter: [...chapter, file].join("/"),
    ...(rule && { rule: rule.name }),
    title: pickle.name,
    ...(row !== undefined && { row }),
    tags,
  };
}

/** Throws when two scenarios would have the same id, and says where they stand. */
export function requireUniqueIds(scenarios: readonly (Pick<ScenarioIdentity, "id" | "feature"> & { line: number })[]): void {
  const seen = new Map<string, string>();
  for (const { id, feature, line } of scenarios) {
    const place = `${feature}:${line}`;
    const other = seen.get(id);
    if (other !== undefined) {
      throw new Error(`Two scenarios have the id ${id}: ${other} and ${place}. Give one of them another title: verdicts are kept by id.`);
    }
    seen.set(id, place);
  }
}

function find(document: GherkinDocument, pickle: Pickle): { scenario: Scenario; rule?: Rule } {
  for (const child of document.feature?.children ?? []) {
    if (child.scenario && pickle.astNodeIds.includes(child.scenario.id)) return { scenario: child.scenario };
    for (const { scenario } of child.rule?.children ?? []) {
      if (scenario && child.rule && pickle.astNodeIds.includes(scenario.id)) return { scenario, rule: child.rule };
    }
  }
  throw new Error(`${pickle.uri} has no scenario for the pickle "${pickle.name}": Cucumber's messages contradict each other.`);
}

function rowValues(examples: readonly Examples[], pickle: Pickle): string | undefined {
  const rows = examples.flatMap(({ tableBody }) => tableBody);
  return rows
    .find(({ id }) => pickle.astNodeIds.includes(id))
    ?.cells.map(({ value }) => value)
    .join(" ");
}

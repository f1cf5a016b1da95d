import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { isWorse, verdicts, type ScenarioVerdict, type Verdict } from "./verdict.ts";

/** The verdict each scenario id had when a person last agreed to it. */
export type Expected = Record<string, Verdict>;

export interface Difference {
  id: string;
  expected: Verdict;
  got: Verdict;
}

/** What differs from the expected verdicts. */
export interface Comparison {
  worse: Difference[];
  better: Difference[];
  /** Ran, but nobody has said yet what to expect. */
  unexpected: { id: string; got: Verdict }[];
  /** Could not be told this time, because the host was too loaded: no difference, but not passed over either. */
  starved: string[];
  /** Expected, but no longer in the specification; empty when only a part of it ran. */
  gone: string[];
}

type Ruling = Pick<ScenarioVerdict, "id" | "verdict" | "reason">;

/** A lower bound is judged only where the host had CPU to give; on a loaded one it says nothing, neither good nor bad. */
const isStarved = ({ verdict, reason }: Ruling): boolean => verdict === "not testable here" && reason?.startsWith("starved") === true;

/** Compares what ran with what was expected. With `partial`, scenarios that did not run are left out. */
export function compare(expected: Expected, ran: readonly Ruling[], { partial }: { partial: boolean }): Comparison {
  const comparison: Comparison = { worse: [], better: [], unexpected: [], starved: [], gone: [] };
  for (const ruling of ran) {
    const { id, verdict: got } = ruling;
    const before = expected[id];
    if (isStarved(ruling)) comparison.starved.push(id);
    else if (before === undefined) comparison.unexpected.push({ id, got });
    else if (isWorse(got, before)) comparison.worse.push({ id, expected: before, got });
    else if (isWorse(before, got)) comparison.better.push({ id, expected: before, got });
  }
  if (!partial) {
    const ids = new Set(ran.map(({ id }) => id));
    comparison.gone = Object.keys(expected).filter((id) => !ids.has(id));
  }
  return comparison;
}

/**
 * The expectations after a run: its verdicts replace the old ones. `fails` and `error` are never expected, nor is a host
 * too loaded to tell: such a scenario keeps its old expectation. With `partial`, scenarios that did not run keep theirs too.
 */
export function updated(expected: Expected, ran: readonly Ruling[], { partial }: { partial: boolean }): Expected {
  const kept = partial ? { ...expected } : {};
  for (const ruling of ran) {
    const { id, verdict } = ruling;
    const agreed = verdict === "fails" || verdict === "error" || isStarved(ruling) ? expected[id] : verdict;
    if (agreed !== undefined) kept[id] = agreed;
  }
  return Object.fromEntries(Object.entries(kept).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Reads a file of expected verdicts; none is an empty one. Throws when it names a verdict that there is not. */
export async function readExpected(path: string): Promise<Expected> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "{}";
    throw error;
  });
  const expected = JSON.parse(text) as Expected;
  for (const [id, verdict] of Object.entries(expected)) {
    if (!verdicts.includes(verdict)) {
      throw new Error(`${path} expects "${verdict}" of ${id}, which is no verdict. Verdicts are: ${verdicts.join(", ")}.`);
    }
  }
  return expected;
}

/** Writes the file of expected verdicts. */
export async function writeExpected(path: string, expected: Expected): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(expected, undefined, 2)}\n`);
}

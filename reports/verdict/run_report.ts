import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { ScenarioVerdict, Totals } from "./verdict.ts";

/** One run's verdicts, as written to verdicts.json; the schema is documented in docs/verdicts.md. */
export interface RunReport {
  schema: 1;
  engine: string;
  version: string;
  machine: string;
  kernel: string;
  cgroup: string;
  cpus: number;
  run: string;
  /** ISO 8601. */
  started: string;
  durationMs: number;
  totals: Totals;
  scenarios: ScenarioVerdict[];
}

/** Writes the report whole or not at all, so that a reader never meets half a file. */
export async function writeRunReport(path: string, report: RunReport): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, `${JSON.stringify(report, undefined, 2)}\n`);
  await rename(unfinished, path);
}

/** Reads a report that `writeRunReport` wrote. */
export async function readRunReport(path: string): Promise<RunReport> {
  return JSON.parse(await readFile(path, "utf8")) as RunReport;
}

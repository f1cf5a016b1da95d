import { join } from "node:path";

/** What a run knows that was started in a throw-away machine. */
export interface Guest {
  /** The machine's name. */
  machine: string;
  /** What differs where everything of the project is read-only; absent in a machine that was started by hand and may write. */
  places?: Places;
}

interface Places {
  /** Where results are written, in place of reports/out/<engine>@<machine>. */
  results: string;
  /** The file that expected verdicts are written to, in place of that in reports/expected. */
  expected: string;
  /** The file that is there once Node has started at all. */
  mark: string;
}

/** The environment that tells a run in a machine where it is; `results` is a directory that both sides see. */
export function guestEnvironment(machine: string, results: string): Record<string, string> {
  return { BRINE_MACHINE: machine, BRINE_RESULTS: results };
}

/** Where this process is, when it is in a machine. */
export function guest(env: NodeJS.ProcessEnv = process.env): Guest | undefined {
  const { BRINE_MACHINE: machine, BRINE_RESULTS: results } = env;
  if (!machine) return undefined;
  return { machine, ...(results && { places: placesBelow(results) }) };
}

/** Where a run in a machine puts what, below the directory that both sides see. */
export function placesBelow(results: string): Places {
  return { results: join(results, "out"), expected: join(results, "expected.json"), mark: join(results, "node-runs") };
}

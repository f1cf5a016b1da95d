import { existsSync } from "node:fs";
import { copyFile, cp, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expectedOf, outOf } from "../../reports/paths.ts";
import { beginResults } from "../../reports/results_directory.ts";
import { readRunReport } from "../../reports/verdict/run_report.ts";
import type { Machine } from "../../vagrant/machine.ts";
import { machineNamed } from "../../vagrant/registry.ts";
import { root } from "../root.ts";
import { guest, guestEnvironment, placesBelow } from "./guest.ts";
import { interruption } from "./interruption.ts";
import { obstacle } from "./obstacle.ts";
import { makeWorkDirectory, sweepMachines } from "./work_directory.ts";

/** ms; the slowest machine there is, a whole Debian without hardware's help, needs one of them. */
const bootDeadline = 3 * 60_000;
/** ms; an hour is longer than any run on any machine that was seen. */
const commandDeadline = 60 * 60_000;

/** What to run where. */
interface Request {
  /** The machine's name. */
  machine: string;
  /** Arguments of the command of the same name in the guest. */
  args: readonly string[];
  /** Where results go, instead of reports/out/<engine>@<machine>; absolute. */
  out?: string;
  /** The Node to run it on; this process's own unless given. */
  node?: string;
}

/**
 * Runs the features in a machine, as the same command there: what it writes comes as it is written, then its results are put where those of
 * a run on the host would be. Returns its exit status; throws where there is none.
 */
export async function runInMachine({ machine: name, args, out, node = process.execPath }: Request): Promise<number> {
  const machine = machineNamed(name);
  if (guest()) throw new Error(`This is the machine ${guest()?.machine} already: a machine within a machine is not to be had.`);
  const missing = obstacle(machine.name, await machine.missing());
  if (missing) throw new Error(missing);
  using stop = interruption();
  await sweepMachines();
  await machine.prepare?.((line) => console.error(line));
  stop.signal.throwIfAborted();
  const { results, scratch, remove } = await makeWorkDirectory(name);
  try {
    const status = await execute(machine, {
      node,
      args: [...(out === undefined ? [] : ["--out", out]), ...args],
      results,
      scratch,
      signal: stop.signal,
    });
    await fetchResults(results, out);
    return status;
  } finally {
    await remove();
  }
}

/** What differs from run to run. */
interface Execution {
  node: string;
  args: readonly string[];
  results: string;
  scratch: string;
  signal: AbortSignal;
}

async function execute(machine: Machine, { node, args, results, scratch, signal }: Execution): Promise<number> {
  const status = await machine.run({
    command: [node, join(import.meta.dirname, "inside.ts"), ...args],
    env: { ...guestEnvironment(machine.name, results), ...ownEnvironment() },
    cwd: root,
    results,
    scratch,
    onOutput: (bytes) => process.stdout.write(bytes),
    bootDeadline,
    commandDeadline,
    signal,
  });
  const mark = placesBelow(results).mark;
  if (existsSync(mark)) return status;
  throw new Error(
    `The machine ${machine.name} cannot run ${node}, the Node of this project: it ended with status ${status}, see above. It needs a libc as new as that Node was linked with; choose a machine with a newer Debian.`,
  );
}

/** What a run in the guest shall have of this process's environment: the looks of its output, and what makes it start faster. */
function ownEnvironment(): Record<string, string> {
  const { NO_COLOR, NODE_COMPILE_CACHE = "", LANG = "C.UTF-8" } = process.env;
  return {
    PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    HOME: "/root",
    LANG,
    NODE_COMPILE_CACHE,
    ...(NO_COLOR !== undefined && { NO_COLOR }),
    // In the guest standard output is never a terminal.
    ...(NO_COLOR === undefined && process.stdout.isTTY && { FORCE_COLOR: "1" }),
  };
}

/** Puts what the guest has left in its results directory to where it belongs on the host. */
async function fetchResults(results: string, out: string | undefined): Promise<void> {
  const left = placesBelow(results);
  if (!existsSync(join(left.results, "verdicts.json"))) return;
  const { engine, machine } = await readRunReport(join(left.results, "verdicts.json"));
  const published = await beginResults(out === undefined ? outOf(engine, machine) : out);
  await cp(left.results, published.directory, { recursive: true });
  await published.publish();
  if (!existsSync(left.expected)) return;
  await mkdir(dirname(expectedOf(engine, machine)), { recursive: true });
  await copyFile(left.expected, expectedOf(engine, machine));
}

/** `npm run soak`: several processes operate at random on the same containers of the included runtime. */
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Command, InvalidArgumentError } from "commander";
import { groupsBelow } from "../../engines/host/hierarchies.ts";
import { residue } from "../../engines/host/residue.ts";
import { programEnvironment } from "../../engines/host/run_mark.ts";
import { tellFailure } from "../failure.ts";
import { root } from "../root.ts";
import { beginRun } from "../run/run.ts";
import { sweep, sweepAbandoned } from "../run/sweep.ts";
import { firstUnexplained, type Event } from "../soak/model.ts";
import { soakConfiguration } from "../soak/configuration.ts";

const options = new Command("npm run soak --")
  .description(
    "Operates at random on containers of the included runtime, from several processes at once, and looks whether all that they saw can be explained by some order of their operations, and whether anything is left.",
  )
  .option("--seconds <n>", "how long", whole, 20)
  .option("--seed <n>", "the same seed gives each process the same operations", whole, Date.now() % 2 ** 31)
  .option("--processes <n>", "how many; the last one uses the command line, the others the library", whole, 4)
  .option("--ids <n>", "of how many containers", whole, 20)
  .parse()
  .opts<{ seconds: number; seed: number; processes: number; ids: number }>();

/** s that an operation may take: a lock is waited for 10. */
const patience = 30;
/** Without a bound V8 enlarges the space for young objects with the load, whatever lives in it: that would be all one sees. */
const flatOptions = ["--expose-gc", "--max-semi-space-size=1"];
/** How many operations on an id are shown that came before the one that cannot be explained. */
const shown = 20;

try {
  if (process.geteuid?.() !== 0) throw new Error("The soak needs root: it makes containers with a network. Run it as root.");
  await sweepAbandoned();
  const run = await beginRun();
  try {
    if (!(await soak(run.context.id, run.context.directory, run.context.cgroupParent))) process.exitCode = 1;
  } finally {
    const traces = { id: run.context.id, directory: run.context.directory, cgroupParent: run.context.cgroupParent };
    await sweep(traces.id, traces.directory);
    run.release();
  }
} catch (error) {
  tellFailure(error);
}

/** @returns whether everything was as it should be */
async function soak(run: string, directory: string, cgroupParent: string): Promise<boolean> {
  const { seconds, seed, processes } = options;
  const ids = Array.from({ length: options.ids }, (_, index) => `${run}-${index}`);
  const bundles = join(directory, "bundles");
  const rootfs = join(directory, "rootfs");
  const state = join(directory, "state");
  for (const each of ["proc", "dev", "sys", "bin"]) mkdirSync(join(rootfs, each), { recursive: true });
  for (const name of ["probe", "pause"]) cpSync(join(root, "native/build/Release", name), join(rootfs, "bin", name));
  for (const id of ids) {
    mkdirSync(join(bundles, id), { recursive: true });
    writeFileSync(join(bundles, id, "config.json"), JSON.stringify(soakConfiguration(rootfs, `${cgroupParent}/${id}`)));
  }
  console.log(`${processes} processes, ${ids.length} containers, ${seconds} s, seed ${seed}`);
  const mountsBefore = mountCount();
  const problems: string[] = [];
  // Alone on the machine, and in a group of the run's below which each has its own.
  mkdirSync(join(bundles, "flat"));
  writeFileSync(join(bundles, "flat/config.json"), JSON.stringify(soakConfiguration(rootfs)));
  const flat = await work([], run, [
    process.execPath,
    ...flatOptions,
    join(root, "runtime/soak/flat.ts"),
    state,
    join(bundles, "flat"),
    run,
  ]);
  if (flat.problem !== undefined) problems.push(flat.problem);
  const workers = Array.from({ length: processes }, (_, index) => {
    const way = index === processes - 1 && processes > 1 ? "command" : "library";
    return work([state, bundles, String(seed + index), String(seconds), way, ...ids], run);
  });
  const events = (await Promise.all(workers)).flatMap(({ events: seen, problem }) => {
    if (problem !== undefined) problems.push(problem);
    return seen;
  });
  for (const event of events) if (event.outcome === "fault") problems.push(`${event.operation} ${event.id} threw: ${event.message}`);
  for (const id of ids) problems.push(...explain(events.filter((event) => event.id === id)));

  // Whatever lives is ended as a user would.
  for (const id of ids) await work([], run, [join(root, "bin/brine-runtime"), "--root", state, "delete", "--force", id]);
  const left = residue({ id: run, directory, cgroupParent }).filter(
    (line) => line !== `directory ${directory}` && !line.startsWith("cgroup "),
  );
  const groups = groupsBelow(cgroupParent).filter(({ directory: group }) => !group.endsWith(cgroupParent));
  problems.push(...left.map((line) => `left behind: ${line}`), ...groups.map(({ directory: group }) => `left behind: cgroup ${group}`));
  if (mountCount() !== mountsBefore) problems.push(`left behind: mounts, ${mountCount()} where there were ${mountsBefore}`);

  const counts = Map.groupBy(events, ({ operation }) => operation);
  for (const [operation, those] of [...counts].toSorted(([one], [other]) => one.localeCompare(other))) {
    const done = those.filter(({ outcome }) => outcome !== "refused" && outcome !== "fault").length;
    console.log(`  ${operation.padEnd(15)} ${String(done).padStart(6)} done ${String(those.length - done).padStart(6)} refused`);
  }
  for (const problem of problems) console.log(`✖ ${problem}`);
  console.log(`${events.length} operations, ${problems.length} problems${problems.length > 0 ? `; again with --seed ${seed}` : ""}`);
  return problems.length === 0;
}

function mountCount(): number {
  return readFileSync("/proc/self/mountinfo", "utf8").split("\n").length;
}

/** What cannot be explained of an id's operations, with those that came before. */
function explain(events: Event[]): string[] {
  const unexplained = firstUnexplained(events.filter(({ outcome }) => outcome !== "fault"));
  if (!unexplained) return [];
  const before = events.filter(({ begin }) => begin <= unexplained.end).toSorted((one, other) => one.begin - other.begin);
  const line = ({ begin, end, operation, outcome, message }: Event): string =>
    `    ${((begin - unexplained.end) / 1e6).toFixed(2)} to ${((end - unexplained.end) / 1e6).toFixed(2)} ms  ${operation}: ${outcome}${message ? ` (${message})` : ""}`;
  return [
    `no order of operations explains this ${unexplained.operation} of ${unexplained.id}, ${unexplained.outcome} ${unexplained.message ?? ""}:\n${before.slice(-shown).map(line).join("\n")}`,
  ];
}

/** Runs a process of the soak to its end. */
function work(args: string[], run: string, command?: string[]): Promise<{ events: Event[]; problem?: string }> {
  const [program, ...rest] = command ?? [process.execPath, join(root, "runtime/soak/worker.ts"), ...args];
  const child = spawn(program ?? "", rest, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...programEnvironment(run) } });
  const events: Event[] = [];
  let unanswered: Event | undefined;
  let since = Date.now();
  let said = "";
  let problem: string | undefined;
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-4000)));
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (!line.startsWith("{")) return console.log(line);
    const event = JSON.parse(line) as Event;
    since = Date.now();
    unanswered = event.end === undefined ? event : undefined;
    if (event.end !== undefined) events.push(event);
  });
  const timer = setInterval(() => {
    if (!unanswered || Date.now() - since < patience * 1000) return;
    problem = `${unanswered.operation} of ${unanswered.id} has not come back in ${patience} s`;
    child.kill("SIGKILL");
  }, 1000);
  return new Promise((resolve) => {
    // Not `close`: what a persistent container leaves behind may hold the streams.
    child.on("exit", (status, signal) => {
      clearInterval(timer);
      if (problem === undefined && status !== 0) problem = `a process ended with ${status ?? signal}: ${said.trim()}`;
      resolve({ events, ...(problem !== undefined && { problem }) });
    });
  });
}

function whole(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new InvalidArgumentError("It must be a whole number.");
  return number;
}

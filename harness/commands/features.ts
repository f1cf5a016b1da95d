import { Command, InvalidArgumentError } from "commander";
import { join, relative, resolve } from "node:path";
import { engineNames } from "../../engines/registry.ts";
import { allureFormatter } from "../../reports/allure/settings.ts";
import { verdictOfTestCase } from "../../reports/allure/verdicts.ts";
import { keepEvidence } from "../../reports/evidence/keep.ts";
import { expectedOf, outOf } from "../../reports/paths.ts";
import { beginResults, type UnfinishedResults } from "../../reports/results_directory.ts";
import { differences, divergences, failures, skips } from "../../reports/terminal/failures.ts";
import { list } from "../../reports/terminal/list.ts";
import { Progress } from "../../reports/terminal/progress.ts";
import { table } from "../../reports/terminal/table.ts";
import { compare, readExpected, updated, writeExpected } from "../../reports/verdict/expected.ts";
import { writeRunReport } from "../../reports/verdict/run_report.ts";
import { totalsLine } from "../../reports/verdict/verdict.ts";
import { root } from "../root.ts";
import { guest } from "../machine/guest.ts";
import { withoutOption } from "../machine/arguments.ts";
import { planFeatures, runFeatures, type RunResult } from "../run/features.ts";
import { endOnSignals } from "../run/interruption.ts";
import type { PlannedScenario } from "../run/planned_scenario.ts";
import { passes, survey, type Prospect } from "../run/session.ts";
import type { Selection } from "../run/specification.ts";
import { tellFailure } from "../failure.ts";

interface Options {
  engine: string;
  machine?: string;
  tags?: string;
  name?: string[];
  list?: true;
  parallel: number;
  updateExpected?: true;
  out?: string;
}

const command = new Command("npm run features --")
  .description("Runs the specification on a container engine and tells what holds.")
  .argument("[paths...]", "feature files or folders, or file:line")
  .option("--engine <name|path>", `one of ${engineNames().join(", ")}, or the path of an OCI runtime`, "brine")
  .option("--machine <name>", "run in a throw-away machine with another kernel (npm run machines lists them)")
  .option("--tags <expression>", 'only scenarios whose tags match, "@PID-01 and not @slow"')
  .option("--name <pattern...>", "only scenarios whose title matches the regular expression")
  .option("--list", "show what would run and why the rest would not; run nothing")
  .option("--parallel <workers>", "run scenarios in so many threads; those tagged @serial run alone, last", count, 1)
  .option("--out <directory>", "where the results go, instead of reports/out/<engine>@<machine>")
  .option("--update-expected", "write the verdicts of this run as the expected ones")
  .parse();

const options = command.opts<Options>();
const selection: Selection = {
  paths: command.args.map((path) => relative(root, path)),
  ...(options.tags !== undefined && { tags: options.tags }),
  ...(options.name && { names: options.name }),
};

try {
  process.exitCode = options.machine !== undefined ? await elsewhere(options.machine) : options.list ? await showPlan() : await run();
} catch (error) {
  tellFailure(error);
}

async function elsewhere(machine: string): Promise<number> {
  // Only this way out knows of machines: their modules, and what they read of the host, are nothing to a run that is not in one.
  const { runInMachine } = await import("../machine/features.ts");
  const args = withoutOption(withoutOption(process.argv.slice(2), "--machine"), "--out");
  return await runInMachine({ machine, args, ...(options.out !== undefined && { out: resolve(options.out) }) });
}

async function showPlan(): Promise<number> {
  const planned = await planFeatures(selection, await survey(options.engine));
  console.log(list(planned.map((scenario) => ({ ...scenario, ...obstacle(scenario) }))));
  return planned.some(({ unmatched }) => unmatched.length > 0) ? 1 : 0;
}

function obstacle({ applicability }: PlannedScenario): { obstacle?: string } {
  return applicability.applicable ? {} : { obstacle: `${applicability.verdict}: ${applicability.reason}` };
}

async function run(): Promise<number> {
  let progress: Progress | undefined;
  let out = "";
  let results: UnfinishedResults | undefined;
  const unfinished = (): string => results?.directory ?? out;
  const interruption = endOnSignals();
  const result = await runFeatures({
    ...selection,
    engine: options.engine,
    parallel: options.parallel,
    formatter: (prospect) => allureFormatter(join(unfinished(), "allure-results"), prospect),
    onPlan: async (planned, prospect) => {
      out = options.out === undefined ? outOf(prospect.engine, prospect.machine) : resolve(options.out);
      results = await beginResults(guest()?.places?.results ?? out);
      console.log(headline(planned, prospect));
      progress = new Progress(lines(planned), (text) => process.stdout.write(text));
    },
    onVerdict: (verdict, testCaseStartedId, attached) => {
      if (verdict.verdict === "fails" || verdict.verdict === "error") {
        const kept = keepEvidence(join(unfinished(), "evidence"), verdict.id, attached);
        verdict.attachments = kept.map((path) => relative(root, join(out, relative(unfinished(), path))));
      }
      verdictOfTestCase.set(testCaseStartedId, verdict);
      progress?.ended(verdict);
    },
  });
  interruption.stop();
  await writeRunReport(join(unfinished(), "verdicts.json"), result.report);
  await results?.publish();
  return await conclude(result, relative(root, out));
}

async function conclude({ report, faults }: RunResult, out: string): Promise<number> {
  const partial = [selection.paths, selection.names].some((part) => part?.length) || selection.tags !== undefined;
  const file = expectedOf(report.engine, report.machine);
  const expected = await readExpected(file);
  const agreed = options.updateExpected ? updated(expected, report.scenarios, { partial }) : expected;
  if (options.updateExpected) await writeExpected(guest()?.places?.expected ?? file, agreed);
  const comparison = compare(agreed, report.scenarios, { partial });
  const counted = totalsLine(report.totals);
  const sections = [
    table(report.scenarios),
    [skips(report.scenarios), divergences(report.scenarios)].filter(Boolean).join("\n"),
    failures(report.scenarios),
    faults.join("\n"),
    differences(comparison, relative(root, file)),
    `Verdicts: ${out}/verdicts.json   Allure results: ${out}/allure-results (npm run report)   ${(report.durationMs / 1000).toFixed(1)} s`,
    counted,
  ];
  console.log(`\n${sections.filter(Boolean).join("\n\n")}`);
  const bad = report.totals.fails + report.totals.error + comparison.worse.length + comparison.gone.length + faults.length;
  return bad > 0 ? 1 : 0;
}

function headline(planned: readonly PlannedScenario[], { engine, version, machine, kernel, cgroup, cpus }: Prospect): string {
  const scenarios = `${planned.length} ${planned.length === 1 ? "scenario" : "scenarios"}`;
  const place = `Linux ${kernel}, cgroup ${cgroup}, ${cpus} ${cpus === 1 ? "CPU" : "CPUs"}`;
  return `${scenarios} on ${engine} ${version}, ${machine} (${place})\n`;
}

function lines(planned: readonly PlannedScenario[]): { label: string; ids: string[] }[] {
  return passes(planned, options.parallel).flatMap(({ group, workers }, pass) => {
    const label = (chapter: string): string => (pass > 0 && workers === 0 ? `${chapter} (alone)` : chapter);
    return [...Map.groupBy(group, ({ chapter }) => chapter)].map(([chapter, those]) => ({
      label: label(chapter),
      ids: those.map(({ id }) => id),
    }));
  });
}

function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("It must be a whole number from 1.");
  return number;
}

import { Command } from "commander";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { engineNames } from "../../engines/registry.ts";
import { cell, outDirectory } from "../../reports/paths.ts";
import { tellFailure } from "../failure.ts";
import { readExceptions } from "../mutants/exceptions.ts";
import { unreasoned } from "../mutants/result.ts";
import { runMutants } from "../mutants/run.ts";
import { summary, trialLine } from "../mutants/tell.ts";
import { root } from "../root.ts";
import { endOnSignals } from "../run/interruption.ts";

interface Options {
  engine: string;
  tags?: string;
  only?: string;
  all?: true;
}

const command = new Command("npm run mutants --")
  .description("Sabotages requests and launch plans, one change at a time, and tells which scenario notices (docs/mutants.md).")
  .argument("[paths...]", "feature files or folders, or file:line")
  .option(
    "--engine <name|path>",
    `one of ${engineNames().join(", ")}, or the path of an OCI runtime; mutants of the launch plan are made for brine alone`,
    "brine",
  )
  .option("--tags <expression>", 'only scenarios whose tags match, "@PID-01 and not @slow"')
  .option("--only <text>", "only mutants whose name holds the text")
  .option("--all", "try every mutant with every scenario it changes, in place of stopping at the first kill")
  .parse();

const options = command.opts<Options>();

try {
  process.exitCode = await run();
} catch (error) {
  tellFailure(error);
}

async function run(): Promise<number> {
  const interruption = endOnSignals();
  const isPartial = command.args.length > 0 || options.tags !== undefined || options.only !== undefined;
  const report = await runMutants({
    engine: options.engine,
    selection: { paths: command.args.map((path) => relative(root, path)), ...(options.tags !== undefined && { tags: options.tags }) },
    ...(options.only !== undefined && { only: options.only }),
    all: options.all ?? false,
    exceptions: await readExceptions(join(root, "reports/expected/mutants.json")),
    onPlan: (scenarios, { engine, version }) => console.log(`Recording ${scenarios.length} scenarios on ${engine} ${version}`),
    onMutants: (mutants) => console.log(`${mutants.length} mutants change something\n`),
    onTrial: (trial, phase) => console.log(trialLine(trial, phase)),
  });
  interruption.stop();
  const file = join(outDirectory, `mutants-${cell(report.engine, "").replace(/@$/, "")}.json`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(report, undefined, 2)}\n`);
  // A part of the specification cannot tell which exceptions the rest needs, nor kill for it.
  console.log(
    `\nReport: ${relative(root, file)}   ${(report.durationMs / 1000).toFixed(0)} s\n\n${summary(isPartial ? { ...report, needless: [] } : report)}`,
  );
  return unreasoned(report) > 0 ? 1 : 0;
}

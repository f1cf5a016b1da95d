import { styleText } from "node:util";
import { quietest, type Blocked, type Flatness } from "./event_loop.ts";
import { inFlight } from "./disciplines.ts";
import type { Standing } from "./race.ts";
import type { Result, Verdict } from "./result.ts";

const milliseconds = (microseconds: number): string => (microseconds / 1000).toFixed(2);

/** Columns as wide as their widest cell: the first and last begin at the left, numbers end at the right. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 || column === row.length - 1 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
}

/** @param unit how a figure is written */
function standingsTable(title: string, standings: readonly Standing[], unit: (figure: number) => string): string {
  const [heading = "", ...lines] = columns([
    [title, "rounds", "min", "median", "90 %", "timed"],
    ...standings.map(({ name, timed, figures: { runs, minimum, median, percentile90 } }) => [
      name,
      String(runs),
      ...[minimum, median, percentile90].map(unit),
      timed,
    ]),
  ]);
  return `${[styleText("bold", heading), ...lines].join("\n")}\n`;
}

function loopTable({ lean, heavy }: Flatness): string {
  const row = (looks: readonly Blocked[]): string[][] => {
    const judged = quietest(looks);
    if (!judged) return [];
    const { mean, cpu, each, residentMegabytes } = judged;
    const figures = [each.runs, each.minimum, each.median, each.percentile90, mean, cpu];
    const medians = looks.map(({ each: { median } }) => String(Math.round(median)));
    return [[`at ${residentMegabytes} MB`, ...figures.map((figure) => String(Math.round(figure))), medians.join(", ")]];
  };
  const [heading = "", ...lines] = columns([
    ["event loop blocked, µs", "runs", "min", "median", "90 %", "mean", "CPU", "medians of all looks"],
    ...row(lean),
    ...row(heavy),
  ]);
  return `${[styleText("bold", heading), ...lines].join("\n")}\n`;
}

/** Prints what was found, for people. */
export function print({ machine, run, exec, throughput, loop, differences }: Result, { goals }: Verdict): void {
  console.log(`A static true, default configuration; Linux ${machine.kernel}, ${machine.cpus}, Node ${machine.node}, load ${machine.load}`);
  console.log(`${Object.values(machine.versions).join(", ")}\n`);
  if (run) console.log(standingsTable("run to exit, ms", run, milliseconds));
  if (exec) console.log(standingsTable("exec to exit, ms", exec, milliseconds));
  if (throughput) console.log(standingsTable(`containers a second, ${inFlight} in flight`, throughput, (figure) => figure.toFixed(0)));
  if (loop) console.log(loopTable(loop));
  for (const { contestant, fact, reason } of differences)
    if (reason === undefined) console.log(styleText("red", `${contestant} makes another container: ${fact}`));
  const known = Map.groupBy(
    differences.filter(({ reason }) => reason !== undefined),
    ({ contestant, reason }) => `${contestant}: ${reason}`,
  );
  for (const [sentence, those] of known) console.log(`known difference, ${sentence} (${those.length})`);
  const judged = goals.map(({ what, measured, limit, bound, met }) => [
    `${met ? "✔" : "✖"} ${what}`,
    String(Number(measured.toFixed(3))),
    `(${bound} ${limit})`,
  ]);
  columns(judged).forEach((line, index) => console.log(styleText(goals[index]?.met ? "green" : "red", line)));
}

import { styleText } from "node:util";
import type { Blocked } from "./event_loop.ts";
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

/** Prints what was found, for people. */
export function print({ machine, runToExit, eventLoopBlocked, differences }: Result, { goals }: Verdict): void {
  const bold = (text: string): string => styleText("bold", text);
  const [heading = "", ...lines] = columns([
    ["ms", "runs", "min", "median", "90 %", "timed"],
    ...runToExit.map(({ name, timed, microseconds: { runs, minimum, median, percentile90 } }) => [
      name,
      String(runs),
      milliseconds(minimum),
      milliseconds(median),
      milliseconds(percentile90),
      timed,
    ]),
  ]);
  const blocked = [eventLoopBlocked.lean, eventLoopBlocked.heavy].map(({ mean, cpu, each, residentMegabytes }: Blocked) => {
    const figures = [each.runs, each.minimum, each.median, each.percentile90, mean, cpu];
    return [`at ${residentMegabytes} MB`, ...figures.map((figure) => String(Math.round(figure))), ""];
  });
  console.log(
    `Run to exit of a static true, default configuration; Linux ${machine.kernel}, ${machine.cpus}, Node ${machine.node}, load ${machine.load}`,
  );
  console.log(`${Object.values(machine.versions).join(", ")}\n`);
  console.log([bold(heading), ...lines].join("\n"));
  const [blockedHeading = "", ...blockedLines] = columns([
    ["event loop blocked, µs", "runs", "min", "median", "90 %", "mean", "CPU", ""],
    ...blocked,
  ]);
  console.log(`\n${[bold(blockedHeading), ...blockedLines].join("\n")}\n`);
  for (const { contestant, fact, reason } of differences)
    if (reason === undefined) console.log(styleText("red", `${contestant} makes another container: ${fact}`));
  const known = Map.groupBy(
    differences.filter(({ reason }) => reason !== undefined),
    ({ contestant, reason }) => `${contestant}: ${reason}`,
  );
  for (const [sentence, those] of known) console.log(`known difference, ${sentence} (${those.length})`);
  const judged = goals.map(({ what, measured, limit, met }) => [
    `${met ? "✔" : "✖"} ${what}`,
    String(Number(measured.toFixed(3))),
    `(at most ${limit})`,
  ]);
  columns(judged).forEach((line, index) => console.log(styleText(goals[index]?.met ? "green" : "red", line)));
}

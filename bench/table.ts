import { styleText } from "node:util";
import type { Blocked } from "./event_loop.ts";
import type { Result, Verdict } from "./result.ts";

const milliseconds = (microseconds: number): string => (microseconds / 1000).toFixed(2);

/** Columns as wide as their widest cell: the first and last begin at the left, numbers end at the right. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) => row.map((cell, column) => (column === 0 || column === row.length - 1 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  ").trimEnd());
}

/** Prints what was found, for people. */
export function print({ machine, runToExit, eventLoopBlocked, differences }: Result, { goals }: Verdict): void {
  const bold = (text: string): string => styleText("bold", text);
  const [heading = "", ...lines] = columns([
    ["ms", "runs", "min", "median", "90 %", "timed"],
    ...runToExit.map(({ name, timed, microseconds: { runs, minimum, median, percentile90 } }) => [name, String(runs), milliseconds(minimum), milliseconds(median), milliseconds(percentile90), timed]),
  ]);
  const blocked = ({ mean, each, residentMegabytes }: Blocked): string => `${Math.round(mean)} µs a container (median ${Math.round(each.median)}, ${each.runs} containers) at ${residentMegabytes} MB`;
  console.log(`Run to exit of a static true, default configuration; Linux ${machine.kernel}, ${machine.cpus}, Node ${machine.node}, load ${machine.load}`);
  console.log(`${Object.values(machine.versions).join(", ")}\n`);
  console.log([bold(heading), ...lines].join("\n"));
  console.log(`\n${bold("event loop blocked")}  ${blocked(eventLoopBlocked.lean)}\n${" ".repeat("event loop blocked".length)}  ${blocked(eventLoopBlocked.heavy)}\n`);
  for (const { contestant, fact, reason } of differences) if (reason === undefined) console.log(styleText("red", `${contestant} makes another container: ${fact}`));
  const known = Map.groupBy(differences.filter(({ reason }) => reason !== undefined), ({ contestant, reason }) => `${contestant}: ${reason}`);
  for (const [sentence, those] of known) console.log(`known difference, ${sentence} (${those.length})`);
  const judged = goals.map(({ what, measured, limit, met }) => [met ? "✔" : "✖", what, String(Number(measured.toFixed(3))), `(at most ${limit})`]);
  columns(judged).forEach((line, index) => console.log(styleText(goals[index]?.met ? "green" : "red", line)));
}

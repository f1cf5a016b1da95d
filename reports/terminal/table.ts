import { totals, verdicts, type ScenarioVerdict, type Verdict } from "../verdict/verdict.ts";
import { colour, paint } from "./style.ts";

/** The order of the columns, as in the closing line. */
const columns: Verdict[] = ["holds", "fails", "error", "known divergence", "not testable here", "not applicable"];

/** The verdicts counted by chapter, a line each, with their sum; columns without any entry are left out. */
export function table(scenarios: readonly Pick<ScenarioVerdict, "chapter" | "verdict">[]): string {
  const all = totals(scenarios);
  const shown = columns.filter((verdict) => all[verdict] > 0 || verdict === "holds" || verdict === "fails");
  const chapters = [...Map.groupBy(scenarios, ({ chapter }) => chapter)].map(([chapter, those]) => ({ chapter, counted: totals(those) }));
  const labelWidth = Math.max("chapter".length, ...chapters.map(({ chapter }) => chapter.length));
  const row = (label: string, cell: (verdict: Verdict) => string): string =>
    [label.padEnd(labelWidth), ...shown.map(cell)].join("  ").trimEnd();
  const count = (counted: Record<Verdict, number>) => (verdict: Verdict) => {
    const text = (counted[verdict] || "·").toString().padStart(verdict.length);
    return counted[verdict] > 0 ? paint(colour[verdict], text) : paint("dim", text);
  };
  return [
    paint(
      "bold",
      row("chapter", (verdict) => verdict),
    ),
    ...chapters.map(({ chapter, counted }) => row(chapter, count(counted))),
    row("all", count(all)),
  ].join("\n");
}

/** Every verdict has a column: checked where the module is loaded, because a forgotten one would hide scenarios. */
if (columns.length !== verdicts.length) throw new Error("The table of verdicts lacks a column.");

import { paint } from "./style.ts";

/** A scenario as `--list` shows it. */
export interface Listed {
  id: string;
  chapter: string;
  title: string;
  /** Why it would not run; absent when it would. */
  obstacle?: string;
  /** Steps that have no definition, or more than one. */
  unmatched: { step: string; problem: string }[];
}

/** What would run, by chapter, then why the rest would not. */
export function list(scenarios: readonly Listed[]): string {
  const run = scenarios.filter(({ obstacle }) => obstacle === undefined);
  const rest = scenarios.filter(({ obstacle }) => obstacle !== undefined);
  const sections = [...Map.groupBy(run, ({ chapter }) => chapter)].map(([chapter, those]) =>
    [paint("bold", chapter), ...those.flatMap(entry)].join("\n"),
  );
  for (const [obstacle, those] of Map.groupBy(rest, (scenario) => scenario.obstacle)) {
    sections.push([paint("bold", obstacle ?? ""), ...those.flatMap(entry)].join("\n"));
  }
  return [...sections, `${run.length} would run, ${rest.length} would not`].join("\n\n");
}

function entry({ id, title, unmatched }: Listed): string[] {
  return [`  ${id}  ${paint("dim", title)}`, ...unmatched.map(({ step, problem }) => paint("red", `    ${problem} step: ${step}`))];
}

import type { Comparison } from "../verdict/expected.ts";
import type { ScenarioVerdict } from "../verdict/verdict.ts";
import { colour, paint } from "./style.ts";

const longest = 2000;

/** What fails, with the evidence and where to look; empty when nothing does. */
export function failures(scenarios: readonly ScenarioVerdict[]): string {
  return scenarios
    .filter(({ verdict }) => verdict === "fails" || verdict === "error")
    .map(failure)
    .join("\n\n");
}

function failure({ id, title, verdict, rule, reason, evidence = [], attachments = [] }: ScenarioVerdict): string {
  const lines = [`${paint(colour[verdict], verdict.toUpperCase())}  ${paint("bold", title)}`, `  ${id}`];
  if (rule !== undefined) lines.push(`  Rule: ${rule}`);
  if (reason !== undefined) lines.push(`  ${reason}`);
  for (const { step, message, location } of evidence) {
    lines.push(`  ${step}  ${paint("dim", location)}`, indent(cut(message), "    "));
  }
  if (attachments.length > 0) lines.push(`  attached: ${attachments.join(", ")}`);
  return lines.join("\n");
}

/** Scenarios that did not run, by reason. */
export function skips(scenarios: readonly ScenarioVerdict[]): string {
  const skipped = scenarios.filter(({ verdict }) => verdict === "not applicable" || verdict === "not testable here");
  const groups = Map.groupBy(skipped, ({ verdict, reason }) => `${paint(colour[verdict], verdict)}: ${reason ?? "no reason given"}`);
  return [...groups].map(([why, those]) => `${those.length} ${why}`).join("\n");
}

/** Recorded divergences that showed, with their references. */
export function divergences(scenarios: readonly ScenarioVerdict[]): string {
  return scenarios
    .filter(({ verdict }) => verdict === "known divergence")
    .map(({ id, reference }) => `${paint(colour["known divergence"], "known divergence")}: ${id} (${reference ?? "no reference"})`)
    .join("\n");
}

/** What differs from the expected verdicts in `file`; empty when nothing does. */
export function differences({ worse, better, unexpected, starved, gone }: Comparison, file: string): string {
  const lines = [
    ...worse.map(({ id, expected, got }) => paint("red", `worse than expected: ${id} was "${expected}", is "${got}"`)),
    ...gone.map((id) => paint("red", `expected, but not in the specification any more: ${id}`)),
    ...better.map(({ id, expected, got }) => paint("green", `better than expected: ${id} was "${expected}", is "${got}"`)),
  ];
  if (starved.length > 0) lines.push(`the host was too loaded to tell: ${starved.join(", ")}`);
  if (unexpected.length > 0) {
    const some = unexpected.slice(0, 3).map(({ id }) => id);
    lines.push(`new, with no expected verdict: ${some.join(", ")}${unexpected.length > 3 ? ` and ${unexpected.length - 3} more` : ""}`);
  }
  if (lines.length > 0) lines.push(paint("dim", `Agreed with it? --update-expected writes ${file}`));
  return lines.join("\n");
}

function cut(message: string): string {
  return message.length > longest ? `${message.slice(0, longest)}… (${message.length} characters, all of it in verdicts.json)` : message;
}

function indent(text: string, by: string): string {
  return text.replace(/^/gm, by);
}

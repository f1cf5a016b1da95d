import { paint } from "../../reports/terminal/style.ts";
import type { Trial } from "./hunt.ts";
import { standing, type Finding } from "./classify.ts";
import { totalsOf, type MutantsReport } from "./result.ts";

const colours: Record<Finding, Parameters<typeof paint>[0]> = { killed: "green", prevented: "yellow", survived: "red", untold: "cyan" };
const width = 150;

function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
}

/** One line for a mutant, as soon as something is known of it. */
export function trialLine({ mutant, outcomes }: Trial, phase: 1 | 2): string {
  const status = standing(outcomes);
  const decisive = outcomes.find(({ finding }) => finding === status);
  const what = status === "killed" ? `by ${decisive?.scenario}` : `in ${outcomes.length} of ${mutant.concerned.length} scenarios`;
  return `${paint(colours[status], status.padEnd(9))} ${mutant.name}  ${paint("dim", `${phase === 2 ? "also " : ""}${what}`)}`;
}

/** What is left to look at, and the totals as the last line. */
export function summary(report: MutantsReport): string {
  const { mutants, unarmed, needless, excluded, unusable } = report;
  const of = (status: Finding, isReasoned: boolean) =>
    mutants.filter((each) => each.standing === status && (each.reason !== undefined) === isReasoned);
  const open = (["survived", "prevented", "untold"] as const).flatMap((status) => of(status, false));
  const reasoned = (["survived", "prevented", "untold"] as const).flatMap((status) => of(status, true));
  const sections = [
    section(
      "Killed by no scenario, without a reason",
      open.map(
        ({ mutant, standing: status, tried, concerned, outcome }) =>
          `${status.padEnd(9)} ${mutant}  (tried in ${tried} of ${concerned})${outcome?.message ? `\n            ${outcome.scenario}: ${cut(outcome.message)}` : ""}`,
      ),
    ),
    section(
      "Scenarios that killed no mutant, without a reason",
      unarmed
        .filter(({ reason }) => reason === undefined)
        .map(({ scenario, tried, concerned }) => `${scenario}  (tried with ${tried} of ${concerned} mutants)`),
    ),
    section(
      "Exceptions that are no longer needed: remove them",
      needless.map(({ mutant, scenario }) => mutant ?? scenario ?? ""),
    ),
    section("Not killed, with a reason", byReason(reasoned.map(({ mutant, reason }) => ({ name: mutant, reason: reason ?? "" })))),
    section(
      "Scenarios that killed no mutant, with a reason",
      byReason(unarmed.flatMap(({ scenario, reason }) => (reason === undefined ? [] : [{ name: scenario, reason }]))),
    ),
    section(
      "Not made, because they would change the host",
      excluded.map(({ mutant, reason }) => `${mutant}: ${reason}`),
    ),
    section(
      "Scenarios that do not hold without a mutant, so that nothing can be shown with them",
      unusable.map(({ scenario, verdict }) => `${scenario}: ${verdict}`),
    ),
  ];
  return [...sections.filter(Boolean), totalsOf(report)].join("\n\n");
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : [paint("bold", `${title} (${lines.length})`), ...lines.map((line) => `  ${line}`)].join("\n");
}

function byReason(those: readonly { name: string; reason: string }[]): string[] {
  return [...Map.groupBy(those, ({ reason }) => reason)].map(
    ([reason, group]) => `${reason}\n${group.map(({ name }) => paint("dim", `      ${name}`)).join("\n")}`,
  );
}

import { basename, dirname } from "node:path";
import type { ITestCaseHookParameter } from "@cucumber/cucumber";
import * as allure from "allure-js-commons";

const severities: Record<string, string> = { "@P0": "blocker", "@P1": "critical", "@P2": "normal" };

/** Labels a scenario for the report: chapter (epic), feature, rule (story), catalogue id (behaviour), rank (severity). */
export async function label({ pickle, gherkinDocument }: ITestCaseHookParameter): Promise<void> {
  await allure.epic(basename(dirname(pickle.uri)));
  await allure.feature(gherkinDocument.feature?.name ?? pickle.uri);
  const rule = ruleOf(pickle.astNodeIds, gherkinDocument);
  if (rule !== undefined) await allure.story(rule);
  for (const { name } of pickle.tags) {
    if (/^@[A-Z]{2,4}-\d\d$/.test(name)) await allure.label("behaviour", name.slice(1));
    const severity = severities[name];
    if (severity !== undefined) await allure.severity(severity);
  }
}

function ruleOf(nodes: readonly string[], document: ITestCaseHookParameter["gherkinDocument"]): string | undefined {
  const rules = document.feature?.children.flatMap((child) => child.rule ?? []) ?? [];
  return rules.find((rule) => rule.children.some(({ scenario }) => scenario !== undefined && nodes.includes(scenario.id)))?.name;
}

import { createHash } from "node:crypto";
import type { TestResult } from "allure-js-commons";
import { cell } from "../paths.ts";

/**
 * Makes a result one of its engine on its machine. A report of several shows the scenario with each of them side by side: it is one test
 * case, whose histories are apart. The tab of suites has a branch for each engine and machine.
 *
 * @param id of the scenario, the same everywhere
 */
export function placeInCell(result: TestResult, id: string, engine: string, machine: string): void {
  result.parameters = [
    ...result.parameters.filter(({ name }) => name !== "engine" && name !== "machine"),
    { name: "engine", value: engine },
    { name: "machine", value: machine },
  ];
  result.testCaseId = md5(id);
  result.historyId = `${result.testCaseId}:${md5(`${engine}@${machine}`)}`;
  const label = (wanted: string): string => result.labels.find(({ name }) => name === wanted)?.value ?? "";
  const suites = [
    { name: "parentSuite", value: cell(engine, machine) },
    { name: "suite", value: label("feature") },
    { name: "subSuite", value: label("story") },
  ];
  result.labels = [
    ...result.labels.filter(({ name }) => !suites.some((suite) => suite.name === name)),
    ...suites.filter(({ value }) => value !== ""),
    { name: "engine", value: engine },
    { name: "machine", value: machine },
  ];
}

const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

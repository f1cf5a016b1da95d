import { Status } from "allure-js-commons";
import { join } from "node:path";
import type { RunReport } from "../verdict/run_report.ts";

/** The reporter's module and its options, for one engine on one machine. Plain data, so that it reaches worker threads. */
export function allureFormatter(
  resultsDir: string,
  { engine, version, machine, kernel, cgroup, cpus }: Pick<RunReport, "engine" | "version" | "machine" | "kernel" | "cgroup" | "cpus">,
): { module: string; options: object } {
  return {
    module: join(import.meta.dirname, "reporter.ts"),
    options: {
      resultsDir,
      cell: { engine, machine },
      environmentInfo: { Engine: engine, Version: version, Machine: machine, Kernel: kernel, Cgroup: cgroup, CPUs: String(cpus) },
      categories,
    },
  };
}

/** How Allure groups what did not pass: by what it accuses. */
const categories = [
  { name: "The engine does otherwise", matchedStatuses: [Status.FAILED] },
  { name: "The framework's own fault", matchedStatuses: [Status.BROKEN] },
  { name: "Not applicable: the engine has no such facet", matchedStatuses: [Status.SKIPPED], messageRegex: ".*has no facet.*" },
  { name: "Not testable here", matchedStatuses: [Status.SKIPPED] },
];

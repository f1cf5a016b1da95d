import { rm } from "node:fs/promises";
import { join } from "node:path";
import { cell, outDirectory } from "../../reports/paths.ts";
import { readRunReport } from "../../reports/verdict/run_report.ts";
import { machineNamed } from "../../vagrant/registry.ts";
import { lacks } from "../machine/obstacle.ts";
import { root } from "../root.ts";
import { runProgram, type Check } from "./check.ts";
import { countScenarios } from "./features.ts";

/**
 * The scenarios with a tag, on an engine in a machine. Where the machine cannot be had there is nothing to test, and the reason is
 * told. Its results lie where no report of whole runs finds them.
 */
export function machineCheck(name: string, engine: string, tag = "@smoke"): Check {
  return {
    name: `${tag} on ${engine} in ${name}`,
    run: async () => {
      const obstacle = await lacks(machineNamed(name), (line) => console.log(line));
      if (obstacle !== undefined) return { passed: 0, failed: 0, output: `not testable here: ${obstacle}` };
      const out = join(outDirectory, "smoke", cell(engine, name));
      await rm(out, { recursive: true, force: true });
      const command = [join(root, "harness/commands/features.ts"), "--machine", name, "--engine", engine, "--tags", tag, "--out", out];
      const { status } = await runProgram(process.execPath, command, { show: true });
      const report = await readRunReport(join(out, "verdicts.json")).catch(() => undefined);
      return countScenarios(status, report?.totals);
    },
  };
}

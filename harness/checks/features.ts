import { rm } from "node:fs/promises";
import { join } from "node:path";
import { outOf } from "../../reports/paths.ts";
import { readRunReport } from "../../reports/verdict/run_report.ts";
import type { Totals } from "../../reports/verdict/verdict.ts";
import { root } from "../root.ts";
import { runProgram, type Check, type Finding } from "./check.ts";

/** The specification on one engine, just as `npm run features -- --engine` runs it. */
export function featuresCheck(engine: string): Check {
  return {
    name: `features on ${engine}`,
    run: async () => {
      const verdicts = join(outOf(engine, "host"), "verdicts.json");
      await rm(verdicts, { force: true });
      const { status } = await runProgram(process.execPath, [join(root, "harness/commands/features.ts"), "--engine", engine], {
        show: true,
      });
      const totals = await readRunReport(verdicts).then(
        (report) => report.totals,
        () => undefined,
      );
      return countScenarios(status, totals);
    },
  };
}

/**
 * Scenarios as tests: what holds or diverges as recorded has passed, what fails or errs has failed, what was skipped is neither. A run
 * that ended badly for another reason (a verdict worse than expected, no verdicts at all) has failed once.
 */
export function countScenarios(status: number, totals: Totals | undefined): Finding {
  const passed = totals ? totals.holds + totals["known divergence"] : 0;
  const failed = totals ? totals.fails + totals.error : 0;
  return { passed, failed: status === 0 ? failed : Math.max(1, failed), output: "" };
}

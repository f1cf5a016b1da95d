import { globSync } from "node:fs";
import { root } from "../root.ts";
import { runProgram, type Check, type Finding } from "./check.ts";

const folders = "{bench,engines,harness,native,reports,runtime,steps,vagrant}";

/** Everything in a file named *.test.ts, by Node's own test runner. */
export const unitTests: Check = {
  name: "unit tests",
  run: async () => {
    const files = globSync(`${folders}/**/*.test.ts`, { cwd: root }).sort();
    const { status, output } = await runProgram(process.execPath, ["--test", "--test-reporter=spec", ...files]);
    return countTests(status, output);
  },
};

/**
 * Reads the counts in the summary of Node's spec reporter ("ℹ pass 12"). A run that ended badly has failed at least once, whatever it
 * counted.
 */
export function countTests(status: number, output: string): Finding {
  const count = (word: string): number => Number(new RegExp(`^ℹ ${word} (\\d+)$`, "m").exec(output)?.[1] ?? 0);
  const failed = count("fail") + count("cancelled");
  return { passed: count("pass"), failed: status === 0 ? failed : Math.max(1, failed), output: status === 0 ? "" : failures(output) };
}

/** What the reporter repeats at its end; all of it when it broke off before. */
function failures(output: string): string {
  const start = output.indexOf("✖ failing tests:");
  return start < 0 ? output : output.slice(start);
}

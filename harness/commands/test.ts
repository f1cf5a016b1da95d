import { Command } from "commander";
import { paint } from "../../reports/terminal/style.ts";
import { featuresCheck } from "../checks/features.ts";
import { machineCheck } from "../checks/machine.ts";
import { sourceChecks } from "../checks/sources.ts";
import { specification } from "../checks/specification.ts";
import { unitTests } from "../checks/unit_tests.ts";
import { tellFailure } from "../failure.ts";

new Command("npm test").description("Everything that must be true of a commit; all of it runs, even when a part fails.").parse();

const checks = [
  ...sourceChecks,
  specification,
  unitTests,
  featuresCheck("brine"),
  featuresCheck("runc"),
  machineCheck("uml", "brine"),
  machineCheck("uml-rootless", "brine", "@rootless"),
];
let passed = 0;
let failed = 0;
for (const { name, run } of checks) {
  const started = Date.now();
  console.log(paint("bold", `▶ ${name}`));
  try {
    const finding = await run();
    passed += finding.passed;
    failed += finding.failed;
    if (finding.output) console.log(finding.output.trimEnd());
    const counts = `${finding.passed} passed, ${finding.failed} failed`;
    const word = finding.failed > 0 ? paint("red", `✖ ${name}`) : paint("green", `✔ ${name}`);
    console.log(`${word}  ${counts}  ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
  } catch (error) {
    failed++;
    tellFailure(error);
  }
}
if (failed > 0) process.exitCode = 1;
console.log(`${passed} passed, ${failed} failed`);

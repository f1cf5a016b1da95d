import { globSync } from "node:fs";
import { basename } from "node:path";
import { Command } from "commander";
import { countTests } from "../checks/unit_tests.ts";
import { runProgram } from "../checks/check.ts";
import { tellFailure } from "../failure.ts";
import { root } from "../root.ts";

const files = globSync("harness/clients/*.client.ts", { cwd: root }).sort();
const nameOf = (file: string): string => basename(file, ".client.ts");

const command = new Command("npm run clients --")
  .description("Drives real clients, with their daemons, on the included runtime.")
  .argument("[client...]", `of ${files.map(nameOf).join(", ")} (all)`)
  .parse();

try {
  const unknown = command.args.filter((name) => !files.map(nameOf).includes(name));
  if (unknown.length > 0) throw new Error(`There is no client ${unknown.join(", ")}: there are ${files.map(nameOf).join(", ")}.`);
  if (process.geteuid?.() !== 0) throw new Error("The clients' daemons need root: run this as root, or in a machine (npm run machines).");
  const wanted = files.filter((file) => command.args.length === 0 || command.args.includes(nameOf(file)));
  // One after the other: each has a daemon, and two cores are soon busy.
  const { status, output } = await runProgram(process.execPath, ["--test", "--test-concurrency=1", "--test-reporter=spec", ...wanted]);
  const { passed, failed } = countTests(status, output);
  console.log(output.trimEnd());
  if (failed > 0) process.exitCode = 1;
  console.log(`${passed} passed, ${failed} failed`);
} catch (error) {
  tellFailure(error);
}

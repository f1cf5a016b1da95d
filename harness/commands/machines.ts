import { Command } from "commander";
import { availableParallelism, release } from "node:os";
import { paint } from "../../reports/terminal/style.ts";
import { hostDescription } from "../../engines/host/requirements.ts";
import { machines } from "../../vagrant/registry.ts";
import { tellFailure } from "../failure.ts";
import { remedies } from "../machine/obstacle.ts";

new Command("npm run machines")
  .description("Lists the machines that the features can run in (npm run features -- --machine NAME), and what each lacks here.")
  .parse();

try {
  console.log(
    `${paint("bold", "host")}\n  Linux ${release()}, cgroup ${hostDescription().cgroup}, ${availableParallelism()} CPUs\n  this one: without --machine`,
  );
  const all = await Promise.all(machines.map(async (machine) => ({ machine, missing: await machine.missing() })));
  for (const { machine, missing } of all) {
    const lines = missing.length === 0 ? [paint("green", "can run here")] : missing.map(({ what }) => paint("yellow", `missing: ${what}`));
    console.log(
      `\n${paint("bold", machine.name)}\n${[machine.description, ...lines, ...remedies(missing).map((line) => `→ ${line}`)].map((line) => `  ${line}`).join("\n")}`,
    );
  }
} catch (error) {
  tellFailure(error);
}

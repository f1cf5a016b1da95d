import { Command } from "commander";
import { tellFailure } from "../failure.ts";
import { sweepMachines } from "../machine/work_directory.ts";
import { stateDirectory } from "../run/state_directory.ts";
import { sweepAbandoned } from "../run/sweep.ts";

const command = new Command("npm run sweep --")
  .description("Removes what runs that ended before their time left behind. Runs that are alive are not touched.")
  .option("--quiet", "tell only how much was removed, and nothing when that is nothing")
  .parse();

const { quiet } = command.opts<{ quiet?: true }>();

try {
  const removed = [...(await sweepMachines()), ...(await sweepAbandoned())];
  const summary =
    removed.length > 0
      ? `Removed ${removed.length} things that ended runs had left.`
      : `Nothing is left of any run in ${stateDirectory()}.`;
  if (!quiet) for (const what of removed) console.log(what);
  if (!quiet || removed.length > 0) console.error(summary);
} catch (error) {
  tellFailure(error);
}

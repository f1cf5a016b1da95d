import { Command } from "commander";
import { tellFailure } from "../failure.ts";
import { stateDirectory } from "../run/state_directory.ts";
import { sweepAbandoned } from "../run/sweep.ts";

const command = new Command("npm run sweep --")
  .description("Removes what runs that ended before their time left behind. Runs that are alive are not touched.")
  .option("--quiet", "say nothing when there is nothing to say")
  .parse();

try {
  const removed = await sweepAbandoned();
  for (const what of removed) console.log(what);
  if (removed.length === 0 && command.opts<{ quiet?: true }>().quiet === undefined) console.log(`Nothing is left of any run in ${stateDirectory()}.`);
} catch (error) {
  tellFailure(error);
}

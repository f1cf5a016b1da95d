import { Command } from "commander";
import { boxName } from "../../vagrant/box/box.ts";
import { buildBox } from "../../vagrant/box/build.ts";
import { tellFailure } from "../failure.ts";
import { Interrupted, interruption } from "../machine/interruption.ts";

const command = new Command("npm run box --")
  .description("Builds the Debian trixie box for Vagrant from Debian packages, unless it is there already.")
  .option("--force", "build it again, with today's packages")
  .parse();

const { force = false } = command.opts<{ force?: true }>();

using stop = interruption();
try {
  const started = performance.now();
  const { box, built } = await buildBox({ force, tell: (line) => console.log(line), signal: stop.signal });
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(
    `${boxName} ${box.version} (Linux ${box.kernel}) ${built ? `was built in ${seconds} s` : "is up to date; --force builds it again"}.`,
  );
} catch (error) {
  if (error instanceof Interrupted) {
    console.error("Interrupted: nothing of the unfinished box is left.");
    process.exitCode = error.status;
  } else tellFailure(error);
}

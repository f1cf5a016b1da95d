/** `npm run bench`: how fast containers are run, by the included runtime, by others, and by nothing but the kernel. */
import { Command, InvalidArgumentError, Option } from "commander";
import path from "node:path";
import { runInPrivateNamespace } from "./private_namespace.ts";
import { program } from "./programs.ts";
import { makeDirectory, prefixOf, removeResidue } from "./residue.ts";
import { parts } from "./result.ts";

const fewest = 10;

const { runs, only } = new Command("npm run bench --")
  .description("Times a container from nothing to nothing, and compares. Exits with 1 when a goal is missed.")
  .option("--runs <n>", `how many of each, at least ${fewest}`, count, 100)
  .addOption(new Option("--only <part...>", "these parts alone").choices(parts))
  .parse()
  .opts<{ runs: number; only?: string[] }>();
const file = path.join(import.meta.dirname, "../reports/out/bench.json");

try {
  if (process.getuid?.() !== 0) throw new Error("The benchmark needs root: it makes control groups and mount namespaces. Run it as root.");
  // Compiled now, so that what the compiler says is not mixed with what the contestants say.
  for (const name of ["true", "floor", "spawner"] as const) program(name);
  await removeResidue();
  const directory = makeDirectory();
  try {
    process.exitCode = await runInPrivateNamespace(directory, path.join(import.meta.dirname, "contest.ts"), [
      directory,
      prefixOf(process.pid),
      String(runs),
      (only ?? parts).join(","),
      file,
    ]);
  } finally {
    await removeResidue();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < fewest) throw new InvalidArgumentError(`It must be a whole number from ${fewest}.`);
  return number;
}

import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";

/** What a run writes, besides each other in one directory. */
const parts = ["allure-results", "evidence", "verdicts.json"];
const prefix = ".unfinished-";

/** Where a run writes its results before they are complete. */
export interface UnfinishedResults {
  directory: string;
  /** Puts the results in the place of those of an earlier run. */
  publish(): Promise<void>;
}

/**
 * Begins results that will lie in `out`. They are written aside and put there at the end, so that runs on the same engine at the same time
 * do not write into each other's, and an interrupted run leaves the earlier results as they were. Of two runs the last to end
 * wins. What runs that were interrupted left aside is removed.
 */
export async function beginResults(out: string): Promise<UnfinishedResults> {
  const directory = join(out, `${prefix}${process.pid}`);
  await mkdir(out, { recursive: true });
  for (const name of await readdir(out)) {
    const pid = name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
    if (pid !== undefined && !(existsSync(`/proc/${pid}`) && Number(pid) !== process.pid)) {
      await rm(join(out, name), { recursive: true, force: true });
    }
  }
  await mkdir(directory);
  return {
    directory,
    publish: async () => {
      for (const part of parts) await replace(join(directory, part), join(out, part));
      await rm(directory, { recursive: true });
    },
  };
}

async function replace(source: string, target: string, attempts = 5): Promise<void> {
  await rm(target, { recursive: true, force: true });
  if (!existsSync(source)) return;
  try {
    await rename(source, target);
  } catch (error) {
    // Another run has published between the two calls.
    if (attempts === 0 || !["ENOTEMPTY", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    await replace(source, target, attempts - 1);
  }
}

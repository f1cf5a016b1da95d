import { readdir, rmdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { lockFile } from "../../engines/host/lock.ts";
import { sweepRun } from "../../engines/host/residue.ts";
import { lockName, unlockedPrefix } from "./run.ts";
import { cgroupParent, runsDirectory, stateDirectory } from "./state_directory.ts";

/** A run that is just being born has no lock for the blink between two calls; older than this it is dead. Milliseconds. */
const birth = 60_000;

/** As `beginRun` names the directories of runs. */
const runName = /^(\.new-)?[0-9a-f]{8}$/;

/** Removes what one run left: processes, cgroups, mounts, its directory. Returns what it removed, a line each. */
export async function sweep(id: string, directory: string): Promise<string[]> {
  return await sweepRun({ id, directory, cgroupParent: cgroupParent(id) });
}

/**
 * Removes what runs left whose process is gone, which is known from their lock, and nothing of runs that still hold it.
 * Returns what was removed, a line each.
 */
export async function sweepAbandoned(): Promise<string[]> {
  const runs = runsDirectory();
  const removed: string[] = [];
  for (const entry of (await unlessGone(readdir(runs, { withFileTypes: true }))) ?? []) {
    const { name } = entry;
    // What is no run's, put here by others, is none of a sweep's business.
    if (!entry.isDirectory() || !runName.test(name)) continue;
    removed.push(...((await unlessGone(sweepIfAbandoned(name, join(runs, name)))) ?? []));
  }
  await removeEmptyState();
  return removed;
}

/** Removes the directories that hold the runs, when this was the last one. */
export async function removeEmptyState(): Promise<void> {
  for (const directory of [runsDirectory(), stateDirectory()]) {
    await rmdir(directory).catch((error: NodeJS.ErrnoException) => {
      if (!["ENOTEMPTY", "EEXIST", "ENOENT", "EBUSY", "EACCES", "EPERM"].includes(error.code ?? "")) throw error;
    });
  }
}

async function sweepIfAbandoned(name: string, directory: string): Promise<string[]> {
  if (name.startsWith(unlockedPrefix) && Date.now() - (await stat(directory)).mtimeMs < birth) return [];
  const lock = lockFile(join(directory, lockName));
  if (!lock) return [];
  try {
    return await sweep(name.replace(unlockedPrefix, ""), directory);
  } finally {
    lock.release();
  }
}

/** Two runs may sweep at once: what the other has removed meanwhile is no error. */
async function unlessGone<T>(attempt: Promise<T>): Promise<T | undefined> {
  try {
    return await attempt;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { lockFile } from "../../engines/host/lock.ts";
import { machineNamed } from "../../vagrant/registry.ts";
import { removeEmptyState } from "../run/sweep.ts";
import { stateDirectory } from "../run/state_directory.ts";

/** The directory of one machine that runs, locked as long as this process lives. */
export interface WorkDirectory {
  /** What the guest may write. */
  results: string;
  /** What the machine needs while it runs. */
  scratch: string;
  remove(): Promise<void>;
}

/** Below the state directory: paths of Unix sockets hold 107 characters, and a project's own may be longer. */
const directory = (): string => join(stateDirectory(), "machines");
const unlocked = ".new-";
const form = /^(\.new-)?[0-9a-f]{8}$/;

/** Makes the directory of a machine that is to run; visible under its name only once its lock is held. */
export async function makeWorkDirectory(machine: string): Promise<WorkDirectory> {
  const id = randomBytes(4).toString("hex");
  const unfinished = join(directory(), `${unlocked}${id}`);
  const made = join(directory(), id);
  await mkdir(join(unfinished, "scratch"), { recursive: true });
  await mkdir(join(unfinished, "results"));
  await writeFile(join(unfinished, "machine"), machine);
  const lock = lockFile(join(unfinished, "lock"));
  await rename(unfinished, made);
  return {
    results: join(made, "results"),
    scratch: join(made, "scratch"),
    remove: async () => {
      await rm(made, { recursive: true, force: true });
      lock?.release();
      await removeEmpty();
    },
  };
}

/**
 * Removes what machines left whose process was killed: what each of them knows to remove, then its directory. Those that are alive
 * hold their lock. Returns what was removed, a line each.
 */
export async function sweepMachines(): Promise<string[]> {
  const names = await readdir(directory()).catch(() => []);
  const removed: string[] = [];
  for (const name of names.filter((each) => form.test(each))) removed.push(...(await sweepOne(join(directory(), name))));
  await removeEmpty();
  return removed;
}

async function sweepOne(path: string): Promise<string[]> {
  let lock: ReturnType<typeof lockFile>;
  try {
    lock = lockFile(join(path, "lock"));
  } catch (error) {
    // Removed meanwhile by its own process, or by another sweep.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  if (!lock) return [];
  try {
    const name = await readFile(join(path, "machine"), "utf8").catch(() => undefined);
    const removed = name === undefined ? [] : ((await machineNamed(name).sweep?.(join(path, "scratch"))) ?? []);
    await rm(path, { recursive: true, force: true });
    return [...removed, `directory ${path}`];
  } finally {
    lock.release();
  }
}

async function removeEmpty(): Promise<void> {
  await rmdir(directory()).catch((error: NodeJS.ErrnoException) => {
    if (!["ENOTEMPTY", "EEXIST", "ENOENT"].includes(error.code ?? "")) throw error;
  });
  await removeEmptyState();
}

/** Removing groups that are not simply empty: with groups below them, or processes that have not quite ended. */
import { readdir, readFile, rmdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout } from "node:timers/promises";

const interval = 5;

/** The PIDs in a group and all groups below it; without 0, which stands for processes outside the own PID namespace. */
export async function processesIn(directory: string): Promise<number[]> {
  const pids: number[] = [];
  for (const group of await tree(directory)) pids.push(...(await members(group)).split("\n").map(Number).filter(Boolean));
  return pids;
}

/** Whether any process is in a group or below it, also one outside the own PID namespace. */
export async function isPopulated(directory: string): Promise<boolean> {
  for (const group of await tree(directory)) if (await members(group)) return true;
  return false;
}

/** The lines of a group's cgroup.procs; none when it has gone, or is a threaded one. */
async function members(group: string): Promise<string> {
  return await readFile(path.join(group, "cgroup.procs"), "utf8").catch(() => "");
}

/** A group and all groups below it, deepest first. */
async function tree(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (!entries) return [];
  const below = await Promise.all(entries.filter((entry) => entry.isDirectory()).map((entry) => tree(path.join(directory, entry.name))));
  return [...below.flat(), directory];
}

/**
 * Lets frozen processes go on (freezer-subsystem.rst): on v1 not even SIGKILL ends one that is frozen, and a container that can write
 * to its own group can freeze itself.
 */
export async function thaw(directories: readonly string[]): Promise<void> {
  for (const directory of directories)
    for (const group of await tree(directory)) {
      await writeFile(path.join(group, "freezer.state"), "THAWED", { flag: "r+" }).catch((error: NodeJS.ErrnoException) => {
        // Another controller's group, or one that has just gone.
        if (!["ENOENT", "ENODEV"].includes(error.code ?? "")) throw error;
      });
    }
}

/**
 * Ends every process in the groups by SIGKILL and removes them with all groups below.
 *
 * @param patience ms
 * @param kept whether the groups themselves stay, and only those below them go
 * @throws the last refusal (EBUSY) when that takes longer
 */
export async function removeForcibly(directories: readonly string[], patience: number, kept = false): Promise<void> {
  for (const directory of directories) {
    for (const end = Date.now() + patience; ; await setTimeout(interval)) {
      await killAll(directory, kept);
      await thaw([directory]);
      try {
        for (const group of await tree(directory)) if (group !== directory || !kept) await rmdir(group);
        if (!kept || !(await isPopulated(directory))) break;
        if (Date.now() > end) throw Object.assign(new Error(`the processes in ${directory} outlive SIGKILL`), { code: "EBUSY" });
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === "ENOENT") continue;
        if (code !== "EBUSY" || Date.now() > end) throw error;
      }
    }
  }
}

/**
 * On v2 in one go, which no fork escapes (cgroup-v2.rst, "cgroup.kill", Linux 5.14); elsewhere one by one, again and again. So too in a
 * group that is kept: Linux 6.18 and 7.2 kill whatever is cloned into a group that was ever killed so (CLONE_INTO_CGROUP).
 */
async function killAll(directory: string, kept: boolean): Promise<void> {
  try {
    if (!kept) return await writeFile(path.join(directory, "cgroup.kill"), "1", { flag: "r+" });
  } catch (error) {
    if (!["ENOENT", "ENODEV", "EOPNOTSUPP"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
  for (const pid of await processesIn(directory)) kill(pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

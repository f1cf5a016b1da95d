/** One operation at a time on a container, also across processes. */
import { closeSync, openSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { flock } from "../../native/index.ts";
import { stateFiles } from "../plan/create.ts";
import { ContainerError } from "./error.ts";

/** ms between two tries, and ms until giving up. */
const interval = 2;
const patience = 10_000;

/**
 * Does `work` while holding the container's lock (flock(2): the kernel drops it with the last descriptor, also after kill -9).
 *
 * @throws `ContainerError` when another operation holds it for too long
 */
export async function locked<Result>(directory: string, id: string, operation: string, work: () => Promise<Result>): Promise<Result> {
  let fd: number;
  try {
    fd = openSync(path.join(directory, stateFiles.lock), "a", 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw new ContainerError(operation, id, "container does not exist", error);
    throw error;
  }
  try {
    for (const end = Date.now() + patience; !flock(fd, true); await setTimeout(interval))
      if (Date.now() > end) throw new ContainerError(operation, id, `another operation has held its lock for ${patience / 1000} s`);
    return await work();
  } finally {
    closeSync(fd);
  }
}

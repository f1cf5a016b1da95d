/** One operation at a time on a container, also across processes. */
import { closeSync, existsSync, fstatSync, openSync, rmSync, statSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { flock } from "../../native/index.ts";
import { lockOf } from "../plan/create.ts";
import { ContainerError } from "./error.ts";

/** The container that was asked for has been deleted; another one may have its id. */
export class ContainerGone extends ContainerError {
  constructor(operation: string, id: string, cause?: unknown) {
    super(operation, id, "container does not exist any more", cause);
  }
}

/** ms between two tries, and ms until giving up. */
const interval = 2;
const patience = 10_000;

/**
 * Does `work` while holding the lock of a container's id (flock(2): the kernel drops it with the last descriptor, also after kill -9). The
 * lock is a file beside the state directory, so that create and delete hold it too; no id begins with its `@`. It goes with the container.
 *
 * @param directory the state directory
 * @throws `ContainerError` when another operation holds it for too long
 */
export async function locked<Result>(directory: string, id: string, operation: string, work: () => Promise<Result>): Promise<Result> {
  const file = lockOf(directory);
  const end = Date.now() + patience;
  for (;;) {
    const fd = openSync(file, "a", 0o600);
    try {
      for (; !flock(fd, true); await setTimeout(interval))
        if (Date.now() > end) throw new ContainerError(operation, id, `another operation has held its lock for ${patience / 1000} s`);
      // Whoever had it may have removed it with the container.
      if (!isStill(fd, file)) continue;
      try {
        return await work();
      } finally {
        if (!existsSync(directory)) rmSync(file, { force: true });
      }
    } finally {
      closeSync(fd);
    }
  }
}

function isStill(fd: number, file: string): boolean {
  const now = statSync(file, { throwIfNoEntry: false });
  const { dev, ino } = fstatSync(fd);
  return now?.ino === ino && now.dev === dev;
}

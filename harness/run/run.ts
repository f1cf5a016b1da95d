import { randomBytes } from "node:crypto";
import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import type { RunContext } from "../../engines/contract.ts";
import { lockFile } from "../../engines/host/lock.ts";
import { setSlowness } from "../../engines/host/slowness.ts";
import { root } from "../root.ts";
import { measureSlowness } from "./slowness.ts";
import { cgroupParent, runsDirectory } from "./state_directory.ts";

/** A run that holds its lock. */
export interface Run {
  context: RunContext;
  /** Lets go of the lock: from now on a sweep may take what is left. */
  release(): void;
}

/** Name of the lock in a run's directory; whoever holds it is alive. */
export const lockName = "lock";

/** Prefix of a run's directory that has no lock yet. */
export const unlockedPrefix = ".new-";

/**
 * Begins a run: an id, and a directory that is visible under its name only once its lock is held, so that no sweep can take it
 * for abandoned.
 */
export async function beginRun(): Promise<Run> {
  const id = randomBytes(4).toString("hex");
  const runs = runsDirectory();
  const unlocked = join(runs, `${unlockedPrefix}${id}`);
  await mkdir(unlocked, { recursive: true, mode: 0o755 });
  const lock = lockFile(join(unlocked, lockName));
  if (!lock) throw new Error(`The lock of the new run ${id} in ${unlocked} is held by someone else: run ids have collided. Run again.`);
  const directory = join(runs, id);
  await rename(unlocked, directory);
  const helpers = join(root, "native/build/Release");
  const probe = join(helpers, "probe");
  const slowness = measureSlowness(probe);
  setSlowness(slowness);
  const context: RunContext = {
    id,
    directory,
    cgroupParent: cgroupParent(id),
    baseImage: join(root, ".cache/images/base"),
    probe,
    pause: join(helpers, "pause"),
    slowness,
  };
  return { context, release: () => lock.release() };
}

import { closeSync, openSync } from "node:fs";
import { flock } from "../../native/index.ts";

/** A lock that is held until it is released, or its process ends, however it ends. */
export interface Lock {
  release(): void;
}

/**
 * Takes the lock of a file, which is made when it is not there (flock(2)). Does not wait.
 * @returns `undefined` when another open file description, of this process or another, holds it.
 * @throws a Node system error when the file cannot be opened.
 */
export function lockFile(path: string): Lock | undefined {
  const descriptor = openSync(path, "a", 0o600);
  let held = false;
  try {
    held = flock(descriptor, true);
  } finally {
    if (!held) closeSync(descriptor);
  }
  return held ? { release: () => closeSync(descriptor) } : undefined;
}

import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Does a piece of work while no other process does that names the same file. The lock is the kernel's (flock(2), held by a child that
 * ends when its input closes), so that whoever is killed frees it.
 */
export async function withFileLock<T>(file: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const holder = spawn("flock", [file, "sh", "-c", "echo held; exec cat"], { stdio: ["pipe", "pipe", "ignore"] });
  const ended = once(holder, "close");
  try {
    const held = await Promise.race([once(holder.stdout, "data", { signal }), ended.then(() => undefined)]);
    if (!held) throw new Error(`${file} cannot be locked`);
    return await work();
  } finally {
    holder.stdin.end();
    // One that still waits for the lock does not look at its input.
    holder.kill();
    await ended.catch(() => {});
  }
}

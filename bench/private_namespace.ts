/**
 * The contest takes place in a mount namespace of its own: with a tmpfs for everything that the contestants keep, and without the v2
 * hierarchy, beside which crun uses no v1 ones. The host's mounts stay as they are.
 */
import { spawn } from "node:child_process";
import { mounts } from "../engines/host/mounts.ts";

/** Its arguments: the tmpfs's mount point, how many mount points to unmount, these, the program and its arguments. */
const script = `
set -e
mount -t tmpfs -o mode=711 tmpfs "$1"; shift
points=$1; shift
while [ "$points" -gt 0 ]; do umount "$1"; shift; points=$((points - 1)); done
exec "$@"`;

/**
 * Runs a module of this project in such a namespace. Signals that would end this process are handed on.
 *
 * @param directory becomes the tmpfs
 * @returns its exit status, or 128 + the number of the signal that ended it
 */
export function runInPrivateNamespace(directory: string, module: string, args: string[]): Promise<number> {
  const withdrawn = mounts()
    .filter(({ type }) => type === "cgroup2")
    .map(({ mountPoint }) => mountPoint);
  const program = [process.execPath, module, ...args];
  const shell = ["sh", "-c", script, "bench", directory, String(withdrawn.length), ...withdrawn, ...program];
  const child = spawn("unshare", ["--mount", "--propagation", "slave", ...shell], { stdio: "inherit" });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const forward = (signal: NodeJS.Signals): boolean => child.kill(signal);
  for (const signal of signals) process.on(signal, forward);
  return new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status, signal) => resolve(status ?? 128 + (signal === "SIGINT" ? 2 : signal === "SIGHUP" ? 1 : 15)));
  }).finally(() => {
    for (const signal of signals) process.removeListener(signal, forward);
  });
}

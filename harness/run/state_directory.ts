import { join, resolve } from "node:path";

/**
 * Where runs keep their state: `$BRINE_STATE`, else /run/brine for root, else `$XDG_RUNTIME_DIR/brine`, else a directory of
 * the user's own below /tmp.
 */
export function stateDirectory(env: NodeJS.ProcessEnv = process.env, uid: number = process.getuid?.() ?? 0): string {
  if (env["BRINE_STATE"]) return resolve(env["BRINE_STATE"]);
  if (uid === 0) return "/run/brine";
  return env["XDG_RUNTIME_DIR"] ? join(env["XDG_RUNTIME_DIR"], "brine") : `/tmp/brine-${uid}`;
}

/** The directory that holds one directory a run. */
export function runsDirectory(): string {
  return join(stateDirectory(), "runs");
}

/** Absolute cgroup path of a run, below each hierarchy's root. */
export function cgroupParent(runId: string): string {
  return `/brine-${runId}`;
}

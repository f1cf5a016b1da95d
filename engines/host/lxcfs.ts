import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { findProgram } from "./monitor.ts";
import { eventually } from "./poll.ts";
import { programEnvironment } from "./run_mark.ts";
import { unmountTree } from "./unmount.ts";

/** lxcfs at work (lxcfs(1)): below its `directory` stand files of /proc that answer each reader with the limits of the reader's group. */
export interface Lxcfs {
  directory: string;
  stop(): Promise<void>;
}

/**
 * Starts lxcfs with its FUSE mount, its pid file and everything else of it below `place`, which must not exist.
 * @param run the id of the run, by which a later one finds what is left
 * @param deadline ms until its files must be there
 * @throws Error with what lxcfs said
 */
export async function startLxcfs(place: string, run: string, deadline: number): Promise<Lxcfs> {
  const directory = join(place, "files");
  mkdirSync(directory, { recursive: true });
  const program = findProgram("lxcfs");
  if (!program) throw new Error("There is no program lxcfs: install the package lxcfs.");
  const child = spawn(program, ["-f", "-p", join(place, "pid"), directory], {
    env: programEnvironment(run),
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (data: Buffer) => (said += data.toString()));
  const ended = once(child, "exit");
  ended.catch(() => undefined);
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await ended;
    unmountTree(directory);
  };
  try {
    await eventually(() => existsSync(join(directory, "proc/meminfo")) || child.exitCode !== null, deadline);
    if (!existsSync(join(directory, "proc/meminfo"))) throw new Error(`lxcfs has mounted nothing at ${directory}; it said: ${said}`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { directory, stop };
}

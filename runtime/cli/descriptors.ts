/** Descriptors that this process was given for a program: by `--preserve-fds`, and by systemd's socket activation (sd_listen_fds(3)). */
import { CommandError } from "./globals.ts";

const first = 3;

export interface Given {
  descriptors: number[];
  /** What the program is told of those of systemd. */
  env: string[];
}

/** The first from 3 on that bin/brine-runtime has not found open: Node's own descriptors look no different from here. */
function firstMissing(): number {
  return Number(process.env["BRINE_INHERITED"] ?? first);
}

/** How many systemd passed to just this process. */
function listening(): number {
  const { LISTEN_PID: pid, LISTEN_FDS: count } = process.env;
  return pid === String(process.pid) && /^\d+$/.test(count ?? "") ? Number(count) : 0;
}

/**
 * Those from 3 on: systemd's come first.
 *
 * @param preserved the text of `--preserve-fds`
 * @throws `CommandError` for one that is not open
 */
export function givenDescriptors(preserved = "0"): Given {
  if (!/^\d+$/.test(preserved)) throw new CommandError(`--preserve-fds takes a number, not ${JSON.stringify(preserved)}`);
  const sockets = listening();
  const descriptors = Array.from({ length: sockets + Number(preserved) }, (_, index) => first + index);
  const missing = firstMissing();
  if (missing < first + descriptors.length) throw new CommandError(`descriptor ${missing} is to be preserved, and is not open`);
  const names = process.env["LISTEN_FDNAMES"];
  const env = [`LISTEN_FDS=${sockets}`, "LISTEN_PID=1", ...(names === undefined ? [] : [`LISTEN_FDNAMES=${names}`])];
  return { descriptors, env: sockets > 0 ? env : [] };
}

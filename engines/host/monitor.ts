import { accessSync, closeSync, constants, fchownSync, openSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { close, Launcher, pipe } from "../../native/index.ts";
import { Capture } from "./capture.ts";
import { hasCode } from "./error_code.ts";
import { processTree } from "./process.ts";
import { sendSignal } from "./signals.ts";
import { scaled } from "./slowness.ts";

/** What a program did. */
export interface ProgramResult {
  args: string[];
  /** Or 128 + the number of the signal that ended it. */
  exitStatus: number;
  /** Each stream is capped at 1 MiB (`captureLimit`); empty where a capture of the caller's took it. */
  stdout: string;
  stderr: string;
  /** It was killed because it did not finish in time. */
  timedOut: boolean;
  millis: number;
}

export interface ProgramOptions {
  env: Record<string, string>;
  cwd?: string;
  /** ms for a machine of slowness 1. */
  deadline: number;
  /** Takes the streams in place of the result, for a program that hands them on to what it leaves behind. */
  captures?: { stdout: Capture; stderr: Capture };
  /** The file that is its standard input. */
  stdin?: string;
  /** The user whom its streams are given to: another than their owner may be refused to reopen them. */
  owner?: number;
}

/**
 * Runs a foreign program to its end under the launcher, which adopts and reaps whatever the program leaves behind. Its
 * standard input, where none is named, is a pipe at its end, never /dev/null (some runtimes change the owner of what they find there).
 * At the deadline it is killed with everything below it.
 * @param args the absolute path of the program, and its arguments.
 * @throws a Node system error when it cannot be executed.
 */
export async function runProgram(args: string[], options: ProgramOptions): Promise<ProgramResult> {
  const own = options.captures ? undefined : { stdout: new Capture(), stderr: new Capture() };
  const { stdout, stderr } = options.captures ?? own!;
  const stdin = options.stdin === undefined ? endedPipe() : openSync(options.stdin, "r");
  const start = performance.now();
  try {
    if (options.owner !== undefined)
      for (const each of [stdin, stdout.writer, stderr.writer]) fchownSync(each, options.owner, options.owner);
    const { env, cwd } = options;
    const program = await Launcher.get().spawn(args, { env, ...(cwd && { cwd }), stdin, stdout: stdout.writer, stderr: stderr.writer });
    own?.stdout.closeWriter();
    own?.stderr.closeWriter();
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      killTree(program.pid);
    }, scaled(options.deadline));
    const exitStatus = await program.exited.finally(() => clearTimeout(timer));
    return {
      args,
      exitStatus,
      stdout: own?.stdout.text() ?? "",
      stderr: own?.stderr.text() ?? "",
      timedOut,
      millis: Math.round(performance.now() - start),
    };
  } finally {
    // Node watches over what its own module has opened.
    if (options.stdin === undefined) close(stdin);
    else closeSync(stdin);
    own?.stdout.close();
    own?.stderr.close();
  }
}

function endedPipe(): number {
  const [reader, writer] = pipe();
  close(writer);
  return reader;
}

/** Kills a process and everything below it, the top first, so that nothing is started anew in answer. */
function killTree(pid: number): void {
  for (const { pid: each, startTime } of processTree(pid)) {
    try {
      sendSignal(each, "SIGKILL", startTime);
    } catch (error) {
      if (!hasCode(error, "ESRCH")) throw error;
    }
  }
}

/**
 * The absolute path of a program: a name is looked up along PATH and in the system's directories, which a user's PATH often lacks; a
 * name with a slash is a path already. `undefined` when there is no such executable file.
 */
export function findProgram(name: string): string | undefined {
  if (name.includes("/")) return isExecutable(name) ? resolve(name) : undefined;
  const directories = `${process.env["PATH"] ?? ""}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`
    .split(":")
    .filter((directory) => directory.startsWith("/"));
  return directories.map((directory) => join(directory, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * Waits for a process that a program left behind: the launcher adopts and reaps it.
 * @returns its exit status, or `unknown` when the launcher was lost before it ended.
 */
export async function orphanStatus(pid: number): Promise<number | "unknown"> {
  try {
    return await Launcher.get().orphan(pid);
  } catch {
    return "unknown";
  }
}

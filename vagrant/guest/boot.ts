import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { MachineFailure, type Task } from "../machine.ts";
import type { Share } from "./share.ts";

/** Milliseconds between two looks at what the guest has written. */
const interval = 30;
/** Milliseconds from the command's end to the end of the machine: a guest that does not power off is ended. */
const powerOff = 15_000;
/** Lines of a console that a failure repeats. */
const tail = 20;

/** The process that is the machine. */
export interface Emulator {
  /** The machine's name, for failures. */
  name: string;
  program: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  cwd: string;
}

/** Where a machine's console goes: the kernel's messages, and what the emulator says itself. */
export function consoleFile(scratch: string): string {
  return join(scratch, "console");
}

/** The last lines of a console; why the kernel panicked stands above the registers that follow it. */
export function consoleTail(scratch: string): string {
  const text = stripVTControlCharacters(readFileSync(consoleFile(scratch), "utf8"));
  const lines = text.replaceAll("\r", "").trimEnd().split("\n");
  const panic = lines.slice(0, -tail).filter((line) => line.includes("Kernel panic"));
  return [...panic, ...lines.slice(-tail)].join("\n");
}

/**
 * Starts an emulator whose guest runs `guest/init` on this share, and follows it to its end. The emulator dies with this process, however
 * that ends (PR_SET_PDEATHSIG, prctl(2)), and is dead when this returns.
 *
 * @returns the command's exit status
 * @throws `MachineFailure`; or the reason of the task's signal
 */
export async function bootGuest({ name, program, args, env, cwd }: Emulator, share: Share, task: Task): Promise<number> {
  const { scratch, signal, onOutput } = task;
  signal.throwIfAborted();
  const console = openSync(consoleFile(scratch), "a");
  // Out of the terminal's process group: ctrl-C is this process's business, which then ends the machine.
  const child = spawn("setpriv", ["--pdeathsig", "KILL", program, ...args], {
    cwd,
    env,
    // Whatever it starts inherits the pipe, which nobody writes to: "close" comes when the last of them has gone.
    stdio: ["ignore", console, console, "pipe"],
    detached: true,
  });
  closeSync(console);
  (child.stdio[3] as Readable).resume();
  const closed = once(child, "close");
  let ended: string | undefined;
  closed.then(
    () => (ended = child.signalCode === null ? `status ${child.exitCode}` : child.signalCode),
    (error: Error) => (ended = error.message),
  );
  const fail = (what: string): MachineFailure => new MachineFailure(name, what, consoleTail(scratch));
  const relay = (): void => {
    const bytes = share.newOutput();
    if (bytes.length > 0) onOutput(bytes);
  };
  /** Looks until `done`; throws when the machine ends before, or at the deadline. */
  const until = async (done: () => boolean, deadline: number, what: string): Promise<void> => {
    const end = performance.now() + deadline;
    for (;;) {
      signal.throwIfAborted();
      // The order counts: what was written before it ended is seen after it has.
      const over = ended;
      relay();
      if (done()) return;
      if (over !== undefined) throw fail(`it ended (${over}) before ${what}`);
      if (performance.now() > end) throw fail(`${seconds(deadline)} have passed, and it has not come to ${what}; it was ended`);
      await sleep(interval);
    }
  };
  try {
    await until(() => share.hasStarted(), task.bootDeadline, "the start of the command");
    await until(() => share.status() !== undefined, task.commandDeadline, "the end of the command");
    relay();
    const status = share.status() ?? Number.NaN;
    if (!Number.isInteger(status)) throw fail("it left an exit status that is no number");
    await until(() => ended !== undefined, powerOff, "its power-off").catch((error: unknown) => {
      // The command is done and its results are there: that the machine had to be ended is no failure of the task.
      if (!(error instanceof MachineFailure)) throw error;
    });
    return status;
  } finally {
    if (ended === undefined) {
      child.kill("SIGKILL");
      await closed.catch(() => undefined);
    }
  }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
}

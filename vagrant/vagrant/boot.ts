import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { boxDirectory } from "../box/box.ts";
import { MachineFailure, type Task } from "../machine.ts";
import type { Accelerator } from "../qemu/command_line.ts";
import { inGuest } from "./command.ts";

const project = join(import.meta.dirname, "../..");
const inside = join(import.meta.dirname, "inside.sh");
/** ms between two looks at how far it has come. */
const interval = 100;
/** Lines of a log that a failure repeats. */
const tail = 20;
/** What ssh(1) exits with when the connection, not the command, has failed. */
const lost = 255;

interface Kind {
  /** The machine's name, for failures. */
  name: string;
  accelerator: Accelerator;
}

/**
 * Boots the box, runs the task over ssh, and ends everything. It all lives in namespaces of its own (`inside.sh`), which end with
 * their first process: when the task is done, fails or is aborted, and when this process is killed (PR_SET_PDEATHSIG, prctl(2)).
 * Only files below the scratch directory remain.
 */
export async function boot({ name, accelerator }: Kind, task: Task): Promise<number> {
  const { scratch, signal } = task;
  signal.throwIfAborted();
  const log = join(scratch, "vagrant.log");
  const console = join(scratch, "console");
  const logged = openSync(log, "a");
  const child = spawn(...commandLine(task), {
    cwd: scratch,
    env: environment(task, accelerator, console),
    // Out of the terminal's process group: ctrl-C is this process's business.
    detached: true,
    stdio: ["ignore", "pipe", logged, "pipe"],
  });
  closeSync(logged);
  child.stdout!.on("data", task.onOutput);
  let stages = "";
  (child.stdio[3] as Readable).on("data", (bytes: Buffer) => (stages += bytes.toString()));
  let ended = false;
  const closed = once(child, "close").finally(() => (ended = true));
  // It is looked at below; here only that it is not unhandled meanwhile.
  closed.catch(() => undefined);
  const fail = (what: string, said = log): MachineFailure =>
    new MachineFailure(name, `${what}. What was said last:\n${lastLines(said) || "(nothing)"}`, lastLines(console));
  const until = async (done: () => boolean, deadline: number, what: string): Promise<void> => {
    for (const end = performance.now() + deadline; ; await sleep(interval)) {
      signal.throwIfAborted();
      if (done() || ended) return;
      if (lastLines(console).includes("Kernel panic")) throw fail(`the kernel panicked before ${what}`);
      if (performance.now() > end) throw fail(`${Math.round(deadline / 1000)} s have passed, and it has not come to ${what}; it was ended`);
    }
  };
  try {
    await until(() => stages.includes("up\n"), task.bootDeadline, "the start of the command");
    if (!stages.includes("libvirt\n")) throw fail("its libvirt did not start", join(scratch, "libvirtd.log"));
    if (!stages.includes("up\n")) throw fail(`vagrant up failed (${child.signalCode ?? `status ${child.exitCode}`})`);
    await until(() => ended, task.commandDeadline, "the end of the command");
    const [status, killed] = await closed;
    if (killed ?? status === lost) throw fail(`the connection to it was lost (${killed ?? `ssh ended with ${lost}`})`);
    return status;
  } finally {
    if (!ended) end(child);
    await closed.catch(() => undefined);
  }
}

function commandLine(task: Task): [string, string[]] {
  const namespaces = ["--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc", "--propagation", "private"];
  const { pool, directory } = boxDirectory();
  const shown = [project, directory, task.results];
  // The script is handed over as text: bash reads a file as it goes, and one that is changed meanwhile would be read askew.
  const script = ["bash", "-c", readFileSync(inside, "utf8"), inside, task.scratch, pool, inGuest(task), ...shown];
  return ["setpriv", ["--pdeathsig", "KILL", "unshare", ...namespaces, "--", ...script]];
}

function environment({ scratch, results }: Task, accelerator: Accelerator, console: string): Record<string, string> {
  const home = join(scratch, "vagrant");
  mkdirSync(home);
  // The box is that of `npm run box`; what Vagrant notes down about its machines is gone with the run.
  symlinkSync(join(boxDirectory().home, "boxes"), join(home, "boxes"));
  return {
    PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    LANG: "C.UTF-8",
    VAGRANT_HOME: home,
    VAGRANT_DOTFILE_PATH: join(scratch, "dotfile"),
    VAGRANT_CWD: import.meta.dirname,
    VAGRANT_CHECKPOINT_DISABLE: "1",
    BRINE_KVM: accelerator === "kvm" ? "1" : "0",
    BRINE_CONSOLE: console,
    BRINE_RESULTS: results,
  };
}

/** Kills the first process of the PID namespace; unshare(1) waits for it, and the kernel first ends all others. */
function end(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    const [first = child.pid] = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8").trim().split(" ").filter(Boolean);
    process.kill(Number(first), "SIGKILL");
  } catch (error) {
    // ESRCH, ENOENT: it ended meanwhile.
    if (!["ESRCH", "ENOENT"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

function lastLines(file: string): string {
  try {
    // systemd resets its console with a sequence (DECSTR) that is none of those that are stripped.
    const text = stripVTControlCharacters(readFileSync(file, "utf8").replaceAll("\u001B[!p", ""));
    return text.replaceAll("\r", "").trim().split("\n").slice(-tail).join("\n");
  } catch {
    return "";
  }
}

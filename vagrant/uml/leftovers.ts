/**
 * Processes of a User-Mode Linux kernel that outlive it. While it boots it tries out ptrace(2) on children; one whose parent is killed before the
 * child calls PTRACE_TRACEME makes whoever adopts it its tracer, stops, and is never let go: the death of its parent does not end it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

/** How long the kernel may take to remove a killed process, ms. */
const patience = 5_000;

/** The word on the command line of a kernel, and of all its processes, that tells whose it is: the directory of its sockets. */
export function mark(scratch: string): string {
  return `uml_dir=${scratch}/uml/`;
}

/** Ends what is left of the kernel that ran with this scratch directory, and returns a line for each process. */
export async function endLeftovers(scratch: string): Promise<string[]> {
  const ended = new Set<number>();
  for (const end = Date.now() + patience; ; await setTimeout(5)) {
    const left = processesOf(scratch);
    if (left.length === 0 || Date.now() > end) return [...ended].map((pid) => `process ${pid} of a User-Mode Linux kernel`);
    for (const pid of left) {
      ended.add(pid);
      kill(pid);
    }
  }
}

function processesOf(scratch: string): number[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => wordsOf(pid).includes(mark(scratch))).map(Number);
}

/** Its command line, empty for a zombie and for what has gone. */
function wordsOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

import { readFileSync } from "node:fs";
import { NotTestableHere } from "../contract.ts";
import { isExecutableByAll } from "./files.ts";

/** The UID of a user without privilege, to whom nothing belongs. */
export const unprivileged = 1234;

/** The command that the program behind it is run through so that it is that user's, in the group of the same number alone (setpriv(1)). */
export function asUser(uid: number): string[] {
  return [...onOneCpu(), "/usr/bin/setpriv", `--reuid=${uid}`, `--regid=${uid}`, "--clear-groups"];
}

/**
 * Where QEMU translates instructions, and runs each CPU in a thread of its own, a CPU may go on with what another has written over: V8, which
 * compiles in other threads than it executes in, then ends with "Check failed: it->second.Size() > offset" (QEMU 7.2; not with its
 * threads taking turns, nor in UML). Of a command line in Node that concerns whoever has no compile cache, and strips types by WebAssembly
 * each time.
 */
function onOneCpu(): string[] {
  return /^model name\s*: QEMU TCG/m.test(readFileSync("/proc/cpuinfo", "utf8")) ? ["/usr/bin/taskset", "--cpu-list", "0"] : [];
}

/** @throws NotTestableHere where there is somebody who may not execute the file. */
export function requireExecutable(program: string): void {
  if (!isExecutableByAll(program))
    throw new NotTestableHere(`not everybody may execute ${program}: let them into the directories above it`);
}

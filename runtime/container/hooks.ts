/** Carries out hooks (config.md, "POSIX-platform Hooks"); those of `startContainer` are steps of the plan. */
import { randomBytes } from "node:crypto";
import { closeSync, constants, openSync, unlinkSync, writeSync } from "node:fs";
import { Socket } from "node:net";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { close, Launcher, pidfdOpen, pipe, StepError, type Step } from "../../native/index.ts";
import type { Hook, HookKind, NamespaceType } from "../configuration/types.ts";
import { cloneFlags } from "../plan/kernel.ts";

/** Where hooks of the container's own namespaces run. */
export interface Target {
  pid: number;
  namespaces: readonly NamespaceType[];
}

/** What is told of a hook's output, characters; the rest is read and thrown away. */
const mostTold = 2000;

/** ms that a process which a hook left behind may delay the error by. */
const lastWords = 500;

const inputSlot = 0;
const outputSlot = 1;
const targetSlot = 2;

/** Runs the hooks of a kind one after the other. @throws Error in words, at the first that fails */
export async function runHooks(kind: HookKind, hooks: readonly Hook[], state: HookState, target?: Target): Promise<void> {
  for (const hook of hooks) await runHook(kind, hook, state, target);
}

/** The same, but a failure is only told, and the later ones still run. */
export async function runHooksToTheLast(
  kind: HookKind,
  hooks: readonly Hook[],
  state: HookState,
  warn: (message: string) => void,
): Promise<void> {
  for (const hook of hooks) await runHook(kind, hook, state).catch((error: unknown) => warn((error as Error).message));
}

export interface HookState {
  /** What the hook reads on standard input (runtime.md, "State"). */
  state: { bundle: string };
  /** A directory for a file that has no name but for a moment. */
  scratch: string;
}

async function runHook(kind: HookKind, hook: Hook, { state, scratch }: HookState, target?: Target): Promise<void> {
  const input = nameless(scratch, JSON.stringify(state));
  const [reader, writer] = pipe();
  const pidfd = target && pidfdOpen(target.pid);
  const output = new Socket({ fd: reader, readable: true, writable: false });
  let said = "";
  output.setEncoding("utf8").on("data", (text: string) => (said = said.length < mostTold ? (said + text).slice(0, mostTold) : said));
  // It ends by our hand.
  output.on("error", () => undefined);
  const ended = new Promise((resolve) => output.once("end", resolve));
  let isWriterOpen = true;
  const name = `its ${kind} hook ${hook.path}`;
  let timer: NodeJS.Timeout | undefined;
  try {
    const running = Launcher.get().run(planOf(hook, state.bundle, target), {
      descriptors: [input, writer, ...(pidfd === undefined ? [] : [pidfd])],
    });
    const { pid } = await running.forked;
    const late = { is: false };
    if (hook.timeout)
      timer = globalThis.setTimeout(() => {
        late.is = true;
        killGroup(pid);
      }, hook.timeout * 1000);
    try {
      await running.started;
    } catch (error) {
      throw error instanceof StepError ? new Error(`${name} cannot be executed: ${error.message}`, { cause: error }) : error;
    }
    const { exitStatus } = await running.exited;
    if (late.is) throw new Error(`${name} has not ended in its ${hook.timeout} s, and was killed`);
    if (exitStatus === 0) return;
    // What it wrote last may still be in the pipe, which ends when nobody holds the other end: we no longer, a process that it left behind may.
    close(writer);
    isWriterOpen = false;
    await Promise.race([ended, setTimeout(lastWords, undefined, { ref: false })]);
    throw new Error(`${name} ended with status ${exitStatus}${said.trim() ? `: ${said.trim()}` : ""}`);
  } finally {
    clearTimeout(timer);
    // A process that it left behind may hold the other end.
    output.destroy();
    if (isWriterOpen) close(writer);
    closeSync(input);
    if (pidfd !== undefined) close(pidfd);
  }
}

/** In a session of its own, so that it can be ended with all that it has started. */
function planOf({ path: program, args = [program], env = [] }: Hook, bundle: string, target: Target | undefined): Step[] {
  const namespaces = target?.namespaces ?? [];
  const flags = namespaces.filter((type) => type !== "pid").reduce((sum, type) => sum | cloneFlags[type], 0);
  const steps: Step[] = [];
  if (namespaces.includes("pid")) steps.push({ kind: "setns", actor: "launcher", slot: targetSlot, flags: cloneFlags.pid });
  steps.push({ kind: "clone", actor: "launcher", flags: 0 });
  steps.push({ kind: "stdio", actor: "child", slots: [inputSlot, outputSlot, outputSlot] }, { kind: "setsid", actor: "child" });
  if (flags) steps.push({ kind: "setns", actor: "child", slot: targetSlot, flags });
  if (namespaces.includes("user")) steps.push({ kind: "setIds", actor: "child", uid: 0, gid: 0 });
  steps.push(
    { kind: "chdir", actor: "child", path: bundle },
    { kind: "exec", actor: "child", path: program, args: [...args], env: [...env] },
  );
  return steps;
}

function killGroup(leader: number): void {
  // Before setsid(2) there is no group of its own.
  for (const pid of [-leader, leader]) {
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}

/** A descriptor to read a text from, however long: a pipe would take 64 KiB only, and a hook need not read. */
function nameless(directory: string, text: string): number {
  const file = path.join(directory, `.hook-${randomBytes(8).toString("hex")}`);
  const fd = openSync(file, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600);
  unlinkSync(file);
  // At a position, which leaves the descriptor's own at the beginning.
  writeSync(fd, text, 0);
  return fd;
}

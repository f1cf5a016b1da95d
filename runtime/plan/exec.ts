/** Compiles the plan that runs another program inside a running container. */
import type { Step } from "../../native/index.ts";
import type { CgroupVersion } from "../cgroup/groups.ts";
import { enterGroups } from "../cgroup/plan.ts";
import type { NamespaceType, Process } from "../configuration/types.ts";
import type { SeccompFilter } from "../seccomp/filter.ts";
import { cloneFlags, openFlags } from "./kernel.ts";
import { handedSlots, type Handed } from "./input.ts";
import { Slots } from "./slots.ts";
import { terminalSteps } from "./terminal.ts";
import {
  adjustOomScore,
  assumeIdentity,
  becomeProgram,
  enterDirectory,
  handOver,
  labelProgram,
  limitProcess,
  prepareProgram,
} from "./process.ts";
import { filterSteps, type ListenedState } from "./seccomp.ts";

export interface ExecInput {
  process: Process;
  /** Types in which the container differs from its runtime. */
  namespaces: readonly NamespaceType[];
  /** Control-group directories that the program joins. */
  groups: readonly string[];
  cgroupVersion: CgroupVersion;
  rootless: boolean;
  /** The container's own. */
  filter?: SeccompFilter | undefined;
  /** What its listener is told of the container. */
  state: Omit<ListenedState, "status" | "pid">;
  /** The container's first process, by the time too when it started, in clock ticks since boot. */
  target: { pid: number; startTime: number };
  /** A control file, and what it holds while the container is not suspended: looked at before anything is done. */
  thawed?: { path: string; data: string } | undefined;
  handed?: Handed;
}

/**
 * All namespaces are joined in one call by pidfd (setns(2), Linux 5.8), so that the PID cannot have been given to another process
 * in between. The root is opened in a container without a mount namespace only, whose root is a chroot.
 */
export function compileExec(input: ExecInput): Step[] {
  const { process, namespaces, groups, cgroupVersion, rootless, filter, state, target, thawed, handed = {} } = input;
  // Without privilege the right to join comes with the user namespace, so the child joins that first and the rest with it.
  const joined = namespaces.filter((type) => rootless || type !== "pid");
  const flags = joined.reduce((sum, type) => sum | cloneFlags[type], 0);
  const hasMount = namespaces.includes("mount");
  const passed = handedSlots(handed);
  const slots = new Slots(passed.free);
  // Of a pidfd of the container's first process.
  const targetSlot = slots.take();
  const rootSlot = slots.take();
  const entry = enterGroups(cgroupVersion, groups, () => slots.take(), false);
  const terminal = terminalSteps(process, passed.consoleSocket, slots);
  const seccomp = filterSteps(filter, { ...state, status: "running", pid: target.pid }, () => slots, false);
  const steps: Step[] = thawed ? [{ kind: "expectFile", actor: "launcher", ...thawed }] : [];
  steps.push({ kind: "openProcess", actor: "launcher", slot: targetSlot, ...target });
  steps.push(...terminal.before, ...seccomp.before, ...entry.before);
  if (!hasMount) steps.push({ kind: "open", actor: "launcher", slot: rootSlot, path: `/proc/${target.pid}/root`, flags: openFlags.path });
  if (namespaces.includes("pid") && !rootless) steps.push({ kind: "setns", actor: "launcher", slot: targetSlot, flags: cloneFlags.pid });
  steps.push({ kind: "clone", actor: "launcher", flags: 0, ...(entry.cgroupSlot !== undefined && { cgroupSlot: entry.cgroupSlot }) });
  steps.push({ kind: "setDumpable", actor: "child", on: false }, ...entry.inside);
  if (!process.terminal) steps.push({ kind: "stdio", actor: "child", slots: [0, 1, 2] });
  steps.push({ kind: "setsid", actor: "child" });
  steps.push(...labelProgram(process, slots), ...adjustOomScore(process, "child"));
  if (!hasMount) steps.push({ kind: "chroot", actor: "child", slot: rootSlot, path: `/proc/${target.pid}/root` });
  if (flags) steps.push({ kind: "setns", actor: "child", slot: targetSlot, flags });
  if (rootless && namespaces.includes("pid")) steps.push({ kind: "fork", actor: "child" });
  if (joined.includes("user")) steps.push({ kind: "setIds", actor: "child", uid: 0, gid: 0 });
  steps.push(
    { kind: "close", actor: "child", slot: targetSlot },
    ...terminal.open,
    ...terminal.take,
    ...handOver(process, passed, handed.home),
  );
  steps.push(...limitProcess(process), ...enterDirectory(process));
  steps.push(...assumeIdentity(process, rootless, filter !== undefined), ...prepareProgram(process, false));
  steps.push(...seccomp.load, becomeProgram(process, handed.home));
  return steps;
}

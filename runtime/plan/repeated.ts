/** A plan that executes a program for the second time, and more often: what has to be opened for it stays open in the launcher. */
import type { Step } from "../../native/index.ts";
import { openFlags } from "./kernel.ts";

/** More than any plan of `compileExec` uses by itself. */
const firstSlot = 64;

/**
 * The same plan, but that descriptors are kept: for the process, for the control file that is looked at, for the group, and for the files by
 * which the child joins its v1 groups. Each of those a child would have to find by its path.
 */
export function repeated(steps: readonly Step[]): Step[] {
  let slot = firstSlot;
  // setns(2) tells when the process that is open has ended. In a container without a namespace of its own nobody asks it: it is looked for
  // each time, as its root is found by its PID.
  const isJoined = steps.some(({ kind }) => kind === "setns");
  const opened: Step[] = [];
  const open = (path: string, flags: number): number => {
    opened.push({ kind: "open", actor: "launcher", slot, path, flags, keepOpen: true });
    return slot++;
  };
  const changed = steps.map((step): Step => {
    if ((step.kind === "openProcess" && isJoined) || (step.kind === "open" && step.actor === "launcher" && step.path.includes("cgroup")))
      return { ...step, keepOpen: true };
    if (step.kind === "expectFile")
      return { kind: "expectContent", actor: step.actor, slot: open(step.path, openFlags.readOnly), data: step.data };
    if (step.kind === "writeFile" && step.actor === "child" && step.path.endsWith("/tasks"))
      return { kind: "writeSlot", actor: "child", slot: open(step.path, openFlags.writeOnly), data: step.data };
    return step;
  });
  return [...opened, ...changed];
}

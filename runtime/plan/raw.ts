/**
 * Compiles the plan of a process that uses the namespace API itself (namespaces(7)): clone with flags, then calls in the
 * process that it makes, then a program of the host. No container: no root of its own, nothing dropped.
 */
import { groupsOf, versionOf, type Group } from "../cgroup/groups.ts";
import type { CgroupHost } from "../cgroup/hierarchies.ts";
import { enterGroups, limitGroups, makeGroups } from "../cgroup/plan.ts";
import type { Step } from "../../native/index.ts";
import { ConfigurationError } from "../configuration/error.ts";
import type { NamespaceType } from "../configuration/types.ts";
import { stdioSlots } from "./input.ts";
import { cloneFlags, mountFlags } from "./kernel.ts";
import { Slots } from "./slots.ts";

/** One call, done by the process before it becomes its program. A `pause` lasts until the caller resumes it. */
export type RawCall =
  | { call: "unshare"; namespaces: NamespaceType[] }
  | { call: "setns"; path: string; namespace: NamespaceType }
  | { call: "chroot"; path: string }
  | { call: "mountProc"; path: string }
  | { call: "sethostname"; name: string }
  | { call: "setuid"; uid: number }
  | { call: "pause" };

export interface RawInput {
  /** Namespaces named in the flags of clone(2). */
  clone: readonly NamespaceType[];
  calls: readonly RawCall[];
  args: string[];
  env: string[];
  /** Where its control groups are made, so that it is found again whatever it does. */
  cgroupsPath: string;
  cgroups: CgroupHost;
}

const flagsOf = (types: readonly NamespaceType[]): number => types.reduce((sum, type) => sum | cloneFlags[type], 0);

/** The name of the n-th pause, as a `sync`. */
export const pauseName = (index: number): string => `pause ${index}`;

function call(each: Exclude<RawCall, { call: "pause" }>): Step[] {
  const actor = "child" as const;
  switch (each.call) {
    case "unshare":
      return [{ kind: "unshare", actor, flags: flagsOf(each.namespaces) }];
    case "setns":
      return [{ kind: "setns", actor, path: each.path, flags: cloneFlags[each.namespace] }];
    case "chroot":
      return [
        { kind: "chroot", actor, path: each.path },
        { kind: "chdir", actor, path: "/" },
      ];
    case "mountProc":
      return [
        // Nothing mounted here may travel to the host.
        { kind: "mount", actor, source: "", target: "/", type: "", flags: mountFlags.slave | mountFlags.rec, data: "" },
        { kind: "mount", actor, source: "proc", target: each.path, type: "proc", flags: 0, data: "" },
      ];
    case "sethostname":
      return [{ kind: "setHostname", actor, name: each.name }];
    case "setuid":
      return [
        { kind: "setGroups", actor, gids: [] },
        { kind: "setIds", actor, uid: each.uid, gid: each.uid },
      ];
  }
}

/** Whether something is mounted, or the host renamed, outside a namespace of the process's own. */
function forbid({ clone, calls }: RawInput): void {
  const own = new Set(clone);
  for (const each of calls) {
    if (each.call === "unshare") for (const type of each.namespaces) own.add(type);
    if (each.call === "setns") own.add(each.namespace);
    if (each.call === "mountProc" && !own.has("mount"))
      throw new ConfigurationError("mountProc", "needs a new mount namespace: it would change the host's mount table");
    if (each.call === "sethostname" && !own.has("uts"))
      throw new ConfigurationError("sethostname", "needs a new UTS namespace: it would rename the host");
  }
}

export function compileRaw(input: RawInput): { steps: Step[]; groups: Group[] } {
  forbid(input);
  const groups = groupsOf(input.cgroups, input.cgroupsPath, "");
  const directories = groups.map(({ directory }) => directory);
  const slots = new Slots(stdioSlots.length);
  const entry = enterGroups(versionOf(input.cgroups), directories, () => slots.take(), input.clone.includes("user"));
  const into = entry.cgroupSlot === undefined ? {} : { cgroupSlot: entry.cgroupSlot };
  const steps: Step[] = [...makeGroups(groups, {}, input.cgroups), ...limitGroups(groups, {}, input.cgroups), ...entry.before];
  // On v1 a process in a new user namespace has no right to join by itself; it stays in the launcher's groups.
  steps.push({ kind: "clone", actor: "launcher", flags: flagsOf(input.clone), ...into }, ...entry.inside);
  steps.push(
    { kind: "stdio", actor: "child", slots: stdioSlots },
    { kind: "setsid", actor: "child" },
    { kind: "umask", actor: "child", mask: 0o022 },
  );
  let pauses = 0;
  for (const each of input.calls) {
    if (each.call === "pause") steps.push({ kind: "sync", actor: "child", name: pauseName(pauses++), tell: true, wait: true });
    else steps.push(...call(each));
  }
  steps.push({ kind: "exec", actor: "child", path: input.args[0] ?? "", args: input.args, env: input.env });
  return { steps, groups };
}

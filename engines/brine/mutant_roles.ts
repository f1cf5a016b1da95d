/** What a step of a launch plan is there for: by this, and not by the paths of one container, a mutant finds it in every plan. */
import path from "node:path";
import type { Step } from "../../runtime/index.ts";
import { cloneFlags } from "../../runtime/plan/kernel.ts";

/** `create` makes a container, `exec` runs a program in one, `raw` uses the namespace API itself. */
export type PlanKind = "create" | "exec" | "raw";

export function planKind(plan: readonly Step[]): PlanKind {
  if (plan.some((step) => step.kind === "recordProcess")) return "create";
  return plan.some((step) => step.kind === "mkdir") ? "raw" : "exec";
}

/** Names of the namespace types in a set of clone(2) flags, "pid+uts". */
export function typesIn(flags: number): string {
  const names = Object.entries(cloneFlags).filter(([, flag]) => flags & flag);
  return names.map(([name]) => name).join("+");
}

/** What a v1 hierarchy is usually mounted as: its controllers, or its name. */
const versionOne = /^(cpu|cpuacct|cpuset|memory|devices|freezer|blkio|pids|net_cls|net_prio|perf_event|hugetlb|rdma|misc|systemd)(,|$)/;

/** The controllers of the hierarchy that a control file belongs to: "cpu" of /sys/fs/cgroup/cpu/…/tasks; on v2 there is one for all. */
function hierarchy(file: string): string {
  const [, first = ""] = /cgroup\/([^/]+)/.exec(file) ?? [];
  return versionOne.test(first) ? first : "unified";
}

/** Tells steps of one kind apart where one does something else than the other; empty where they all do the same. */
export function roleOf(step: Step): string {
  switch (step.kind) {
    case "writeFile":
      return path.basename(step.path) === "tasks" ? `${hierarchy(step.path)}/tasks` : path.basename(step.path).replace(/\.new$/, "");
    case "writeEach":
      return path.basename(step.path);
    case "mkdir":
      return step.path.includes("cgroup/") ? (step.existOk ? "parent-group" : `${hierarchy(step.path)}-group`) : "state-directory";
    case "open":
      return step.path.includes("cgroup/") ? "group" : "";
    case "mount":
      if (step.type === "") return step.source === "" ? "propagation" : "bind-root";
      return step.type === "overlay" || (step.type === "proc" && step.source === "proc" && step.target.length > 5)
        ? step.type
        : `${step.type}-on${step.target.replaceAll("/", "-")}`;
    case "setns":
      return typesIn(step.flags);
    case "unshare":
      return typesIn(step.flags);
    case "openFilesystem":
      return step.type;
    case "setMountAttributes":
      return step.slot === undefined ? `on${(step.path ?? "").replaceAll("/", "-")}` : "tree";
    case "sync":
      return step.name;
    default:
      return "";
  }
}

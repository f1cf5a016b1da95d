import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { membership, type ControlGroups } from "./cgroup.ts";
import { keyedValues } from "./cgroup_files.ts";

/** Memory that is charged to the group, bytes (memory.rst, "Usage of usage_in_bytes"; cgroup-v2.rst, "Memory Interface Files"). */
export function memoryUse(groups: ControlGroups): number {
  const { directory, hierarchy } = membership(groups, "memory");
  return number(directory, hierarchy.version === 1 ? "memory.usage_in_bytes" : "memory.current");
}

/** How often the group was slowed down at its high mark. v1 has no such mark. */
export function highEvents(groups: ControlGroups): number {
  return keyedValues(join(membership(groups, "memory").directory, "memory.events"))["high"] ?? 0;
}

/** Whether processes of the group wait for memory with the OOM killer disabled, which only v1 can do (memory.rst, "OOM Control"). */
export function isUnderOom(groups: ControlGroups): boolean {
  return keyedValues(join(membership(groups, "memory").directory, "memory.oom_control"))["under_oom"] === 1;
}

/** How many forks were refused because of the group's own limit of tasks (pids.rst, "Organisation"; the file is the same on both versions). */
export function refusedForks(groups: ControlGroups): number {
  return keyedValues(join(membership(groups, "pids").directory, "pids.events"))["max"] ?? 0;
}

/** Whether all processes of the group are frozen (freezer-subsystem.rst; cgroup-v2.rst, "cgroup.events"). A v2 root group never is. */
export function isFrozen(groups: ControlGroups): boolean {
  const { directory, hierarchy } = membership(groups, "freezer");
  if (hierarchy.version === 1) return readFileSync(join(directory, "freezer.state"), "utf8").trim() === "FROZEN";
  const events = join(directory, "cgroup.events");
  return existsSync(events) && keyedValues(events)["frozen"] === 1;
}

function number(directory: string, file: string): number {
  return Number(readFileSync(join(directory, file), "utf8"));
}

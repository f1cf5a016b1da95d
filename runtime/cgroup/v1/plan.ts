/** The steps that make, limit and join a container's groups in v1 hierarchies. */
import path from "node:path";
import type { Step } from "../../../native/index.ts";
import { ConfigurationError } from "../../configuration/error.ts";
import type { Resources } from "../../configuration/resources.ts";
import { expectThawed } from "../freezer.ts";
import { makeDirectory, parentsBelow, type Group } from "../groups.ts";
import type { CgroupHost } from "../hierarchies.ts";
import { blkioWrites } from "./blkio.ts";
import { cpuWrites } from "./cpu.ts";
import { cpusetWrites } from "./cpuset.ts";
import { devicesWrites } from "./devices.ts";
import { hugetlbWrites } from "./hugetlb.ts";
import { memoryWrites } from "./memory.ts";
import { classWrites, priorityWrites } from "./network.ts";
import { pidsWrites } from "./pids.ts";
import type { Controller, Write } from "./write.ts";

function writesFor(controller: Controller, resources: Resources, host: CgroupHost): Write[] {
  if (controller === "cpu") return cpuWrites(resources);
  if (controller === "memory") return memoryWrites(resources);
  if (controller === "pids") return pidsWrites(resources);
  if (controller === "devices") return devicesWrites(resources);
  if (controller === "blkio") return blkioWrites(resources);
  if (controller === "hugetlb") return hugetlbWrites(resources);
  if (controller === "net_cls") return classWrites(resources);
  if (controller === "net_prio") return priorityWrites(resources);
  return host.cpuset ? cpusetWrites(resources, host.cpuset) : [];
}

const controllers: readonly Controller[] = ["cpuset", "cpu", "memory", "pids", "devices", "blkio", "hugetlb", "net_cls", "net_prio"];

/**
 * The control files that a set of resources asks to be written.
 *
 * @throws `ConfigurationError` when the host has not the controller for it
 */
function resourceWrites(groups: readonly Group[], resources: Resources, host: CgroupHost): Step[] {
  if (Object.keys(resources.unified ?? {}).length)
    throw new ConfigurationError("linux.resources.unified", "speaks of cgroup v2, and the controllers of this host are in v1 hierarchies");
  return controllers.flatMap((controller) => {
    const group = groups.find((each) => each.controllers.includes(controller));
    const writes = writesFor(controller, resources, host);
    if (!group && writes[0])
      throw new ConfigurationError(
        "linux.resources",
        `needs the cgroup controller ${controller}, which no mounted hierarchy has, for the file ${writes[0].file}`,
      );
    return joined(writes).map(({ file, values: [value = "", ...more] }): Step => {
      const where = { actor: "launcher", path: `${group?.directory}/${file}` } as const;
      return more.length > 0 ? { kind: "writeEach", ...where, data: [value, ...more] } : { kind: "writeFile", ...where, data: value };
    });
  });
}

/** What is written to one file one after another; a list of device rules is opened once. */
function joined(writes: readonly Write[]): { file: string; values: string[] }[] {
  const files: { file: string; values: string[] }[] = [];
  for (const { file, value } of writes) {
    const last = files.at(-1);
    if (last?.file === file) last.values.push(value);
    else files.push({ file, values: [value] });
  }
  return files;
}

/** What an update of a running container writes: only what is named, not what a new group needs. */
export function updateSteps(groups: readonly Group[], resources: Resources, host: CgroupHost, read: (file: string) => string): Step[] {
  const isAsked = (file: string): boolean =>
    !file.startsWith("cpuset.") || Boolean(file.endsWith("cpus") ? resources.cpu?.cpus : resources.cpu?.mems);
  const steps = resourceWrites(groups, resources, host).filter(
    (step) => !("path" in step) || isAsked(path.posix.basename(step.path ?? "")),
  );
  return swapInOrder(steps, read);
}

/**
 * Memory alone may at no moment have a higher limit than memory and swap together (memory.rst, 2.4): where the new one is above the
 * present limit of both, that is raised first.
 */
function swapInOrder(steps: Step[], read: (file: string) => string): Step[] {
  const valueOf = (data: string): number => (Number(data) < 0 ? Infinity : Number(data));
  const find = (file: string): Extract<Step, { kind: "writeFile" }> | undefined =>
    steps.find((step) => step.kind === "writeFile" && path.posix.basename(step.path) === file) as never;
  const limit = find("memory.limit_in_bytes");
  const both = find("memory.memsw.limit_in_bytes");
  if (!limit || !both || valueOf(limit.data) <= valueOf(read(both.path))) return steps;
  return [both, ...steps.filter((step) => step !== both)];
}

/** Makes the groups. Groups above the container's own are made too, and left. */
export function makeGroups(groups: readonly Group[], host: CgroupHost): Step[] {
  const steps: Step[] = [];
  groups.forEach((group, index) => {
    const hierarchy = host.hierarchies[index];
    if (!hierarchy) return;
    for (const parent of parentsBelow(hierarchy.mountPoint, group.directory)) {
      steps.push({ kind: "mkdir", actor: "launcher", path: parent, mode: 0o755, existOk: true });
      if (group.controllers.includes("cpuset") && host.cpuset)
        for (const { file, value } of cpusetWrites({}, host.cpuset))
          steps.push({ kind: "writeFile", actor: "launcher", path: `${parent}/${file}`, data: value });
    }
    steps.push(makeDirectory(group));
    // A new group is frozen where the one above is, and a hierarchy's root cannot be.
    const mayBeFrozen = group.found || path.posix.dirname(group.directory) !== hierarchy.mountPoint;
    if (group.controllers.includes("freezer") && mayBeFrozen) steps.push(expectThawed(1, group));
  });
  return steps;
}

/** What new groups need, and the limits. */
export function limitGroups(groups: readonly Group[], resources: Resources, host: CgroupHost): Step[] {
  return resourceWrites(groups, resources, host);
}

/**
 * The child joins by itself, into `tasks`, before it has threads: a write to cgroup.procs from outside takes the lock on all thread
 * groups and waits for an RCU grace period, 5 to 17 ms on an idle machine.
 */
export function joinGroups(directories: readonly string[]): Step[] {
  return directories.map((directory) => ({ kind: "writeFile", actor: "child", path: `${directory}/tasks`, data: "0" }));
}

/** For a child in a new user namespace, which has no right to join by itself. */
export function joinGroupsFromOutside(directories: readonly string[]): Step[] {
  return directories.map((directory) => ({
    kind: "writeFile",
    actor: "launcher",
    path: `${directory}/cgroup.procs`,
    data: "{pid}",
    withPid: true,
  }));
}

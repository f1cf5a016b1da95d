/** The steps that make, limit and enter a container's group in the unified hierarchy (kernel Documentation/admin-guide/cgroup-v2.rst). */
import path from "node:path";
import type { Step } from "../../../native/index.ts";
import type { DeviceRule, Resources } from "../../configuration/resources.ts";
import { ConfigurationError } from "../../configuration/error.ts";
import { deviceRules } from "../devices.ts";
import { expectThawed } from "../freezer.ts";
import { makeDirectory, parentsBelow, type Group } from "../groups.ts";
import type { CgroupHost } from "../hierarchies.ts";
import { deviceProgram } from "./device_program.ts";
import { controllerOf, resourceWrites } from "./resources.ts";
import type { Write } from "./write.ts";

/** Those that the specification's resources are about: their files tell of use also where nothing is limited. */
const usual = ["cpuset", "cpu", "io", "memory", "pids"];

const launcher = "launcher" as const;

function writeStep(directory: string, { file, value, ifExists }: Write): Step {
  return { kind: "writeFile", actor: launcher, path: `${directory}/${file}`, data: value, ...(ifExists && { ifExists }) };
}

/**
 * Makes the group and sets its limits. A group has the files of the controllers that all groups above it give to those below them
 * ("Top-down Constraint"), so they are told to, from the top on; to give again what is given already changes nothing.
 */
export function makeGroup([group]: readonly Group[], resources: Resources, host: CgroupHost): Step[] {
  const [hierarchy] = host.hierarchies;
  if (!group || !hierarchy) return [];
  const writes = resourceWrites(resources, group.controllers);
  const wanted = [...new Set([...usual, ...writes.map(({ file }) => controllerOf(file))])];
  const given = wanted.filter((controller) => group.controllers.includes(controller)).map((controller) => `+${controller}`);
  const give = (directory: string): Step[] =>
    given.length
      ? [{ kind: "writeFile", actor: launcher, path: path.posix.join(directory, "cgroup.subtree_control"), data: given.join(" ") }]
      : [];
  const top = path.posix.join(hierarchy.mountPoint, host.delegated?.place ?? "/").replace(/(?<=.)\/$/, "");
  return [
    ...give(top),
    ...parentsBelow(top, group.directory).flatMap((parent): Step[] => [
      { kind: "mkdir", actor: launcher, path: parent, mode: 0o755, existOk: true },
      ...give(parent),
    ]),
    makeDirectory(group),
    expectThawed(2, group),
  ];
}

export function limitGroup([group]: readonly Group[], resources: Resources): Step[] {
  return group ? resourceWrites(resources, group.controllers).map((write) => writeStep(group.directory, write)) : [];
}

/**
 * The child is born in its group (clone(2), CLONE_INTO_CGROUP, Linux 5.7): to move it afterwards would take the lock on all thread groups.
 * Before anything else it closes the group's directory, by which a working directory below /proc/self/fd could lead to the host's groups
 * (CVE-2024-21626).
 */
export function enterGroup(
  [directory = ""]: readonly string[],
  slot: number,
): { before: Step[]; cgroupSlot: number; outside: []; inside: Step[] } {
  return {
    before: [{ kind: "open", actor: launcher, slot, path: directory, flags: 0 }],
    cgroupSlot: slot,
    outside: [],
    inside: [{ kind: "close", actor: "child", slot }],
  };
}

/** None where no rules are configured. */
export function attachDevices(configured: readonly DeviceRule[] | undefined, slot: number): Step[] {
  const rules = deviceRules(configured);
  return rules.length ? [{ kind: "attachDeviceProgram", actor: launcher, slot, instructions: deviceProgram(rules) }] : [];
}

/** @throws `ConfigurationError` where it is asked for that an update does not end processes (config-linux.md, "Memory") */
function refuseLimitBelowUse({ memory }: Resources, use: () => string): void {
  if (!memory?.checkBeforeUpdate || !memory.limit || memory.limit < 0) return;
  const used = Number(use());
  if (used > memory.limit)
    throw new ConfigurationError("linux.resources.memory.limit", `is below the ${used} bytes in use (checkBeforeUpdate)`, memory.limit);
}

/** What an update of a running container does. */
export function updateGroup([group]: readonly Group[], resources: Resources, read: (file: string) => string): Step[] {
  if (!group) return [];
  const { directory, controllers } = group;
  refuseLimitBelowUse(resources, () => read(`${directory}/memory.current`));
  const quotaNow = (): string => read(`${directory}/cpu.max`).split(" ")[0] ?? "max";
  const steps = resourceWrites(resources, controllers, quotaNow).map((write) => writeStep(directory, write));
  const attached = attachDevices(resources.devices, 0);
  return attached.length ? [...steps, { kind: "open", actor: launcher, slot: 0, path: directory, flags: 0 }, ...attached] : steps;
}

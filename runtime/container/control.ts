/** What is done to the control groups of a container that exists: limits, suspending, finding the one for another process. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { freezeStep, settled } from "../cgroup/freezer.ts";
import { parseHierarchies, readCgroupHost } from "../cgroup/hierarchies.ts";
import { updateGroups } from "../cgroup/plan.ts";
import type { Resources } from "../configuration/resources.ts";
import { Launcher, type Step } from "../../native/index.ts";
import { ContainerError, explain } from "./error.ts";
import type { StateRecord } from "./state.ts";

/** The container that it is about. */
interface Subject {
  readonly id: string;
  readonly directory: string;
  readonly record: StateRecord;
}

async function carryOut({ id, directory }: Subject, operation: string, steps: () => Step[]): Promise<void> {
  try {
    await Launcher.get().run(steps()).started;
  } catch (error) {
    throw new ContainerError(operation, id, explain(error, directory), error);
  }
}

/** Changes limits; only what is named is touched. */
export async function updateLimits(subject: Subject, resources: Resources): Promise<void> {
  const host = readCgroupHost();
  const groups = subject.record.groups.map((directory) => ({
    directory,
    controllers: host.hierarchies.find(({ mountPoint }) => directory.startsWith(`${mountPoint}/`))?.controllers ?? [],
  }));
  await carryOut(subject, "update", () => updateGroups(groups, resources, host, (file) => readFileSync(file, "utf8").trim()));
}

/**
 * Suspends all its processes, or lets them go on.
 *
 * @param patience ms until it resolves with false
 * @throws `ContainerError` where it has no group that can do that
 */
export async function freeze(subject: Subject, operation: "pause" | "resume", patience: number): Promise<boolean> {
  const { freezer } = subject.record;
  if (freezer === undefined)
    throw new ContainerError(operation, subject.id, "it has no control group that can be frozen: run as root, with the freezer mounted");
  const frozen = operation === "pause";
  await carryOut(subject, operation, () => [freezeStep(freezer, frozen)]);
  return settled(freezer, frozen, patience);
}

/**
 * The container's groups, or those below them that are named: `path` in every hierarchy, `cpu,memory:path` in those of the controllers, as
 * with runc's `exec --cgroup`.
 *
 * @throws `ContainerError` for one that is not there, or not below
 */
export function groupsBelow({ id, groups }: StateRecord, names: readonly string[]): readonly string[] {
  if (names.length === 0) return groups;
  const { hierarchies } = readCgroupHost();
  const places = groups.map((directory) => ({
    directory,
    controllers: hierarchies.find(({ mountPoint }) => directory.startsWith(`${mountPoint}/`))?.controllers ?? [],
    below: "",
  }));
  for (const name of names) {
    const refuse = (why: string): never => {
      throw new ContainerError("execute a program in", id, `the control group ${JSON.stringify(name)} ${why}`);
    };
    const [, list, below = ""] = /^(?:([^:/]*):)?(.*)$/.exec(name) ?? [];
    if (below.split("/").includes("..")) refuse("must not hold ..");
    const wanted = list === undefined ? undefined : list.split(",");
    const meant = places.filter(({ controllers }) => !wanted || wanted.some((controller) => controllers.includes(controller)));
    if (meant.length === 0) refuse("is of a controller that the container has no group of");
    for (const place of meant) {
      if (!existsSync(path.join(place.directory, below))) refuse(`does not exist below ${place.directory}`);
      place.below = below;
    }
  }
  return places.map(({ directory, below }) => path.join(directory, below));
}

/** On v2, the group that a process is in: one that its program has made, perhaps. */
export function groupOf(pid: number): string {
  const { hierarchies } = parseHierarchies(readFileSync("/proc/self/mountinfo", "utf8"), readFileSync(`/proc/${pid}/cgroup`, "utf8"));
  const [unified] = hierarchies;
  return unified ? path.posix.join(unified.mountPoint, unified.own) : "";
}

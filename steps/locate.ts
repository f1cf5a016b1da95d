import { expect } from "chai";
import { deadlines } from "../engines/contract.ts";
import { controlGroups, members } from "../engines/host/cgroup.ts";
import { eventually } from "../engines/host/poll.ts";
import { type ProcessStatus, processStatus, processTree, processesInNamespaceOf } from "../engines/host/process.ts";
import { ContainerSubject } from "./container_subject.ts";
import type { ProcessReference, Role } from "./references.ts";
import type { Subject } from "./subject.ts";
import type { BrineWorld } from "./world.ts";

/** The container or process that a reference is about: the one it names, or else the one spoken of last. */
export function owner(world: BrineWorld, { of }: ProcessReference): Subject {
  if (of === undefined) return world.it;
  return of === "infra" ? world.pod.infra : world.container(of);
}

/**
 * Finds a process by its role, as the host sees it: the first process by what the engine says, PID 1 by its number in the container's PID
 * namespace, the probe's companions by their names (comm) among the processes of the container.
 * Waits for it to appear; fails the scenario when it does not.
 */
export async function locate(world: BrineWorld, reference: ProcessReference): Promise<ProcessStatus> {
  const subject = owner(world, reference);
  return eventually(async () => {
    const status = await find(subject, reference.role);
    return status ?? expect.fail(`${subject.name} should have a process in the role "${reference.role}", but the host sees none`);
  }, deadlines.observation);
}

async function find(subject: Subject, role: Role): Promise<ProcessStatus | undefined> {
  if (role === "program") return processStatus(await subject.pid());
  if (role === "first") return findFirst(await subject.pid());
  return processesOf(subject).find(({ comm }) => comm === role);
}

/**
 * The process that PID 1 of the container is, or ought to be: where the PID namespace is the host's own, that is the container's first
 * process, and never the host's PID 1, which no scenario may signal.
 */
function findFirst(pid: number): ProcessStatus | undefined {
  const program = processStatus(pid);
  const inOurNamespace = program?.nspid.length === processStatus(process.pid)?.nspid.length;
  // A zombie is in no namespace any more.
  if (!program || program.state === "Z" || inOurNamespace) return program;
  return processesInNamespaceOf(pid).find(({ nspid }) => nspid.at(-1) === 1);
}

/** Fails when the process that ought to be PID 1 of its PID namespace has another number there. */
export function expectPidOne({ comm, nspid }: ProcessStatus): void {
  expect(nspid.at(-1), `the PID of ${comm} in its own PID namespace (NSpid)`).to.equal(1);
}

/**
 * The processes of a container: the members of its control groups, which also hold what outlived its first process; where it has
 * no group of its own, its first process and what descends from that.
 */
export function processesOf(subject: Subject): ProcessStatus[] {
  if (!(subject instanceof ContainerSubject)) return [];
  const directories = ownGroups(subject);
  const pids = new Set(directories.flatMap(members));
  return directories.length === 0 ? processTree(subject.first.pid) : [...pids].flatMap((pid) => processStatus(pid) ?? []);
}

/** The directories of the control groups that a container does not share with us. */
export function ownGroups(subject: ContainerSubject): string[] {
  const ours = new Set(controlGroups("self").map(({ directory }) => directory));
  return subject.groups.map(({ directory }) => directory).filter((directory) => !ours.has(directory));
}

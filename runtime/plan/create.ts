/** Compiles an OCI configuration into the launch plan that creates the container. */
import path from "node:path";
import type { Step } from "../../native/index.ts";
import { delegatedGroups, groupsOf, requireHierarchies, versionOf, type Group } from "../cgroup/groups.ts";
import { enterGroups, giveGroups, governDevices, limitGroups, makeGroups, removeGroups } from "../cgroup/plan.ts";
import type { CgroupHost } from "../cgroup/hierarchies.ts";
import type { Hook, Hooks } from "../configuration/types.ts";
import { ConfigurationError } from "../configuration/error.ts";
import { handedSlots, stdioSlots, type PlanInput } from "./input.ts";
import { openFlags, personalities } from "./kernel.ts";
import { Namespaces } from "./namespaces.ts";
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
import { filterSteps } from "./seccomp.ts";
import { enterRoot } from "./rootfs.ts";
import { Slots } from "./slots.ts";
import { setSysctls } from "./sysctl.ts";
import { terminalSteps } from "./terminal.ts";

/** The files of a container's state directory. */
export const stateFiles = {
  state: "state.json",
  process: "process",
  start: "start",
  unready: "start.new",
  exit: "exit",
  lock: "lock",
} as const;

/** Why a container cannot be started. */
export const withoutProcess = "its configuration has no process, which is needed to start (config.md, Process)";

/** The file that stands for the right to change a container: beside its state directory, so that create and delete hold it too. */
export function lockOf(stateDirectory: string): string {
  return path.posix.join(path.posix.dirname(stateDirectory), `@${path.posix.basename(stateDirectory)}`);
}

/** The groups a container gets: none for a caller without privilege to whom no group was delegated. */
export function containerGroups({
  found = [],
  ...input
}: Pick<PlanInput, "configuration" | "cgroups" | "id" | "rootless" | "found">): Group[] {
  const groups = placeGroups(input);
  return found.length === 0 ? groups : groups.map((group) => (found.includes(group.directory) ? { ...group, found: true } : group));
}

function placeGroups({ configuration, cgroups, id, rootless }: Pick<PlanInput, "configuration" | "cgroups" | "id" | "rootless">): Group[] {
  if (!rootless) {
    requireHierarchies(cgroups);
    return groupsOf(cgroups, configuration.linux?.cgroupsPath, id);
  }
  const { cgroupsPath, resources = {} } = configuration.linux ?? {};
  const groups = delegatedGroups(cgroups, cgroupsPath, id);
  const { cpu, memory, pids, unified } = resources;
  if ((cpu ?? memory ?? pids ?? unified) && groups.length === 0) throw new ConfigurationError("linux.resources", delegationAdvice(cgroups));
  return groups;
}

function delegationAdvice({ mode, delegated }: CgroupHost): string {
  if (delegated) return `limits need linux.cgroupsPath to be relative, or below the group delegated to this user (${delegated.place})`;
  return mode === "v2"
    ? "limits need root, or a control group delegated to this user (cgroup-v2.rst, Delegation): start the caller by `systemd-run --user --scope -p Delegate=yes`, or have root give this user the group above the caller's own"
    : "limits need root: v1 hierarchies are not delegated";
}

/** Written beside and renamed, so that whoever looks sees all of it or nothing. */
function recordState(input: PlanInput): Step[] {
  const file = `${input.stateDirectory}/${stateFiles.state}`;
  return [
    { kind: "mkdir", actor: "launcher", path: input.stateDirectory, mode: 0o711 },
    {
      kind: "writeFile",
      actor: "launcher",
      path: `${file}.new`,
      data: input.state,
      flags: openFlags.create | openFlags.exclusive,
      mode: 0o600,
      fsync: true,
    },
    { kind: "rename", actor: "launcher", from: `${file}.new`, to: file },
    // Nobody could read it of a container that is removed with its end.
    ...(input.immediate ? [] : [{ kind: "recordExit", actor: "launcher", path: `${input.stateDirectory}/${stateFiles.exit}` } as const]),
  ];
}

/**
 * A pure function: the same input gives the same plan, and nothing is read but the input.
 *
 * @param isFile whether a bind source of the host is no directory; asked of the host by the caller, beforehand
 * @throws `ConfigurationError`
 */
export function compileCreate(input: PlanInput, isFile: (source: string) => boolean): Step[] {
  const { configuration, stateDirectory } = input;
  const { process } = configuration;
  if (input.immediate && process.args.length === 0) throw new ConfigurationError("process", withoutProcess);
  const namespaces = new Namespaces(configuration);
  const groups = containerGroups(input);
  const { handed = {} } = input;
  const passed = handedSlots(handed);
  const slots = new Slots(passed.free);
  const hasUser = namespaces.isNew("user");
  const resources = configuration.linux?.resources ?? {};
  const directories = groups.map(({ directory }) => directory);
  const entry = enterGroups(versionOf(input.cgroups), directories, () => slots.take(), hasUser);
  const terminal = terminalSteps(process, passed.consoleSocket, slots);
  const { ociVersion, annotations } = configuration;
  const listened = { ociVersion, id: input.id, status: "creating", bundle: input.bundle, annotations } as const;
  const seccomp = filterSteps(input.filter, listened, () => slots, !input.immediate);
  const made = makeGroups(groups, resources, input.cgroups);
  const limited = [
    ...limitGroups(groups, resources, input.cgroups),
    ...(input.rootless ? [] : giveGroups(groups, configuration, input.cgroups)),
  ];
  // On v1 there are many groups: they are made while the child does what needs none.
  const joinsLater = entry.inside.length > 0 && entry.cgroupSlot === undefined && namespaces.isNew("mount") && !namespaces.joinsUser;
  const steps: Step[] = [...recordState(input), ...terminal.before, ...seccomp.before];
  if (!joinsLater) steps.push(...made, ...limited, ...entry.before);
  // Without privilege no device can be opened that the host does not let its user open anyhow.
  if (!input.rootless) steps.push(...governDevices(resources, entry));
  const startSlot = input.immediate ? undefined : slots.take();
  if (startSlot !== undefined) {
    const fifo = `${stateDirectory}/${stateFiles.unready}`;
    steps.push({ kind: "mkfifo", actor: "launcher", path: fifo, mode: 0o600 });
    // For reading and writing: so it neither blocks here nor ever meets the end of the FIFO.
    steps.push({ kind: "open", actor: "launcher", slot: startSlot, path: fifo, flags: openFlags.readWrite });
  }
  const { cgroupSlot } = entry;
  const into = cgroupSlot === undefined ? {} : { cgroupSlot };
  const networkSlot = input.networksReady && namespaces.mayTakeNetwork ? slots.take() : undefined;
  if (networkSlot !== undefined) steps.push({ kind: "takeNetwork", actor: "launcher", slot: networkSlot });
  steps.push(...namespaces.joinBeforeClone(), { kind: "clone", actor: "launcher", flags: namespaces.cloneFlags, ...into });
  const record: Step[] = [
    { kind: "recordProcess", actor: "launcher", path: `${stateDirectory}/${stateFiles.process}` },
    ...adjustOomScore(process, "launcher"),
  ];
  const inJoinedUser = namespaces.makeAfterJoiningUser();
  if (joinsLater) steps.push(...made);
  else if (inJoinedUser.length === 0) steps.push(...record);
  steps.push(...entry.outside, ...namespaces.mapIds(input.rootless), ...namespaces.makeClock());
  // From here no process of a joined namespace may look into this one (ptrace(2), "Ptrace access mode checking").
  steps.push({ kind: "setDumpable", actor: "child", on: false });
  const joining = [...entry.inside, ...namespaces.makeAfterJoiningGroups()];
  if (!joinsLater) steps.push(...entry.inside);
  // Before the ids change hands; a user namespace's root is its own from the start.
  // With a terminal the streams are the launcher's /dev/null until there is one.
  if (!process.terminal) steps.push({ kind: "stdio", actor: "child", slots: stdioSlots });
  if (hasUser) steps.push({ kind: "setIds", actor: "child", uid: 0, gid: 0 });
  steps.push(...namespaces.joinAfterClone(input.rootless));
  // The process may be another one from here on: it is this one that is recorded.
  if (inJoinedUser.length > 0) steps.push(...inJoinedUser, { kind: "sync", actor: "child", name: "in the user namespace" }, ...record);
  steps.push({ kind: "setsid", actor: "child" });
  if (!joinsLater) steps.push(...namespaces.makeAfterJoiningGroups());
  if (!input.inheritKeyring) steps.push({ kind: "joinSessionKeyring", actor: "child", name: `_ses.${input.id}`, ifPermitted: true });
  steps.push(...namespaces.makeNetwork(networkSlot));
  if (configuration.hostname !== undefined) steps.push(nameHost(namespaces, configuration.hostname, "setHostname"));
  if (configuration.domainname !== undefined) steps.push(nameHost(namespaces, configuration.domainname, "setDomainname"));
  steps.push(...setSysctls(configuration.linux?.sysctl), ...labelProgram(process, slots));
  if (configuration.linux?.personality) steps.push({ kind: "personality", actor: "child", domain: personalities.linux });
  const entering = enterRoot(input, namespaces, groups, slots, isFile, [...terminal.open, ...terminal.console]);
  // The host's paths are there until then.
  const leaving = entering.findIndex(({ kind }) => kind === "pivotRoot" || kind === "chroot");
  const inside = entering.splice(Math.max(leaving, 0));
  if (joinsLater) {
    const opening = entering.findIndex(({ kind }) => kind === "openTree");
    // Trees may be of the groups.
    const opened = opening < 0 ? [] : entering.splice(opening);
    const awaitLauncher: Step = { kind: "awaitLauncher", actor: "child" };
    steps.push(...entering, awaitLauncher, ...limited, ...record, ...opened, awaitLauncher, ...joining);
  } else steps.push(...entering);
  // Hooks are looked up there (config.md, "createContainer Hooks").
  if (hasCreateHooks(configuration.hooks)) steps.push({ kind: "sync", actor: "child", name: hooksPoint, tell: true, wait: true });
  steps.push(...inside);
  steps.push(...terminal.take);
  steps.push(
    ...handOver(process, passed, handed.home),
    ...limitProcess(process),
    ...enterDirectory(process),
    ...assumeIdentity(process, input.rootless, input.filter !== undefined),
    ...prepareProgram(process, startSlot !== undefined),
  );
  // A listener is handed over when the container is created, as with runc: nobody would be there to tell of a failure at its start.
  if (input.filter?.listener) steps.push(...seccomp.load);
  if (startSlot !== undefined) steps.push(...becomeCreated(stateDirectory), { kind: "awaitStart", actor: "child", slot: startSlot });
  for (const hook of configuration.hooks?.startContainer ?? []) steps.push(startHook(hook, input));
  // Else last of all, so that a profile need not allow any call of the runtime's own but execve(2).
  if (!input.filter?.listener) steps.push(...seccomp.load);
  steps.push(becomeProgram(process, handed.home));
  if (input.immediate) steps.push({ kind: "awaitExit", actor: "launcher" }, ...removeAtOnce(stateDirectory, directories));
  return steps;
}

/** The FIFO has its name from here on: until then the container is `creating` to whoever looks. The caller hears of it afterwards. */
function becomeCreated(stateDirectory: string): Step[] {
  const [unready, start] = [stateFiles.unready, stateFiles.start].map((name) => `${stateDirectory}/${name}`) as [string, string];
  return [
    { kind: "sync", actor: "child", name: "ready" },
    { kind: "rename", actor: "launcher", from: unready, to: start },
    { kind: "sync", actor: "child", name: "created", tell: true },
  ];
}

/** Where the child waits for the hooks of create. */
export const hooksPoint = "hooks";

export function hasCreateHooks(hooks: Hooks = {}): boolean {
  return [hooks.prestart, hooks.createRuntime, hooks.createContainer].some((each) => each?.length);
}

/** It reads the state as the container knows it: the PID, which the child puts in front, is that of its own PID namespace. */
function startHook({ path, args = [path], env = [], timeout }: Hook, { configuration, id, bundle }: PlanInput): Step {
  const { ociVersion, annotations } = configuration;
  const state = JSON.stringify({ ociVersion, id, status: "created", bundle, annotations });
  return { kind: "hook", actor: "child", path, args: [...args], env: [...env], timeout: timeout ?? 0, state };
}

/** What stands of a container at its end. Whatever else is there, made by others, makes this fail and is left to a thorough removal. */
function removeAtOnce(stateDirectory: string, groups: readonly string[]): Step[] {
  const files = [stateFiles.state, stateFiles.process];
  return [
    ...removeGroups(groups),
    ...files.map((file): Step => ({ kind: "unlink", actor: "launcher", path: `${stateDirectory}/${file}`, ifExists: true })),
    { kind: "rmdir", actor: "launcher", path: stateDirectory },
    // Made by others that have found the container while it ran.
    { kind: "unlink", actor: "launcher", path: lockOf(stateDirectory), ifExists: true },
  ];
}

function nameHost(namespaces: Namespaces, name: string, kind: "setHostname" | "setDomainname"): Step {
  const field = kind === "setHostname" ? "hostname" : "domainname";
  // runc refuses this too: without a namespace of its own the container would rename the host.
  if (!namespaces.has("uts"))
    throw new ConfigurationError(field, "needs a uts namespace in linux.namespaces: without one the host would be renamed", name);
  return { kind, actor: "child", name };
}

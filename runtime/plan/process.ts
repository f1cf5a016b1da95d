/** The steps by which a process becomes the configured one: limits, identity, capabilities, program. */
import type { Step } from "../../native/index.ts";
import { ConfigurationError } from "../configuration/error.ts";
import type { Process } from "../configuration/types.ts";
import type { handedSlots } from "./input.ts";
import { capabilityMask, openFlags, rlimitNumbers } from "./kernel.ts";
import type { Slots } from "./slots.ts";

type HandedSlots = Pick<ReturnType<typeof handedSlots>, "first" | "count">;

const child = "child" as const;

/** Where execvp(3) would look, and the launcher does: the program's own PATH, which getenv(3) finds first. */
export function searchPath(env: readonly string[]): string {
  return env.find((entry) => entry.startsWith("PATH="))?.slice(5) ?? "";
}

/** RLIM_INFINITY is the largest u64, which a JSON number cannot hold exactly; the launcher's -1 is the same. */
const rlim = (value: number): number => (value >= 2 ** 63 ? -1 : value);

/** Masks have more bits than the operators of numbers do. */
const withBit = (mask: number, bit: number): number => (bit && Math.floor(mask / bit) % 2 === 0 ? mask + bit : mask);

/**
 * What the program is labelled as when it is executed (Linux security modules): told while the host's /proc is still there, as a root file
 * system could put another file in its place (CVE-2019-16884, CVE-2025-52881).
 */
export function labelProgram({ apparmorProfile, selinuxLabel }: Process, slots: Slots): Step[] {
  const write = (path: string, data: string): Step => ({ kind: "writeFile", actor: child, path, data });
  return [
    ...(apparmorProfile ? [write(labelFiles.apparmorProfile, `exec ${apparmorProfile}`)] : []),
    ...(selinuxLabel ? [...requireSelinux(slots), write(labelFiles.selinuxLabel, selinuxLabel)] : []),
  ];
}

/** As long as it has no policy SELinux takes any label, and does nothing. Then its file system is not mounted. */
export function requireSelinux(slots: Slots): Step[] {
  const slot = slots.take();
  return [
    { kind: "open", actor: child, slot, path: selinuxEnforce, flags: openFlags.path },
    { kind: "close", actor: child, slot },
  ];
}

/** selinux(8). */
export const selinuxEnforce = "/sys/fs/selinux/enforce";

/** Where a label is told; AppArmor's own directory is from Linux 5.8 on. */
export const labelFiles = { apparmorProfile: "/proc/self/attr/apparmor/exec", selinuxLabel: "/proc/self/attr/exec" } as const;

/**
 * The working directory is entered with all privileges first: it may be one that the program's user is not let into. Again afterwards:
 * there are file systems that let only their user in (fuse(4), allow_other). As with runc.
 */
export function enterDirectory({ cwd }: Process): Step[] {
  return [{ kind: "chdir", actor: child, path: cwd, ifPermitted: true }];
}

/** Limits that need the privileges the process is about to give up. After the mounts: those open files, which a limit may forbid. */
export function limitProcess({ rlimits }: Process): Step[] {
  return (rlimits ?? []).map(({ type, soft, hard }) => ({
    kind: "setRlimit",
    actor: child,
    resource: rlimitNumbers[type] ?? -1,
    soft: rlim(soft),
    hard: rlim(hard),
  }));
}

/** From outside, or as long as the host's /proc is in sight: that of the container may be missing, or lie. */
export function adjustOomScore({ oomScoreAdj }: Process, actor: "launcher" | "child"): Step[] {
  if (oomScoreAdj === undefined || oomScoreAdj === null) return [];
  const [path, withPid] = actor === "launcher" ? ["/proc/{pid}/oom_score_adj", true] : ["/proc/self/oom_score_adj", false];
  return [{ kind: "writeFile", actor, path, data: String(oomScoreAdj), ...(withPid && { withPid }) }];
}

/**
 * Identity and capabilities, in the order capabilities(7) asks for: the bounding set while CAP_SETPCAP is held, then the ids with
 * capabilities kept across, then the sets.
 *
 * Without `capabilities` there are none, as with runc: what nobody granted is not given.
 *
 * @param rootless setgroups(2) was given up when the ids were mapped
 * @param filtered a seccomp filter is loaded afterwards, right before the program
 * @throws `ConfigurationError` for supplementary groups without the right to set them
 */
export function assumeIdentity({ user, capabilities = {}, noNewPrivileges }: Process, rootless: boolean, filtered: boolean): Step[] {
  if (rootless && user.additionalGids?.length)
    throw new ConfigurationError("process.user.additionalGids", "needs root: setgroups(2) is given up when ids are mapped without it");
  const steps: Step[] = [];
  steps.push({ kind: "dropBounding", actor: child, keep: capabilityMask(capabilities.bounding) });
  steps.push({ kind: "keepCapabilities", actor: child, on: true });
  if (!rootless) steps.push({ kind: "setGroups", actor: child, gids: user.additionalGids ?? [] });
  steps.push({ kind: "setIds", actor: child, uid: user.uid, gid: user.gid });
  const [effective, permitted, inheritable] = [capabilities.effective, capabilities.permitted, capabilities.inheritable].map(
    capabilityMask,
  ) as [number, number, number];
  steps.push({ kind: "keepCapabilities", actor: child, on: false });
  // Without no_new_privs only CAP_SYS_ADMIN may load a filter (seccomp(2)). Nothing is left of it in the program: exec computes its sets
  // from the inheritable, the bounding and the ambient one (capabilities(7), "Transformation of capabilities during execve()").
  const loading = filtered && !noNewPrivileges ? capabilityMask(["CAP_SYS_ADMIN"]) : 0;
  steps.push({
    kind: "setCapabilities",
    actor: child,
    effective: withBit(effective, loading),
    permitted: withBit(permitted, loading),
    inheritable,
  });
  const ambient = capabilityMask(
    (capabilities.ambient ?? []).filter((name) => capabilities.inheritable?.includes(name) && capabilities.permitted?.includes(name)),
  );
  steps.push({ kind: "setAmbient", actor: child, capabilities: ambient });
  if (noNewPrivileges) steps.push({ kind: "noNewPrivileges", actor: child });
  return steps;
}

/** @param waits whether the program is executed later, when somebody says start: that it is there is found out before */
export function prepareProgram({ args, cwd, env, user }: Process, waits: boolean): Step[] {
  const steps: Step[] = [
    { kind: "umask", actor: child, mask: user.umask ?? 0o022 },
    { kind: "chdir", actor: child, path: cwd, again: true },
  ];
  // Without a program the container is never started.
  if (waits && args[0] !== undefined) steps.push({ kind: "checkExecutable", actor: child, path: args[0], search: searchPath(env ?? []) });
  return steps;
}

/** @param home whether the environment is to tell where its user is at home, where the configuration does not */
export function becomeProgram({ args, env = [] }: Process, home = false): Step {
  return { kind: "exec", actor: child, path: args[0] ?? "", args, env, ...(home && lacksHome(env) && { home }) };
}

const lacksHome = (env: readonly string[]): boolean => !env.some((entry) => /^HOME=./.test(entry));

/** What the program is given beside its streams, as long as the process has all its privileges. */
export function handOver({ terminal = false, user, env = [] }: Process, { first, count }: HandedSlots, home = false): Step[] {
  const steps: Step[] = [];
  // A terminal is its user's from the start.
  if (!terminal && user.uid !== 0) steps.push({ kind: "ownStreams", actor: child, uid: user.uid });
  if (count > 0) steps.push({ kind: "passDescriptors", actor: child, first, count });
  if (home && lacksHome(env)) steps.push({ kind: "findHome", actor: child, uid: user.uid });
  return steps;
}

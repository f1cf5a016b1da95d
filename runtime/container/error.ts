/** What went wrong with an operation on a container, in words a person can act on. */
import { readFileSync } from "node:fs";
import { cgroupHint } from "../cgroup/refusal.ts";
import { StepError, type Step } from "../../native/index.ts";
import { labelFiles, selinuxEnforce } from "../plan/process.ts";

export class ContainerError extends Error {
  override readonly name = "ContainerError";
  readonly operation: string;
  readonly id: string;
  /** Errno name, where there is one. */
  readonly code: string | undefined;
  constructor(operation: string, id: string, reason: string, cause?: unknown) {
    super(`cannot ${operation} container "${id}": ${reason}`, { cause });
    this.operation = operation;
    this.id = id;
    this.code = codeOf(cause);
  }
}

export function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === "string" ? code : undefined;
}

/** What to make of a step that failed: the cause in the user's words, or nothing better than the step itself. */
export function explain(error: unknown, stateDirectory: string): string {
  if (error instanceof StepError && error.code === undefined)
    return `${error.message}: its memory limit may be too small to start in (linux.resources.memory.limit), or somebody has killed it`;
  if (!(error instanceof StepError) || !error.step) return error instanceof Error ? error.message : String(error);
  return cgroupHint(error.step, error.code ?? "") ?? hint(error.step, error.code ?? "", stateDirectory) ?? error.message;
}

function hint(step: Step, code: string, stateDirectory: string): string | undefined {
  if (step.kind === "mkdir" && code === "EEXIST")
    return step.path === stateDirectory
      ? `the id is in use (${step.path} exists): choose another one, or delete that container`
      : `its control group ${step.path} exists already: another container or program uses it; choose another id or linux.cgroupsPath`;
  if (
    code === "ENOSPC" &&
    (step.kind === "writeFile" || step.kind === "mkdir" || step.kind === "mkfifo" || step.kind === "recordProcess") &&
    "path" in step &&
    step.path.startsWith(stateDirectory)
  )
    return `no space is left under its state directory (ENOSPC at ${step.path}): free some, or use another state root`;
  if (code === "ENOSPC" && step.kind === "mount" && step.type === "overlay")
    return "no space is left on the file system of the overlay's writable layer and work directory (ENOSPC): free some";
  if (step.kind === "checkExecutable" || step.kind === "exec") {
    const where = step.path.includes("/") ? "" : ` in PATH`;
    if (code === "ENOENT")
      return `the program ${JSON.stringify(step.path)} does not exist${where} in the container's root file system (ENOENT)`;
    if (code === "EACCES") return `the program ${JSON.stringify(step.path)} is not an executable file (EACCES)`;
    if (code === "E2BIG") return `arguments and environment of ${JSON.stringify(step.path)} are more than execve(2) takes (E2BIG)`;
    if (code === "ENOEXEC") return `the program ${JSON.stringify(step.path)} has no format this kernel can execute (ENOEXEC)`;
  }
  if (step.kind === "exec" && code === "EPERM")
    return `execve(2) of ${JSON.stringify(step.path)} is refused (EPERM): linux.seccomp has to allow it`;
  if (step.kind === "hook") {
    const name = `its startContainer hook ${step.path}`;
    if (code === "ETIMEDOUT") return `${name} has not ended in its ${step.timeout} s, and was killed`;
    return code === "ECANCELED" ? `${name} ended with a status other than 0` : `${name} cannot be executed in the container (${code})`;
  }
  if (step.kind === "connect" && step.asked !== undefined) {
    const why = { ENOENT: "there is no socket", ECONNREFUSED: "nobody listens", EACCES: "this caller may not connect" }[code];
    return `${step.asked}: ${why ?? "cannot connect to the socket"} at ${step.path} (${code})`;
  }
  if (step.kind === "seccomp" && step.listener) {
    if (code === "EPIPE" || code === "ECONNRESET")
      return `linux.seccomp.listenerPath: who listens there has hung up before it took the listener (${code})`;
    if (code === "EAGAIN")
      return "to hand over the listener of linux.seccomp a second thread is needed for a moment, and none can be made (EAGAIN): raise linux.resources.pids.limit or RLIMIT_NPROC";
    if (code === "EBUSY") return "the runtime itself is under a filter with a listener, and no process can have two (EBUSY, seccomp(2))";
  }
  if (step.kind === "seccomp" && code === "EINVAL")
    return "the kernel does not take the filter (EINVAL): it may be too old for one of linux.seccomp.flags (seccomp(2))";
  if (step.kind === "moveMount" && code === "ELOOP")
    return `${step.target} in the root file system is a symbolic link, or lies behind one (ELOOP): proc and sysfs are mounted on directories only`;
  if ((step.kind === "makeMountPoint" || step.kind === "mount") && code === "ELOOP")
    return `the mount point ${step.kind === "mount" ? step.target : step.path} lies behind symbolic links that lead out of the root file system, or nowhere (ELOOP)`;
  if (step.kind === "makeMountPoint" || step.kind === "mount" || step.kind === "moveMount") {
    const path = step.kind === "makeMountPoint" ? step.path : step.target;
    if (code === "ENOTDIR") return `the mount point ${path} is not a directory, or lies below something that is none (ENOTDIR)`;
  }
  if ((step.kind === "mount" || step.kind === "openFilesystem") && code === "ENODEV")
    return `this kernel has no file system ${JSON.stringify(step.type)}, which a mount asks for (ENODEV): /proc/filesystems lists those it has`;
  if (step.kind === "mount" && step.type !== "" && step.source !== "" && code === "ENOENT")
    return `the source ${step.source} of a mount of type ${step.type} does not exist, or its options name something that does not (ENOENT)`;
  if (step.kind === "setMountAttributes" && code === "EINVAL" && step.path !== undefined)
    return `${step.path} cannot have its mount options changed: it is no mount point, or does not take them (EINVAL)`;
  if (step.kind === "open" && step.path === selinuxEnforce)
    return `process.selinuxLabel and linux.mountLabel cannot be applied: SELinux is not in force on this host (${code} at ${step.path})`;
  if (step.kind === "writeFile") return hintOnHost(step.path, step.data, code);
  if (step.kind === "makeMountPoint" && code === "EROFS")
    return `${step.path}, a mount point or the working directory, is not there and cannot be made, as its file system is read-only (EROFS)`;
  if (step.kind === "mknod" && code === "EEXIST")
    return `${step.path} in the root file system is there already and is not the device that linux.devices asks for (EEXIST)`;
  if (step.kind === "expectFile") return `${step.path} changes while the container is made (ESTALE): leave it alone, and try again`;
  if (step.kind === "clone" && code === "EPERM")
    return "the kernel refused the namespaces (EPERM): run as root, or add a user namespace to linux.namespaces and allow unprivileged ones on this host";
  if (step.kind === "clone" && code === "ENOSPC") return "the limit on namespaces is reached (ENOSPC): see /proc/sys/user/max_*_namespaces";
  if ((step.kind === "openProcess" || (step.kind === "setns" && step.slot !== undefined)) && code === "ESRCH")
    return "its first process has just ended (ESRCH)";
  if (step.kind === "openTree" && code === "ENOENT") return `the source ${step.path} of a bind mount does not exist (ENOENT)`;
  if (step.kind === "setns" && code === "ENOENT") return `the namespace ${step.path} does not exist (ENOENT)`;
  if (step.kind === "setMountAttributes" && code === "ENOSYS")
    return "mount options are set by mount_setattr(2), which needs Linux 5.12 or newer (ENOSYS)";
  return undefined;
}

/** Documentation/admin-guide/LSM/apparmor.rst. */
function hasAppArmor(): boolean {
  try {
    return readFileSync("/sys/module/apparmor/parameters/enabled", "utf8").startsWith("Y");
  } catch {
    return false;
  }
}

/** What is told to the host's kernel on the container's behalf. */
function hintOnHost(file: string, data: string, code: string): string | undefined {
  const value = JSON.stringify(data);
  if (file === labelFiles.apparmorProfile)
    return !hasAppArmor()
      ? `process.apparmorProfile cannot be applied: AppArmor is not in force on this host (${code} at ${file})`
      : `process.apparmorProfile cannot be applied: the kernel refused ${value} (${code}); is the profile loaded?`;
  if (file === labelFiles.selinuxLabel)
    return `process.selinuxLabel cannot be applied: the kernel refused ${value} (${code}); does the policy know it?`;
  if (file.startsWith("/proc/sys/")) {
    const parameter = `linux.sysctl[${JSON.stringify(file.slice(10).replace(/[./]/g, (each) => (each === "/" ? "." : "/")))}]`;
    return code === "ENOENT"
      ? `${parameter} cannot be set: this kernel has no such parameter (${code} at ${file})`
      : `${parameter} cannot be set: the kernel refused ${value} (${code} at ${file})`;
  }
  if (file === "/proc/self/timens_offsets")
    return `linux.timeOffsets cannot be set: the kernel refused ${value} (${code}); no clock may be before its start (time_namespaces(7))`;
  return undefined;
}

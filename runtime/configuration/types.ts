/** The part of the OCI configuration (runtime-spec config.md, config-linux.md) that this runtime honours. */

import type { Seccomp } from "../seccomp/types.ts";
import type { Resources } from "./resources.ts";

export const namespaceTypes = ["pid", "network", "ipc", "uts", "mount", "user", "cgroup", "time"] as const;
export type NamespaceType = (typeof namespaceTypes)[number];

export interface Namespace {
  type: NamespaceType;
  /** Absolute path of a namespace to join; absent: a new one. */
  path?: string;
}

export interface IdMapping {
  containerID: number;
  hostID: number;
  size: number;
}

export interface Mount {
  destination: string;
  type?: string;
  source?: string;
  options?: string[];
}

/** A device node beside the default ones. */
export interface Device {
  type: "c" | "b" | "u" | "p";
  path: string;
  /** Of all but FIFOs. */
  major?: number;
  minor?: number;
  fileMode?: number;
  uid?: number;
  gid?: number;
}

/** Added to a clock; the nanoseconds are below a second. */
export interface TimeOffset {
  secs?: number;
  nanosecs?: number;
}

export interface User {
  uid: number;
  gid: number;
  umask?: number;
  additionalGids?: number[];
}

export const capabilitySets = ["bounding", "effective", "permitted", "inheritable", "ambient"] as const;
export type Capabilities = Partial<Record<(typeof capabilitySets)[number], string[]>>;

export interface Rlimit {
  type: string;
  soft: number;
  hard: number;
}

/** Characters. */
export interface ConsoleSize {
  height: number;
  width: number;
}

export interface Process {
  terminal?: boolean;
  consoleSize?: ConsoleSize;
  user: User;
  args: string[];
  env?: string[];
  cwd: string;
  capabilities?: Capabilities;
  rlimits?: Rlimit[];
  noNewPrivileges?: boolean;
  oomScoreAdj?: number;
  apparmorProfile?: string;
  selinuxLabel?: string;
}

/** When a hook runs (config.md, "POSIX-platform Hooks"), in the order of a container's life. */
export const hookKinds = ["prestart", "createRuntime", "createContainer", "startContainer", "poststart", "poststop"] as const;
export type HookKind = (typeof hookKinds)[number];

export interface Hook {
  /** Absolute. */
  path: string;
  args?: string[];
  env?: string[];
  /** Seconds. */
  timeout?: number;
}

export type Hooks = Partial<Record<HookKind, Hook[]>>;

export interface Linux {
  namespaces?: Namespace[];
  uidMappings?: IdMapping[];
  gidMappings?: IdMapping[];
  timeOffsets?: Partial<Record<"monotonic" | "boottime", TimeOffset>>;
  cgroupsPath?: string;
  resources?: Resources;
  devices?: Device[];
  sysctl?: Record<string, string>;
  /** private, slave, shared or unbindable, or one of them with an r before. */
  rootfsPropagation?: string;
  personality?: { domain: "LINUX" };
  seccomp?: Seccomp;
  /** Of SELinux, for what the file systems that are mounted hold. */
  mountLabel?: string;
  maskedPaths?: string[];
  readonlyPaths?: string[];
}

export interface Configuration {
  ociVersion: string;
  root: { path: string; readonly?: boolean };
  process: Process;
  hostname?: string;
  domainname?: string;
  mounts?: Mount[];
  annotations?: Record<string, string>;
  hooks?: Hooks;
  linux?: Linux;
}

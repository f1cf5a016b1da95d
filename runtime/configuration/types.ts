/** The part of the OCI configuration (runtime-spec config.md, config-linux.md) that this runtime honours. */

import type { Seccomp } from "../seccomp/types.ts";

export type NamespaceType = "pid" | "network" | "ipc" | "uts" | "mount" | "user" | "cgroup" | "time";

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

export interface User {
  uid: number;
  gid: number;
  umask?: number;
  additionalGids?: number[];
}

export interface Capabilities {
  bounding?: string[];
  effective?: string[];
  permitted?: string[];
  inheritable?: string[];
  ambient?: string[];
}

export interface Rlimit {
  type: string;
  soft: number;
  hard: number;
}

export interface Process {
  user: User;
  args: string[];
  env?: string[];
  cwd: string;
  capabilities?: Capabilities;
  rlimits?: Rlimit[];
  noNewPrivileges?: boolean;
  oomScoreAdj?: number;
}

export interface DeviceRule {
  allow: boolean;
  type?: string;
  major?: number;
  minor?: number;
  access?: string;
}

export interface CpuResources {
  shares?: number;
  /** µs a period; -1 is none. */
  quota?: number;
  period?: number;
  cpus?: string;
  mems?: string;
}

export interface Resources {
  devices?: DeviceRule[];
  cpu?: CpuResources;
  /** Bytes; -1 is none. */
  memory?: {
    limit?: number;
    reservation?: number;
    swap?: number;
    /** cgroup v1 alone. */
    disableOOMKiller?: boolean;
  };
  pids?: { limit: number };
  /** Control files of cgroup v2, and what is written to them. */
  unified?: Record<string, string>;
}

export interface Configuration {
  ociVersion: string;
  root: { path: string; readonly?: boolean };
  process: Process;
  hostname?: string;
  domainname?: string;
  mounts?: Mount[];
  annotations?: Record<string, string>;
  linux?: {
    namespaces?: Namespace[];
    uidMappings?: IdMapping[];
    gidMappings?: IdMapping[];
    cgroupsPath?: string;
    resources?: Resources;
    seccomp?: Seccomp;
    maskedPaths?: string[];
    readonlyPaths?: string[];
  };
}

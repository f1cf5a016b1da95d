/** What a plan is compiled from. Plain data: compiling looks at nothing else. */
import type { CgroupHost } from "../cgroup/hierarchies.ts";
import type { Configuration } from "../configuration/types.ts";
import type { SeccompFilter } from "../seccomp/filter.ts";

/** A root file system united from layers (kernel Documentation/filesystems/overlayfs.rst). */
export interface Overlay {
  /** Read-only layers, lowest first. */
  lower: readonly string[];
  upper: string;
  work: string;
}

/** What a process is given beside its standard streams. */
export interface Handed {
  /** Where the other end of the program's terminal goes: the path of a listening socket, or a descriptor of a connected one. */
  consoleSocket?: string | number | undefined;
  /** They become the program's 3, 4, …; still the caller's to close. */
  descriptors?: readonly number[];
  /** The environment has HOME, from the container's /etc/passwd, unless it is configured: as runc has it. */
  home?: boolean;
}

export interface PlanInput {
  id: string;
  configuration: Configuration;
  /** Compiled from linux.seccomp. */
  filter?: SeccompFilter;
  /** Absolute; relative paths of the configuration start here. */
  bundle: string;
  /** Absolute; the container's own state directory, made by the plan. */
  stateDirectory: string;
  /** What is written to the state directory before anything else is made. */
  state: string;
  cgroups: CgroupHost;
  /** The effective ids of a caller who is not root: then the container has a user namespace and no control groups. */
  rootless: boolean;
  overlay?: Overlay;
  inheritKeyring?: boolean;
  /** Directories of its control groups that were there before. */
  found?: readonly string[];
  handed?: Handed;
  /** Network namespaces are kept ready: the container takes one. */
  networksReady?: boolean;
  /** Runs the program at once, in place of waiting for `start`, and removes the container when it has ended. */
  immediate?: boolean;
}

/** The slots that stdin, stdout and stderr of the program are passed in. */
export const stdioSlots: [number, number, number] = [0, 1, 2];

/** Beyond them, in the order of the slots: what the launcher is passed for a process. */
export function furtherDescriptors({ consoleSocket, descriptors = [] }: Handed): number[] {
  return typeof consoleSocket === "number" ? [...descriptors, consoleSocket] : [...descriptors];
}

/** Where in the slots these lie. */
export function handedSlots(handed: Handed): { first: number; count: number; consoleSocket: string | number | undefined; free: number } {
  const { consoleSocket, descriptors: { length: count } = [] } = handed;
  const first = stdioSlots.length;
  return {
    first,
    count,
    consoleSocket: typeof consoleSocket === "number" ? first + count : consoleSocket,
    free: first + furtherDescriptors(handed).length,
  };
}

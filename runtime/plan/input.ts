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
  /** Where the other end of the program's terminal goes. */
  consoleSocket?: string;
  /** Directories of its control groups that were there before. */
  found?: readonly string[];
  /** Network namespaces are kept ready: the container takes one. */
  networksReady?: boolean;
  /** Runs the program at once, in place of waiting for `start`, and removes the container when it has ended. */
  immediate?: boolean;
}

/** The slots that stdin, stdout and stderr of the program are passed in. */
export const stdioSlots: [number, number, number] = [0, 1, 2];

/** Which control groups a container gets, and where. */
import path from "node:path";
import type { Step } from "../../native/index.ts";
import { ConfigurationError } from "../configuration/error.ts";
import type { CgroupHost, Hierarchy } from "./hierarchies.ts";

/** One group of a container. */
export interface Group {
  directory: string;
  controllers: string[];
  /** It was there before, and is left when the container is deleted (runtime.md, "Delete"). */
  found?: boolean;
}

/** Of the hierarchies that hold a container's groups. On hybrid hosts that is 1. */
export type CgroupVersion = 1 | 2;

export class CgroupUnsupported extends Error {
  override readonly name = "CgroupUnsupported";
  readonly code = "ENOTSUP";
}

/** @throws `CgroupUnsupported` where there is no hierarchy */
export function requireHierarchies(host: CgroupHost): void {
  if (host.mode === "none")
    throw new CgroupUnsupported(
      "no cgroup hierarchy is mounted (/proc/self/mountinfo lists neither cgroup nor cgroup2): mount one, or run on a host that has it",
    );
}

export const versionOf = (host: CgroupHost): CgroupVersion => (host.mode === "v2" ? 2 : 1);

/**
 * Where below its hierarchy a container's group lies (config-linux.md, "Cgroups Path"): absolute from the mount point, else from the own
 * group; on v2 from the one above it, as runc does, because a group that holds processes can give no controllers to those below.
 */
function placeBelow(hierarchy: Hierarchy, version: CgroupVersion, cgroupsPath: string | undefined, id: string): string {
  const from = version === 2 ? path.posix.dirname(hierarchy.own) : hierarchy.own;
  if (!cgroupsPath) return path.posix.join(from, id);
  if (cgroupsPath.split("/").includes("..")) throw new ConfigurationError("linux.cgroupsPath", "must not hold ..", cgroupsPath);
  return path.posix.normalize(cgroupsPath.startsWith("/") ? cgroupsPath : path.posix.join(from, cgroupsPath));
}

/** @throws `ConfigurationError` for a path that would be another's group */
export function groupsOf(host: CgroupHost, cgroupsPath: string | undefined, id: string): Group[] {
  const version = versionOf(host);
  return host.hierarchies.map((hierarchy) => ({
    directory: path.posix.join(hierarchy.mountPoint, placeBelow(hierarchy, version, cgroupsPath, id)),
    controllers: hierarchy.controllers,
  }));
}

/** The groups of a container whose caller is not root: one below what has been delegated to it, if that is where it is to lie. */
export function delegatedGroups(host: CgroupHost, cgroupsPath: string | undefined, id: string): Group[] {
  const { delegated } = host;
  const [group] = groupsOf(host, cgroupsPath, id);
  const [hierarchy] = host.hierarchies;
  if (!delegated || !group || !hierarchy) return [];
  const base = path.posix.join(hierarchy.mountPoint, delegated.place);
  return group.directory.startsWith(base === "/" ? base : `${base}/`)
    ? [{ directory: group.directory, controllers: delegated.controllers }]
    : [];
}

/** Of a group that was not found there: that somebody else makes it at the same time is an error. */
export function makeDirectory({ directory, found = false }: Group): Step {
  return { kind: "mkdir", actor: "launcher", path: directory, mode: 0o755, ...(found && { existOk: true }) };
}

/** The directories between a directory and a group below it, outermost first. */
export function parentsBelow(top: string, directory: string): string[] {
  const names = path.posix.relative(top, path.posix.dirname(directory)).split("/").filter(Boolean);
  return names.map((_, index) => path.posix.join(top, ...names.slice(0, index + 1)));
}

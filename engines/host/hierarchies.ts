import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { mounts, type Mount } from "./mounts.ts";

/** A mounted cgroup hierarchy (cgroups(7)): v1 has one for each set of controllers, v2 is one for all. */
export interface Hierarchy {
  version: 1 | 2;
  /** Controllers that live in it; a v1 hierarchy without controllers has its name: "name=systemd". */
  controllers: string[];
  mountPoint: string;
  /** The group that stands at the mount point. */
  root: string;
}

/** Options of a v1 file system that are no controllers (kernel/cgroup/cgroup-v1.c, cgroup1_show_options). */
const flags = new Set(["rw", "ro", "xattr", "noprefix", "clone_children", "cpuset_v2_mode", "favordynmods"]);

/** The hierarchies that this process sees mounted, each once. */
export function hierarchies(list: Mount[] = mounts()): Hierarchy[] {
  const found = new Map<string, Hierarchy>();
  for (const mount of list) {
    if (mount.type !== "cgroup" && mount.type !== "cgroup2") continue;
    if (found.has(mount.device)) continue;
    const version = mount.type === "cgroup" ? 1 : 2;
    const controllers =
      version === 2
        ? controllersOffered(mount.mountPoint)
        : mount.superOptions.filter((option) => !flags.has(option) && !option.startsWith("release_agent="));
    found.set(mount.device, { version, controllers, mountPoint: mount.mountPoint, root: mount.root });
  }
  return [...found.values()];
}

function controllersOffered(mountPoint: string): string[] {
  const file = join(mountPoint, "cgroup.controllers");
  return existsSync(file) ? readFileSync(file, "utf8").trim().split(" ").filter(Boolean) : [];
}

/** The directory at which a group stands in a hierarchy; `undefined` when it lies outside what is mounted. */
export function groupDirectory(hierarchy: Hierarchy, path: string): string | undefined {
  const below = relative(hierarchy.root, path);
  return below === ".." || below.startsWith("../") ? undefined : join(hierarchy.mountPoint, below);
}

/** A group and all groups below it, as directories, deepest first. */
export function groupTree(directory: string): string[] {
  if (!existsSync(directory)) return [];
  const children = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [...children.flatMap(({ name }) => groupTree(join(directory, name))), directory];
}

/** The groups of that path and everything below it, in every hierarchy, deepest first. */
export function groupsBelow(path: string): { hierarchy: Hierarchy; directory: string }[] {
  return hierarchies().flatMap((hierarchy) => {
    const directory = groupDirectory(hierarchy, path);
    return directory === undefined ? [] : groupTree(directory).map((each) => ({ hierarchy, directory: each }));
  });
}

/** How this host offers control groups: `hybrid` is v1 hierarchies beside a v2 one. */
export function cgroupMode(list: Hierarchy[] = hierarchies()): "v1" | "v2" | "hybrid" | "none" {
  const one = list.some(({ version }) => version === 1);
  const two = list.some(({ version }) => version === 2);
  return one ? (two ? "hybrid" : "v1") : two ? "v2" : "none";
}

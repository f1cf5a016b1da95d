import { existsSync, readFileSync, statSync } from "node:fs";
import { namespaceLinks, namespaceTypes, type IdMapping, type NamespaceType } from "../contract.ts";

/** What tells one namespace from another: device and inode of its link (namespaces(7), "The /proc/pid/ns/ directory"). */
export interface NamespaceIdentity {
  device: number;
  inode: number;
}

/** The path by which a namespace of a process is named, and joined. */
export function namespacePath(pid: number | "self", type: NamespaceType): string {
  return `/proc/${pid}/ns/${namespaceLinks[type]}`;
}

/**
 * The identity of a process's namespace.
 * @throws a Node system error: ENOENT when the process is gone or a zombie, or the kernel lacks the type; EACCES when it may not be read.
 */
export function namespaceIdentity(pid: number | "self", type: NamespaceType): NamespaceIdentity {
  return identityOf(namespacePath(pid, type));
}

/** The identity of the namespace a path leads to: a link below /proc/<pid>/ns, or a file it is bound on. */
export function identityOf(path: string): NamespaceIdentity {
  const { dev, ino } = statSync(path);
  return { device: dev, inode: ino };
}

/** Inodes alone do not identify: nsfs of another kernel boot, or a bound file, may repeat one. */
export function sameNamespace(one: NamespaceIdentity, other: NamespaceIdentity): boolean {
  return one.device === other.device && one.inode === other.inode;
}

/**
 * The users of a process's user namespace, as the reader's numbers them (user_namespaces(7), "User and group ID mappings").
 * @throws a Node system error: ENOENT when the process is gone.
 */
export function userMappings(pid: number): IdMapping[] {
  const lines = readFileSync(`/proc/${pid}/uid_map`, "utf8").trim().split("\n");
  return lines.map((line) => {
    const [containerID = 0, hostID = 0, size = 0] = line.trim().split(/\s+/).map(Number);
    return { containerID, hostID, size };
  });
}

/** The types this kernel was built with, in the contract's order (namespaces(7): cgroup since 4.6, time since 5.6). */
export function offeredNamespaces(): NamespaceType[] {
  return namespaceTypes.filter((type) => existsSync(namespacePath("self", type)));
}

/** Mounts that reach other mount namespaces (mount_namespaces(7), "Shared subtrees"). */
import { mount } from "../../native/index.ts";
import { mounts, type Mount } from "./mounts.ts";

/** mount(2). */
const MS_PRIVATE = 1 << 18;
const MS_SHARED = 1 << 20;

/** Mounts an empty tmpfs on a directory. @throws a Node system error. */
export function mountTmpfs(directory: string): void {
  mount("tmpfs", directory, "tmpfs", 0, "mode=755,size=1m");
}

/**
 * Mounts an empty tmpfs on a directory, as the first member of a peer group: what is mounted below it from now on reaches all that share or
 * follow it, and nobody else. @throws a Node system error.
 */
export function makeSharedMount(directory: string): void {
  mountTmpfs(directory);
  // Where the host's own mounts are shared it was born their peer's child, with a copy in every namespace that has them.
  mount("", directory, "", MS_PRIVATE);
  mount("", directory, "", MS_SHARED);
}

/** The peer groups of a mount, as proc_pid_mountinfo(5) numbers them: that which it belongs to, and that whose mounts it receives. */
export interface Propagation {
  peers?: string;
  master?: string;
}

/** How the topmost mount at a path takes part, in the mount namespace of a process; `undefined` when nothing is mounted there. */
export function propagationAt(pid: number | "self", path: string): Propagation | undefined {
  const found: Mount | undefined = mounts(pid).findLast(({ mountPoint }) => mountPoint === path);
  if (!found) return undefined;
  const group = (name: string): string | undefined => found.optionalFields.find((field) => field.startsWith(`${name}:`))?.split(":")[1];
  const [peers, master] = [group("shared"), group("master")];
  return { ...(peers !== undefined && { peers }), ...(master !== undefined && { master }) };
}

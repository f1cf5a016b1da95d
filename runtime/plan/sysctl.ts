/** Kernel parameters of a container's namespaces (config-linux.md, "Sysctl"; sysctl(8)). */
import type { Step } from "../../native/index.ts";
import type { NamespaceType } from "../configuration/types.ts";

/** ipc_namespaces(7). */
const ofIpc = new Set(
  ["msgmax", "msgmnb", "msgmni", "sem", "shmall", "shmmax", "shmmni", "shm_rmid_forced"].map((name) => `kernel/${name}`),
);

/** As a path below /proc/sys: what stands between the names is the first of "." and "/" that occurs, as with sysctl(8). */
function pathOf(key: string): string {
  const separator = /[./]/.exec(key)?.[0];
  return separator === "/" ? key : key.replace(/[./]/g, (each) => (each === "." ? "/" : "."));
}

/** The type of the namespaces that have the parameter each of their own; undefined for one of the whole kernel, or none. */
export function namespaceOfSysctl(key: string): NamespaceType | undefined {
  const file = pathOf(key);
  if (file.split("/").some((name) => name === "" || name === "." || name === "..")) return undefined;
  if (ofIpc.has(file) || file.startsWith("fs/mqueue/")) return "ipc";
  if (file.startsWith("net/")) return "network";
  return file === "kernel/domainname" || file === "kernel/hostname" ? "uts" : undefined;
}

/**
 * Written while the host's /proc is still there: the files are those of the writer's namespaces, whichever mount of proc they are
 * reached by, and a root file system can put nothing in their place.
 */
export function setSysctls(sysctl: Readonly<Record<string, string>> = {}): Step[] {
  return Object.entries(sysctl).map(([key, value]) => ({
    kind: "writeFile",
    actor: "child",
    path: `/proc/sys/${pathOf(key)}`,
    data: value,
  }));
}

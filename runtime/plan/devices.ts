/** The default devices and links (config-linux.md, "Default Devices"; runtime-linux.md, "Dev symbolic links"). */
import type { Step } from "../../native/index.ts";
import type { Mount } from "../configuration/types.ts";
import { fileTypes } from "./kernel.ts";
import type { Slots } from "./slots.ts";

const devices = [
  { name: "null", major: 1, minor: 3 },
  { name: "zero", major: 1, minor: 5 },
  { name: "full", major: 1, minor: 7 },
  { name: "random", major: 1, minor: 8 },
  { name: "urandom", major: 1, minor: 9 },
  { name: "tty", major: 5, minor: 0 },
] as const;

const links = [
  ["/proc/self/fd", "/dev/fd"],
  ["/proc/self/fd/0", "/dev/stdin"],
  ["/proc/self/fd/1", "/dev/stdout"],
  ["/proc/self/fd/2", "/dev/stderr"],
] as const;

/** Whoever binds a /dev of their own gets that one, unchanged. */
function hasOwnDev(mounts: readonly Mount[]): boolean {
  return mounts.some(
    ({ destination, type, options }) =>
      destination === "/dev" && (type === "bind" || options?.includes("bind") || options?.includes("rbind")),
  );
}

/**
 * @param byBinding in a user namespace nobody may make device nodes (mknod(2)): the host's are bound
 * @returns what is done before and after the old root is left
 */
export function defaultDevices(mounts: readonly Mount[], byBinding: boolean, slots: Slots): { before: Step[]; after: Step[] } {
  if (hasOwnDev(mounts)) return { before: [], after: [] };
  if (!byBinding)
    return {
      before: [],
      after: devices.map(({ name, major, minor }) => ({
        kind: "mknod",
        actor: "child",
        path: `/dev/${name}`,
        mode: fileTypes.character | 0o666,
        major,
        minor,
        uid: 0,
        gid: 0,
        existOk: true,
      })),
    };
  const opened = devices.map(({ name }) => ({ path: `/dev/${name}`, slot: slots.take() }));
  return {
    before: opened.map(({ path, slot }) => ({ kind: "openTree", actor: "child", slot, path })),
    after: opened.flatMap(({ path, slot }): Step[] => [
      { kind: "makeMountPoint", actor: "child", path, directory: false },
      { kind: "moveMount", actor: "child", slot, target: path },
    ]),
  };
}

export function deviceLinks(mounts: readonly Mount[]): Step[] {
  if (hasOwnDev(mounts)) return [];
  const steps: Step[] = links.map(([target, path]) => ({ kind: "symlink", actor: "child", target, path, existOk: true }));
  if (mounts.some(({ type }) => type === "devpts"))
    steps.push({ kind: "symlink", actor: "child", target: "pts/ptmx", path: "/dev/ptmx", existOk: true });
  return steps;
}

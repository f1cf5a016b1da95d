/** The default devices and links (config-linux.md, "Default Devices"; runtime-linux.md, "Dev symbolic links"). */
import path from "node:path";
import type { Step } from "../../native/index.ts";
import type { Device, Mount } from "../configuration/types.ts";
import { fileTypes } from "./kernel.ts";
import { mountPointOf } from "./mount_options.ts";
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
    (mount) =>
      mountPointOf(mount) === "/dev" && (mount.type === "bind" || mount.options?.includes("bind") || mount.options?.includes("rbind")),
  );
}

/** A node with its owner and permissions, or a FIFO. */
interface Node {
  path: string;
  mode: number;
  major: number;
  minor: number;
  uid: number;
  gid: number;
  /** Whether another file in its place is left alone. */
  existOk?: boolean;
}

const nodeTypes = { c: fileTypes.character, u: fileTypes.character, b: fileTypes.block, p: fileTypes.fifo } as const;

function nodeOf({ type, path: name, major = 0, minor = 0, fileMode, uid, gid }: Device): Node {
  // Of a file mode only the permissions count: clients give the type with them.
  const mode = nodeTypes[type] | ((fileMode ?? 0o666) & 0o7777);
  return { path: path.posix.normalize(name), mode, major, minor, uid: uid ?? 0, gid: gid ?? 0 };
}

function makeNode(node: Node): Step {
  return { kind: "mknod", actor: "child", ...node };
}

/**
 * The default devices, and those of linux.devices, which may be in their place.
 *
 * @param byBinding in a user namespace nobody may make device nodes (mknod(2)): the host's are bound, with the owner and permissions they
 *   have there
 * @returns what is done before and after the old root is left
 */
export function makeDevices(
  mounts: readonly Mount[],
  configured: readonly Device[],
  byBinding: boolean,
  slots: Slots,
): { before: Step[]; after: Step[] } {
  const own = hasOwnDev(mounts);
  // In a /dev that is bound nothing is made: it would be made on the host.
  const asked = configured.map(nodeOf).filter((node) => !own || !node.path.startsWith("/dev/"));
  const paths = new Set(asked.map((node) => node.path));
  const usual: Node[] = devices.map(({ name, major, minor }) => ({
    path: `/dev/${name}`,
    mode: fileTypes.character | 0o666,
    major,
    minor,
    uid: 0,
    gid: 0,
    existOk: true,
  }));
  const nodes = [...(own ? [] : usual.filter((node) => !paths.has(node.path))), ...asked];
  const isNode = ({ mode }: Node): boolean => !byBinding || (mode & 0o170000) === fileTypes.fifo;
  const before: Step[] = [];
  const after = nodes.flatMap((node): Step[] => {
    const directory = path.posix.dirname(node.path);
    // /dev itself is there, or else the node's own step says so.
    const parent: Step[] = directory === "/dev" ? [] : [{ kind: "makeMountPoint", actor: "child", path: directory, directory: true }];
    if (isNode(node)) return [...parent, makeNode(node)];
    const slot = slots.take();
    before.push({ kind: "openTree", actor: "child", slot, path: node.path });
    return [
      { kind: "makeMountPoint", actor: "child", path: node.path, directory: false },
      { kind: "moveMount", actor: "child", slot, target: node.path },
    ];
  });
  return { before, after };
}

export function deviceLinks(mounts: readonly Mount[]): Step[] {
  if (hasOwnDev(mounts)) return [];
  const steps: Step[] = links.map(([target, path]) => ({ kind: "symlink", actor: "child", target, path, existOk: true }));
  if (mounts.some(({ type }) => type === "devpts"))
    steps.push({ kind: "symlink", actor: "child", target: "pts/ptmx", path: "/dev/ptmx", existOk: true });
  return steps;
}

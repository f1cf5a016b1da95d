import { lstatSync, readFileSync, statSync } from "node:fs";
import { getxattr, listxattr } from "../../native/index.ts";

export type FileKind = "regular file" | "directory" | "symbolic link" | "character device" | "block device" | "FIFO" | "socket";

/** What lstat(2) tells of a path; a symbolic link is not followed. */
export interface FileStatus {
  kind: FileKind;
  /** Permission bits with set-user-ID, set-group-ID and sticky. */
  mode: number;
  uid: number;
  gid: number;
  /** Bytes. */
  size: number;
  /** Of the device the file stands for; 0/0 for what is none, and for an overlay's whiteout. */
  rdev: { major: number; minor: number };
  device: number;
  inode: number;
}

/** The status of a path, or `undefined` when nothing is there. */
export function fileStatus(path: string): FileStatus | undefined {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (!status) return undefined;
  const { mode, uid, gid, size, rdev, dev, ino } = status;
  return { kind: fileKind(mode), mode: mode & 0o7777, uid, gid, size, rdev: deviceNumber(rdev), device: dev, inode: ino };
}

/** Whether every user may execute the file: it, and each directory on the way to it. Access control lists are not looked at. */
export function isExecutableByAll(path: string): boolean {
  const way = path.split("/").map((_, index, parts) => parts.slice(0, index + 1).join("/") || "/");
  return way.every((each) => (statSync(each).mode & 0o001) !== 0);
}

/** The file type bits of st_mode (inode(7)). */
function fileKind(mode: number): FileKind {
  const kinds: Record<number, FileKind> = {
    0o100000: "regular file",
    0o040000: "directory",
    0o120000: "symbolic link",
    0o020000: "character device",
    0o060000: "block device",
    0o010000: "FIFO",
    0o140000: "socket",
  };
  const kind = kinds[mode & 0o170000];
  if (!kind) throw new Error(`inode(7) names no file type for mode 0${mode.toString(8)}`);
  return kind;
}

/** Splits a dev_t as glibc encodes it (makedev(3)): 12 bits and 20 bits interleaved. */
export function deviceNumber(rdev: number): { major: number; minor: number } {
  const bits = BigInt(rdev);
  return {
    major: Number(((bits >> 8n) & 0xfffn) | ((bits >> 32n) & 0xfffff000n)),
    minor: Number((bits & 0xffn) | ((bits >> 12n) & 0xffffff00n)),
  };
}

/** The bytes of a file, as text. @throws a Node system error. */
export function fileText(path: string): string {
  return readFileSync(path, "utf8");
}

/** An extended attribute of the path itself, or `undefined`. Reading trusted.* needs CAP_SYS_ADMIN (xattr(7)). */
export function extendedAttribute(path: string, name: string): string | undefined {
  try {
    return getxattr(path, name)?.toString("utf8");
  } catch (error) {
    // Where the file system has no attributes of that class the path has none: user.* came to tmpfs with Linux 6.6.
    if ((error as NodeJS.ErrnoException).code === "ENOTSUP") return undefined;
    throw error;
  }
}

/** The names of the extended attributes of the path itself. */
export function extendedAttributes(path: string): string[] {
  return listxattr(path);
}

/** Whether an overlay's upper layer marks the directory as opaque (Documentation/filesystems/overlayfs.rst, "whiteouts and opaque directories"). */
export function isOpaque(path: string): boolean {
  return extendedAttribute(path, "trusted.overlay.opaque") === "y" || extendedAttribute(path, "user.overlay.opaque") === "y";
}

/** The options of a mount (config.md, "Linux mount options"; mount(8)), taken apart. */
import path from "node:path";
import { ConfigurationError } from "../configuration/error.ts";
import type { Mount } from "../configuration/types.ts";
import { mountAttributes as attribute, mountFlags as flag } from "./kernel.ts";

export interface MountOptions {
  /** MS_BIND, with or without MS_REC. */
  bind: boolean;
  recursive: boolean;
  /** Changes the options of what is mounted there already. */
  remount: boolean;
  /** For mount(2). */
  flags: number;
  /** The same for mount_setattr(2). */
  set: number;
  clear: number;
  /** MS_SHARED and so on; 0 is none. */
  propagation: number;
  propagationRecursive: boolean;
  /** For mount_setattr(2) with AT_RECURSIVE. */
  setRecursive: number;
  clearRecursive: number;
  /** A tmpfs begins with what is at its mount point. */
  copyUp: boolean;
  /** What the file system itself is told, comma-separated. */
  data: string;
}

/** Name, flag of mount(2), bits of mount_setattr(2), and whether the name clears them. */
const switches: Record<string, { flag: number; attribute: number; clears?: true; mask?: number }> = {
  ro: { flag: flag.rdonly, attribute: attribute.rdonly },
  rw: { flag: flag.rdonly, attribute: attribute.rdonly, clears: true },
  nosuid: { flag: flag.nosuid, attribute: attribute.nosuid },
  suid: { flag: flag.nosuid, attribute: attribute.nosuid, clears: true },
  nodev: { flag: flag.nodev, attribute: attribute.nodev },
  dev: { flag: flag.nodev, attribute: attribute.nodev, clears: true },
  noexec: { flag: flag.noexec, attribute: attribute.noexec },
  exec: { flag: flag.noexec, attribute: attribute.noexec, clears: true },
  nodiratime: { flag: flag.nodiratime, attribute: attribute.nodiratime },
  diratime: { flag: flag.nodiratime, attribute: attribute.nodiratime, clears: true },
  nosymfollow: { flag: flag.nosymfollow, attribute: attribute.nosymfollow },
  symfollow: { flag: flag.nosymfollow, attribute: attribute.nosymfollow, clears: true },
  noatime: { flag: flag.noatime, attribute: attribute.noatime, mask: attribute.atimeMask },
  relatime: { flag: flag.relatime, attribute: attribute.relatime, mask: attribute.atimeMask },
  strictatime: { flag: flag.strictatime, attribute: attribute.strictatime, mask: attribute.atimeMask },
  sync: { flag: flag.synchronous, attribute: 0 },
  async: { flag: flag.synchronous, attribute: 0, clears: true },
  dirsync: { flag: flag.dirsync, attribute: 0 },
  mand: { flag: flag.mandlock, attribute: 0 },
  nomand: { flag: flag.mandlock, attribute: 0, clears: true },
  iversion: { flag: flag.iversion, attribute: 0 },
  noiversion: { flag: flag.iversion, attribute: 0, clears: true },
  lazytime: { flag: flag.lazytime, attribute: 0 },
  nolazytime: { flag: flag.lazytime, attribute: 0, clears: true },
  silent: { flag: flag.silent, attribute: 0 },
  loud: { flag: flag.silent, attribute: 0, clears: true },
  // What is left without the one is the kernel's default, relatime.
  atime: { flag: flag.noatime, attribute: attribute.noatime, clears: true, mask: attribute.atimeMask },
  norelatime: { flag: flag.relatime, attribute: 0, clears: true },
  nostrictatime: { flag: flag.strictatime, attribute: attribute.strictatime, clears: true, mask: attribute.atimeMask },
};

/** mount(2)'s name for each, and whether it is for all mounts below as well. */
export const propagations: Readonly<Record<string, readonly [number, boolean]>> = {
  private: [flag.private, false],
  rprivate: [flag.private, true],
  slave: [flag.slave, false],
  rslave: [flag.slave, true],
  shared: [flag.shared, false],
  rshared: [flag.shared, true],
  unbindable: [flag.unbindable, false],
  runbindable: [flag.unbindable, true],
};

/** "rro" and so on: the same for all mounts below, by mount_setattr(2). Those of access times stand for one another. */
const recursiveSwitches: Record<string, { attribute: number; clears?: true; mask?: number }> = Object.fromEntries(
  ["ro", "rw", "nosuid", "suid", "nodev", "dev", "noexec", "exec", "nodiratime", "diratime", "nosymfollow", "symfollow"]
    .map((name): [string, { attribute: number; clears?: true; mask?: number }] => [`r${name}`, switches[name] ?? { attribute: 0 }])
    .concat(
      (["noatime", "relatime", "strictatime"] as const).map((name) => [
        `r${name}`,
        { attribute: attribute[name], mask: attribute.atimeMask },
      ]),
      // Without the one the kernel's default is left, relatime.
      ["ratime", "rnorelatime", "rnostrictatime"].map((name) => [name, { attribute: 0, mask: attribute.atimeMask }]),
    ),
);

const notHonoured = /^(idmap|ridmap|copy-symlink)$/;

/** A relative destination begins at the root (config.md, "Mounts"). */
export function mountPointOf({ destination }: Mount): string {
  return path.posix.resolve("/", destination);
}

/** What a table has under a name of its own: a text may be "constructor". */
function named<Entry>(table: Readonly<Record<string, Entry>>, name: string): Entry | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** @param where the mount's place in the configuration, for errors */
export function parseMountOptions(mount: Mount, where: string): MountOptions {
  const result: MountOptions = {
    bind: mount.type === "bind",
    recursive: false,
    remount: false,
    flags: 0,
    set: 0,
    clear: 0,
    propagation: 0,
    propagationRecursive: false,
    setRecursive: 0,
    clearRecursive: 0,
    copyUp: false,
    data: "",
  };
  const data: string[] = [];
  for (const option of mount.options ?? []) {
    const change = named(switches, option);
    const propagation = named(propagations, option);
    const recursive = named(recursiveSwitches, option);
    if (option === "bind" || option === "rbind") {
      result.bind = true;
      result.recursive = option === "rbind";
    } else if (option === "defaults") continue;
    else if (change?.clears) {
      result.flags &= ~change.flag;
      result.set &= ~change.attribute;
      result.clear |= change.mask ?? change.attribute;
    } else if (change) {
      result.flags |= change.flag;
      result.clear = (result.clear & ~change.attribute) | (change.mask ?? 0);
      result.set = (result.set & ~(change.mask ?? 0)) | change.attribute;
    } else if (recursive?.clears) {
      result.setRecursive &= ~recursive.attribute;
      result.clearRecursive |= recursive.attribute;
    } else if (recursive) {
      result.clearRecursive = (result.clearRecursive & ~recursive.attribute) | (recursive.mask ?? 0);
      result.setRecursive = (result.setRecursive & ~(recursive.mask ?? 0)) | recursive.attribute;
    } else if (option === "tmpcopyup") result.copyUp = true;
    else if (option === "remount") result.remount = true;
    else if (propagation) [result.propagation, result.propagationRecursive] = propagation;
    else if (notHonoured.test(option))
      throw new ConfigurationError(`${where}.options`, "not honoured by this version of the runtime; remove it", option);
    else data.push(option);
  }
  if (result.copyUp && (result.bind || result.remount || mount.type !== "tmpfs"))
    throw new ConfigurationError(`${where}.options`, "is for a tmpfs alone", "tmpcopyup");
  result.data = data.join(",");
  return result;
}

/** Every option that is no file system's own. */
export const mountOptionNames: readonly string[] = [
  ...new Set([
    "bind",
    "rbind",
    "defaults",
    "remount",
    "tmpcopyup",
    ...Object.keys(switches),
    ...Object.keys(recursiveSwitches),
    ...Object.keys(propagations),
  ]),
].toSorted();

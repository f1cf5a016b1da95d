/** The options of a mount (config.md, "Linux mount options"; mount(8)), taken apart. */
import { ConfigurationError } from "../configuration/error.ts";
import type { Mount } from "../configuration/types.ts";
import { mountAttributes as attribute, mountFlags as flag } from "./kernel.ts";

export interface MountOptions {
  /** MS_BIND, with or without MS_REC. */
  bind: boolean;
  recursive: boolean;
  /** For mount(2). */
  flags: number;
  /** The same for mount_setattr(2). */
  set: number;
  clear: number;
  /** MS_SHARED and so on; 0 is none. */
  propagation: number;
  propagationRecursive: boolean;
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
  atime: { flag: flag.noatime, attribute: 0, clears: true },
  norelatime: { flag: flag.relatime, attribute: 0, clears: true },
  nostrictatime: { flag: flag.strictatime, attribute: 0, clears: true },
};

const propagations: Record<string, [number, boolean]> = {
  private: [flag.private, false],
  rprivate: [flag.private, true],
  slave: [flag.slave, false],
  rslave: [flag.slave, true],
  shared: [flag.shared, false],
  rshared: [flag.shared, true],
  unbindable: [flag.unbindable, false],
  runbindable: [flag.unbindable, true],
};

const notHonoured =
  /^(rro|rrw|rnosuid|rsuid|rnodev|rdev|rnoexec|rexec|r(no|strict|rel)?atime|r(no)?diratime|r(no)?symfollow|idmap|ridmap|tmpcopyup|copy-symlink)$/;

/** @param where the mount's place in the configuration, for errors */
export function parseMountOptions(mount: Mount, where: string): MountOptions {
  const result: MountOptions = {
    bind: mount.type === "bind",
    recursive: false,
    flags: 0,
    set: 0,
    clear: 0,
    propagation: 0,
    propagationRecursive: false,
    data: "",
  };
  const data: string[] = [];
  for (const option of mount.options ?? []) {
    const change = switches[option];
    const propagation = propagations[option];
    if (option === "bind" || option === "rbind") {
      result.bind = true;
      result.recursive = option === "rbind";
    } else if (option === "defaults") continue;
    else if (change?.clears) {
      result.flags &= ~change.flag;
      result.set &= ~change.attribute;
      result.clear |= change.attribute;
    } else if (change) {
      result.flags |= change.flag;
      result.clear = (result.clear & ~change.attribute) | (change.mask ?? 0);
      result.set = (result.set & ~(change.mask ?? 0)) | change.attribute;
    } else if (propagation) [result.propagation, result.propagationRecursive] = propagation;
    else if (notHonoured.test(option))
      throw new ConfigurationError(`${where}.options`, "not honoured by this version of the runtime; remove it", option);
    else data.push(option);
  }
  result.data = data.join(",");
  return result;
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cache } from "../cache.ts";

/** The box's name for Vagrant. */
export const boxName = "brine/trixie";

/** As Vagrant and libvirt name it in paths. */
export const boxFolder = boxName.replace("/", "-VAGRANTSLASH-");

/** What `npm run box` made, written when it was whole. */
export interface BoxRecord {
  /** Hash of the recipe it was made by. */
  recipe: string;
  /** As Vagrant wants versions: numbers with points between. */
  version: string;
  /** "6.12.117+deb13-cloud-amd64". */
  kernel: string;
}

/** Where the parts of a built box lie, below one directory that is there whole or not at all. */
export interface BoxDirectory {
  directory: string;
  record: string;
  /** The catalogue that tells a Vagrant of the user's own where the box is. */
  catalogue: string;
  archive: string;
  /** A `VAGRANT_HOME` that holds the box and nothing else. */
  home: string;
  /** A libvirt storage pool with the box's disk under the name that vagrant-libvirt gives it, so that it is never copied. */
  pool: string;
}

/** Where `npm run box` puts everything. */
export const boxPlace = join(cache, "vagrant/trixie");

export function boxDirectory(directory = boxPlace): BoxDirectory {
  return {
    directory,
    record: join(directory, "box.json"),
    catalogue: join(directory, "catalogue.json"),
    archive: join(directory, "trixie.box"),
    home: join(directory, "home"),
    pool: join(directory, "pool"),
  };
}

/** The box that is there, or undefined when none is. */
export function readBox(directory = boxPlace): BoxRecord | undefined {
  try {
    return JSON.parse(readFileSync(boxDirectory(directory).record, "utf8"));
  } catch {
    return undefined;
  }
}

/** The kernel that the box boots. */
export function boxKernel(directory = boxPlace): string {
  const version = readBox(directory)?.version ?? "";
  return join(boxDirectory(directory).home, "boxes", boxFolder, version, "libvirt/vmlinuz");
}

import { execFile } from "node:child_process";
import { globSync, readdirSync } from "node:fs";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { cache } from "../cache.ts";
import { areFetched, fetchPackages, type Wanted } from "../debian_packages.ts";

/** A kernel that QEMU can start. */
export interface Kernel {
  image: string;
  /** Holds a directory of modules for each release. */
  modules: string;
}

/** ms; 40 MB from a slow mirror. */
const deadline = 10 * 60_000;
/** modprobe and depmod look nowhere else. */
const modules = "lib/modules";

/** Whether `fetchKernel` would have nothing to do. */
export async function isFetched(suite: string): Promise<boolean> {
  return await areFetched(wanted(suite));
}

/** The current kernel for clouds of a Debian suite: small, with virtiofs built in, so that it boots from a shared root without an initrd. */
export async function fetchKernel(suite: string): Promise<Kernel> {
  await fetchPackages(wanted(suite));
  const { directory } = wanted(suite);
  // That of Debian 13 lies in /boot, that of sid (7.2) with its modules.
  const [image] = globSync(["boot/vmlinuz-*", `${modules}/*/vmlinuz`], { cwd: directory });
  if (image === undefined) throw new Error(`There is no kernel in ${directory}: remove that directory, then run this again.`);
  return { image: join(directory, image), modules: join(directory, modules) };
}

function wanted(suite: string): Wanted {
  return {
    // Newer kernels come in several packages; the metapackage names the one that is current.
    packages: ["linux-image-cloud-amd64"],
    following: /^linux-(image|binary|modules)-\d/,
    suite,
    directory: join(cache, "qemu", suite),
    deadline,
    finish: indexModules,
  };
}

/** Packages leave the index to their installation; without it modprobe finds nothing. */
async function indexModules(directory: string): Promise<void> {
  await symlink("usr/lib", join(directory, "lib"));
  const env = { ...process.env, PATH: `${process.env["PATH"] ?? ""}:/usr/sbin:/sbin` };
  for (const release of readdirSync(join(directory, modules)))
    await promisify(execFile)("depmod", ["--basedir", directory, release], { env });
}

import { execFile } from "node:child_process";
import { existsSync, globSync, readdirSync } from "node:fs";
import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { cache } from "../cache.ts";
import { areFetched, fetchPackages, type Wanted } from "../debian_packages.ts";
import { initrdFor } from "./initrd.ts";

/** A kernel that QEMU can start. */
export interface Kernel {
  image: string;
  /** Absent where the kernel can mount its root by itself. */
  initrd?: string;
  /** Holds a directory of modules for each release. */
  modules: string;
}

/** ms; 40 MB from a slow mirror. */
const deadline = 10 * 60_000;
/** modprobe and depmod look nowhere else. */
const modules = "lib/modules";
const initrd = "boot/initrd";

/** Whether `fetchKernel` would have nothing to do. */
export async function isFetched(suite: string): Promise<boolean> {
  return await areFetched(wanted(suite));
}

/** The current kernel for clouds of a Debian suite: it is small, and from 6.12 on has virtiofs built in, so that it needs no initrd. */
export async function fetchKernel(suite: string): Promise<Kernel> {
  await fetchPackages(wanted(suite));
  const { directory } = wanted(suite);
  // That of Debian 13 lies in /boot, that of sid (7.2) with its modules.
  const [image] = globSync(["boot/vmlinuz-*", `${modules}/*/vmlinuz`], { cwd: directory });
  if (image === undefined) throw new Error(`There is no kernel in ${directory}: remove that directory, then run this again.`);
  const first = join(directory, initrd);
  return { image: join(directory, image), modules: join(directory, modules), ...(existsSync(first) && { initrd: first }) };
}

function wanted(suite: string): Wanted {
  return {
    // Newer kernels come in several packages; the metapackage names the one that is current.
    packages: ["linux-image-cloud-amd64"],
    following: /^linux-(image|binary|modules)-\d/,
    suite,
    directory: join(cache, "qemu", suite),
    deadline,
    finish,
  };
}

/** What packages leave to their installation: the index without which modprobe finds no module, and the initrd. */
async function finish(directory: string): Promise<void> {
  if (!existsSync(join(directory, "lib"))) await symlink("usr/lib", join(directory, "lib"));
  const env = { ...process.env, PATH: `${process.env["PATH"] ?? ""}:/usr/sbin:/sbin` };
  for (const release of readdirSync(join(directory, modules))) {
    await promisify(execFile)("depmod", ["--basedir", directory, release], { env });
    const content = await initrdFor(join(directory, modules, release));
    if (content) await writeFile(join(directory, initrd), content);
  }
}

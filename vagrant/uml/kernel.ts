import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cache } from "../cache.ts";
import { areFetched, fetchPackages } from "../debian_packages.ts";

/** A User-Mode Linux kernel that could be started. */
export interface UmlKernel {
  /** In words: where it is from. */
  origin: string;
  /** Its file. */
  program: string;
  /** What starts it: a program and its first arguments. */
  start: readonly [string, ...string[]];
  /** Directory in which it must be started. */
  cwd: string;
  /** Holds a directory of modules for each release; absent where there are none. */
  modules?: string;
}

/** Where Debian's package puts the kernel. */
export const installedKernel = "/usr/bin/linux.uml";

const directory = join(cache, "uml/sid");
const runnable = "runnable";
const libraries = "usr/lib/x86_64-linux-gnu";
const interpreter = Buffer.from("/lib64/ld-linux-x86-64.so.2\0");

/** The kernel of this host's own package. */
export function ownKernel(): UmlKernel | undefined {
  if (!existsSync(installedKernel)) return undefined;
  return {
    origin: "the package user-mode-linux",
    program: installedKernel,
    start: [installedKernel],
    cwd: "/",
    modules: "/usr/lib/uml/modules",
  };
}

const wanted = {
  packages: ["user-mode-linux", "libc6", "libgcc-s1"],
  suite: "sid",
  directory,
  deadline: 10 * 60_000,
  finish: makeRunnable,
};

/** Whether `newestKernel` has it already. */
export async function isFetched(): Promise<boolean> {
  return await areFetched(wanted);
}

/**
 * Debian's newest kernel: three times as fast as the one of Debian 12, and the first that boots on CPUs with AMX, whose registers are
 * larger than older kernels have room for. It is linked with the libc of its own suite, which is fetched with it; a copy of the kernel
 * looks for its dynamic linker in the directory it is started in, so that neither root nor a changed root is needed.
 */
export async function newestKernel(): Promise<UmlKernel> {
  await fetchPackages(wanted);
  const cwd = join(directory, runnable);
  return {
    origin: "Debian sid",
    program: join(cwd, "linux"),
    start: ["env", "LD_LIBRARY_PATH=lib", "./linux"],
    cwd,
    modules: join(directory, "usr/lib/uml/modules"),
  };
}

async function makeRunnable(unpacked: string): Promise<void> {
  const packaged = join(unpacked, "usr/bin/linux.uml");
  const kernel = await readFile(packaged);
  const at = kernel.subarray(0, 4096).indexOf(interpreter);
  if (at < 0) throw new Error(`${packaged} names no dynamic linker ${interpreter.toString("latin1").trim()} that could be replaced.`);
  // A relative PT_INTERP is looked up in the working directory (fs/binfmt_elf.c opens it like any path).
  kernel.fill(0, at, at + interpreter.length).write("ld.so", at);
  const place = join(unpacked, runnable);
  await mkdir(place);
  await writeFile(join(place, "linux"), kernel);
  await chmod(join(place, "linux"), 0o755);
  await symlink(join("..", libraries), join(place, "lib"));
  await symlink("lib/ld-linux-x86-64.so.2", join(place, "ld.so"));
}

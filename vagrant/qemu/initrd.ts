import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { cpio, type Entry } from "./cpio.ts";

/** What a guest's root comes through, and how it comes to the device. */
const needed = ["virtiofs", "virtio_pci"];
const busybox = ["/bin/busybox", "/usr/bin/busybox"];
/** What the kernel says that each module needs: "kernel/fs/fuse/virtiofs.ko: kernel/fs/fuse/fuse.ko …". */
const index = "modules.dep";

/**
 * The first root of a kernel that has virtiofs in modules only, such as Debian 12's: it loads them and goes over to the root that the command
 * line names. Undefined for a kernel that needs none.
 *
 * @param modules a release's directory of modules, indexed by depmod
 */
export async function initrdFor(modules: string): Promise<Buffer | undefined> {
  const files = inOrder(needed, await readFile(join(modules, index), "utf8"));
  if (files.length === 0) return undefined;
  const entries: Entry[] = [{ path: "bin" }, { path: "proc" }, { path: "dev" }, { path: "root" }, { path: "modules" }];
  entries.push({ path: "bin/busybox", content: await firstOf(busybox) });
  for (const file of files) entries.push({ path: `modules/${basename(file)}`, content: await readFile(join(modules, file)) });
  entries.push({ path: "init", content: Buffer.from(script(files.map((file) => basename(file)))) });
  return cpio(entries);
}

/** The modules' files, each after those it needs. Names that are not there are built into the kernel. */
export function inOrder(names: readonly string[], dependencies: string): string[] {
  const lines = dependencies.split("\n").filter(Boolean);
  const needs = new Map(lines.map((line) => line.split(":") as [string, string]));
  const found = new Set<string>();
  const take = (file: string): void => {
    for (const other of needs.get(file)?.split(" ").filter(Boolean) ?? []) take(other);
    found.add(file);
  };
  for (const name of names) {
    const file = [...needs.keys()].find((path) => basename(path).replace(/\.ko(\..+)?$/, "") === name);
    if (file !== undefined) take(file);
  }
  return [...found];
}

function script(modules: readonly string[]): string {
  return `#!/bin/busybox sh
busybox mount -t proc proc /proc
${modules.map((module) => `busybox insmod /modules/${module}`).join("\n")}
for word in $(busybox cat /proc/cmdline); do
  case $word in
    init=*) init=\${word#*=} ;;
    root=*) root=\${word#*=} ;;
  esac
done
busybox umount /proc
busybox mount -t virtiofs "$root" /root && exec busybox switch_root /root "$init"
`;
}

async function firstOf(files: readonly string[]): Promise<Buffer> {
  for (const file of files) {
    const content = await readFile(file).catch(() => undefined);
    if (content) return content;
  }
  throw new Error(`There is no busybox at ${files.join(" or ")}: install busybox-static`);
}

import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { builtFile } from "./native.mjs";
import { hashOfFiles, isStamped, writeStamp } from "./stamp.mjs";

const places = ["/bin/busybox", "/usr/bin/busybox"];
const directories = ["bin", "dev", "etc", "home", "proc", "root", "run", "sys", "tmp", "usr", "var", "var/tmp"];
const files = {
  "etc/passwd": "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n",
  "etc/group": "root:x:0:\nnogroup:x:65534:\n",
  "etc/hosts": "127.0.0.1 localhost\n",
};

/** The unpacked base image: busybox and the probe in /bin, and the empty directories that a root needs. */
export function baseImageDirectory(root) {
  return join(root, ".cache/images/base");
}

/** What is to be done so that the base image is made of this busybox and this probe: a function, or undefined when nothing is. */
export function baseImageBuild(root) {
  const busybox = places.find((place) => existsSync(place));
  if (!busybox) throw new Error(`There is no busybox at ${places.join(" or ")}: install busybox-static.`);
  const probe = builtFile(root, "probe");
  const programs = [busybox, probe].filter((file) => existsSync(file));
  const content = hashOfFiles([...programs, new URL(import.meta.url)]);
  const stamp = join(root, ".cache/stamps/base");
  const image = baseImageDirectory(root);
  if (isStamped(stamp, content) && existsSync(image)) return undefined;
  return () => {
    unpack(image, busybox, existsSync(probe) ? probe : undefined);
    writeStamp(stamp, content);
  };
}

function unpack(image, busybox, probe) {
  requireStatic(busybox);
  const unfinished = `${image}.new-${process.pid}`;
  for (const directory of ["", ...directories]) {
    mkdirSync(join(unfinished, directory), { recursive: true });
    // mkdir's mode is cut by the umask; containers of other users must be able to read.
    chmodSync(join(unfinished, directory), directory.endsWith("tmp") ? 0o1777 : 0o755);
  }
  symlinkSync("../bin", join(unfinished, "usr/bin"));
  install(busybox, join(unfinished, "bin/busybox"));
  if (probe) install(probe, join(unfinished, "bin/probe"));
  const applets = spawnSync(busybox, ["--list"], { encoding: "utf8" }).stdout.split("\n");
  for (const applet of applets) {
    if (applet !== "" && applet !== "busybox" && applet !== "probe") symlinkSync("busybox", join(unfinished, "bin", applet));
  }
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(unfinished, name), content);
    chmodSync(join(unfinished, name), 0o644);
  }
  // A running container may still use the old one: it is moved away whole, never emptied in place.
  const old = `${image}.old-${process.pid}`;
  if (existsSync(image)) renameSync(image, old);
  renameSync(unfinished, image);
  rmSync(old, { recursive: true, force: true });
}

function install(program, target) {
  copyFileSync(program, target);
  chmodSync(target, 0o755);
}

/** In a container there is no dynamic linker: a busybox that names one in its ELF header (PT_INTERP) cannot start there. */
function requireStatic(busybox) {
  if (/\/ld-(linux|musl)/.test(readFileSync(busybox).subarray(0, 4096).toString("latin1"))) {
    throw new Error(
      `${busybox} is linked dynamically and cannot run in an empty root. Install busybox-static in its place: apt-get install busybox-static`,
    );
  }
}

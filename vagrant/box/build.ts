import { existsSync } from "node:fs";
import { copyFile, link, mkdir, readdir, rename, rm, statfs, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fetchPackages } from "../debian_packages.ts";
import { withFileLock } from "../file_lock.ts";
import { boxDirectory, boxFolder, boxName, boxPlace, readBox, type BoxDirectory, type BoxRecord } from "./box.ts";
import { execute, isolated } from "./execute.ts";
import { recipe, recipeHash } from "./recipe.ts";

const suite = "trixie";
/** GiB that the guest sees; on the host the disk takes what is in it. */
const diskSize = 4;
/** Bytes that a build needs at its peak: 0.5 GB of files, as much on the raw disk, packages, and the box twice (0.15 GB each). */
const peak = 2e9;
/** ms to fetch the kernel, waiting for another build included. */
const fetchDeadline = 15 * 60_000;

interface Request {
  /** Build also when there is a box made by this recipe. */
  force: boolean;
  /** Gets a short line for each step. */
  tell: (line: string) => void;
  signal: AbortSignal;
  /** Where the box is put. */
  place?: string;
}

/**
 * Sees to it that there is a box made by today's recipe; whoever builds it, others wait. What is half made when this ends is removed, or by
 * the next build after a kill.
 *
 * @returns the box, and whether it was built now
 * @throws Error that says what was tried, and what came of it
 */
export async function buildBox({ force, tell, signal, place = boxPlace }: Request): Promise<{ box: BoxRecord; built: boolean }> {
  const before = readBox(place);
  const unfinished = `${place}.unfinished`;
  if (!force && before?.recipe === recipeHash() && !existsSync(unfinished)) return { box: before, built: false };
  await mkdir(dirname(place), { recursive: true });
  return await withFileLock(`${place}.lock`, signal, async () => {
    // Nobody else is at it, so what is there was left by a build that was killed.
    await rm(unfinished, { recursive: true, force: true });
    const meanwhile = readBox(place);
    // Somebody else may have built it while this waited; with `force`, only what was not there before counts.
    if (meanwhile?.recipe === recipeHash() && (!force || meanwhile.version !== before?.version)) return { box: meanwhile, built: false };
    requireRoot();
    await requireSpace(dirname(place));
    try {
      const box = await build({ unfinished, place, tell, signal });
      await rm(place, { recursive: true, force: true });
      await rename(unfinished, place);
      return { box, built: true };
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  });
}

async function build({ unfinished, place, tell, signal }: Omit<Required<Request>, "force"> & { unfinished: string }): Promise<BoxRecord> {
  const parts = boxDirectory(unfinished);
  const [root, kernel, image] = ["root", "kernel", "image"].map((name) => join(unfinished, name)) as [string, string, string];
  await mkdir(image, { recursive: true });
  tell(`Kernel of Debian ${suite}`);
  await fetchPackages({
    packages: ["linux-image-cloud-amd64"],
    following: /^linux-(image|modules)-\d/,
    suite,
    directory: kernel,
    deadline: fetchDeadline,
    signal,
  });
  const mirror = process.env["BRINE_MIRROR"] ?? "http://deb.debian.org/debian";
  await execute([...isolated, "sh", recipe.root, root, suite, mirror, kernel, recipe.provision], { tell, signal });
  const [release = ""] = await readdir(join(kernel, "usr/lib/modules"));
  await execute(["sh", recipe.image, root, kernel, image, recipe.init, `${diskSize}`], { tell, signal });
  await rm(root, { recursive: true });
  await rm(kernel, { recursive: true });
  await rm(`${kernel}.lock`);

  tell(`Box ${boxName}`);
  const version = versionOf(new Date());
  await copyFile(recipe.vagrantfile, join(image, "Vagrantfile"));
  await writeFile(join(image, "metadata.json"), JSON.stringify({ provider: "libvirt", format: "qcow2", virtual_size: diskSize }));
  await execute(["tar", "--create", "--sparse", "--file", parts.archive, "--directory", image, "."], { tell, signal });
  await rm(image, { recursive: true });
  await addBox(parts, version, signal);
  await writeFile(parts.catalogue, catalogue(version, boxDirectory(place).archive));
  const record: BoxRecord = { recipe: recipeHash(), version, kernel: release };
  await writeFile(parts.record, JSON.stringify(record));
  return record;
}

/** Has Vagrant unpack the box into a home of ours, so that the user's own ~/.vagrant.d stays as it is; and its disk lie in a libvirt pool. */
async function addBox(parts: BoxDirectory, version: string, signal: AbortSignal): Promise<void> {
  await mkdir(parts.pool);
  await writeFile(parts.catalogue, catalogue(version, parts.archive));
  const env = { VAGRANT_HOME: parts.home, HOME: parts.directory, VAGRANT_CHECKPOINT_DISABLE: "1" };
  const command = ["vagrant", "box", "add", "--no-tty", "--provider", "libvirt", parts.catalogue];
  await execute(command, { tell: () => {}, signal, env, cwd: parts.directory });
  const disk = join(parts.home, "boxes", boxFolder, version, "libvirt/box.img");
  await link(disk, join(parts.pool, `${boxFolder}_vagrant_box_image_${version}_box.img`));
}

/** What Vagrant reads to find the versions of a box (developer.hashicorp.com/vagrant/docs/boxes/format, "Box Catalog Metadata"). */
function catalogue(version: string, archive: string): string {
  const provider = { name: "libvirt", url: `file://${archive}` };
  return JSON.stringify({ name: boxName, versions: [{ version, providers: [provider] }] });
}

/** 2026-01-31T07:08:09Z is 20260131.70809.0: parts of a version have no leading zeros. */
function versionOf(date: Date): string {
  const [day = "", time = ""] = date
    .toISOString()
    .replaceAll(/[-:]|\..*$/g, "")
    .split("T");
  return `${day}.${Number(time)}.0`;
}

function requireRoot(): void {
  if (process.getuid?.() === 0) return;
  throw new Error("A box is made by debootstrap, which needs root (chroot, and files of many owners): run `sudo npm run box`.");
}

async function requireSpace(directory: string): Promise<void> {
  const { bavail, bsize } = await statfs(directory);
  const free = bavail * bsize;
  if (free >= peak) return;
  throw new Error(
    `Not enough space for the box: building it takes ${gigabytes(peak)} below ${directory}, and ${gigabytes(free)} are free. ` +
      "Free some, or make .cache/machines a link to where there is.",
  );
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

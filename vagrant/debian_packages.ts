import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { withFileLock } from "./file_lock.ts";

const execute = promisify(execFile);

/** Packages of a suite that is not the host's. */
export interface Wanted {
  packages: readonly string[];
  /** Dependencies to take along, by name, and theirs: /^linux-(image|modules)-\d/ finds what a metapackage stands for. Others are left out. */
  following?: RegExp;
  /** As the mirror names it: "trixie", "sid". */
  suite: string;
  /** Where they are unpacked. It exists only once everything is in it. */
  directory: string;
  /** ms for everything, waiting for another process that fetches the same included. */
  deadline: number;
  signal?: AbortSignal;
  /** Does what is still to be done to the files before they count as there; gets the directory they are in until then. */
  finish?: (unfinished: string) => Promise<void>;
  /** Address of a Debian mirror; by default the one this host uses. */
  mirror?: string;
}

/** The kernel's and the archive's own keys; apt accepts no index that was not signed with one of them. */
const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";
/** Written last into the directory: what was asked for and what came. */
const record = ".brine-packages.json";

/** Whether the packages are there, whole, just as they are asked for. */
export async function areFetched({ packages, following, suite, directory }: Wanted): Promise<boolean> {
  try {
    const { asked } = JSON.parse(await readFile(join(directory, record), "utf8"));
    return JSON.stringify(asked) === JSON.stringify(request({ packages, following, suite }));
  } catch {
    return false;
  }
}

/**
 * Sees to it that Debian packages of another suite are unpacked in a directory. The host's own apt and dpkg databases are neither
 * changed nor asked; no script of a package is run. What is there is kept, and never updated: remove the directory for newer ones.
 * Callers may be many, in many processes: one fetches, the others wait.
 * @throws Error that says what was tried, what came of it and what to do
 */
export async function fetchPackages(wanted: Wanted): Promise<void> {
  if (await areFetched(wanted)) return;
  const directory = resolve(wanted.directory);
  const signal = AbortSignal.any([AbortSignal.timeout(wanted.deadline), ...(wanted.signal ? [wanted.signal] : [])]);
  const unfinished = `${directory}.unfinished`;
  try {
    await mkdir(dirname(directory), { recursive: true });
    await withFileLock(`${directory}.lock`, signal, async () => {
      if (await areFetched(wanted)) return;
      // Nobody else is at it, so what is there was left by someone who was ended.
      await rm(unfinished, { recursive: true, force: true });
      try {
        const fetched = await unpack(wanted, unfinished, signal);
        await wanted.finish?.(join(unfinished, "root"));
        await writeFile(join(unfinished, "root", record), JSON.stringify({ asked: request(wanted), fetched }, undefined, 2));
        await rm(directory, { recursive: true, force: true });
        await rename(join(unfinished, "root"), directory);
      } finally {
        await rm(unfinished, { recursive: true, force: true });
      }
    });
  } catch (error) {
    wanted.signal?.throwIfAborted();
    const late = signal.aborted ? `not done within ${wanted.deadline / 1000} s` : worded(error);
    const what = `Cannot fetch ${wanted.packages.join(", ")} of Debian ${wanted.suite} into ${directory}: ${late}`;
    throw new Error(what, { cause: error });
  }
}

function request({ packages, following, suite }: Pick<Wanted, "packages" | "suite"> & { following?: RegExp | undefined }) {
  return { packages, following: following?.source ?? "", suite };
}

/** Downloads and unpacks into `place`/root. @returns the packages with their versions, "linux-image-… 6.12.117-1" */
async function unpack(wanted: Wanted, place: string, signal: AbortSignal): Promise<string[]> {
  if (!existsSync(keyring)) throw new Error(`${keyring} is missing: install the package debian-archive-keyring`);
  const archives = join(place, "archives");
  for (const folder of ["root", "archives", "lists/partial", "cache/archives/partial"])
    await mkdir(join(place, folder), { recursive: true });
  const sources = join(place, "sources.list");
  const mirror = wanted.mirror ?? (await hostMirror(signal));
  await writeFile(sources, `deb [signed-by=${keyring}] ${mirror} ${wanted.suite} main\n`);
  await writeFile(join(place, "status"), "");
  const settings = {
    "Dir::Etc::sourcelist": sources,
    "Dir::Etc::sourceparts": "-",
    "Dir::Etc::preferences": "-",
    "Dir::Etc::preferencesparts": "-",
    "Dir::State": place,
    "Dir::State::lists": join(place, "lists"),
    "Dir::State::status": join(place, "status"),
    "Dir::Cache": join(place, "cache"),
    // The user _apt may not be able to reach the project's folder.
    "APT::Sandbox::User": "root",
    "Acquire::Languages": "none",
    "Acquire::Retries": "1",
    "Acquire::http::Timeout": "20",
    "APT::Update::Error-Mode": "any",
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  const apt = (program: string, ...args: string[]) =>
    execute(program, [...options, "-q", ...args], { cwd: archives, signal, env: { ...process.env, LC_ALL: "C" }, maxBuffer: 1 << 26 });

  await apt("apt-get", "update");
  const names = [...wanted.packages];
  // The list grows while it is walked through.
  for (const name of wanted.following ? names : []) {
    const { stdout } = await apt("apt-cache", "depends", "--important", name);
    const dependencies = [...stdout.matchAll(/Depends: (\S+)/g)].map(([, dependency]) => dependency!);
    names.push(...dependencies.filter((dependency) => wanted.following!.test(dependency) && !names.includes(dependency)));
  }
  const { stdout } = await apt("apt-get", "download", "--print-uris", ...names);
  const files = [...stdout.matchAll(/^'\S+' (\S+) /gm)].map(([, file]) => file!);
  await apt("apt-get", "download", ...names);
  for (const file of files) await execute("dpkg-deb", ["--extract", join(archives, file), join(place, "root")], { signal });
  return files.map((file) => file.replace(/_[^_]*\.deb$/, "").replace("_", " "));
}

/** The Debian mirror that this host's own apt uses, so that one behind a wall works too. */
async function hostMirror(signal: AbortSignal): Promise<string> {
  const { stdout } = await execute("apt-get", ["indextargets", "--format", "$(REPO_URI)"], { signal });
  return stdout.split("\n").find((address) => address.endsWith("/debian/")) ?? "http://deb.debian.org/debian/";
}

function worded(error: unknown): string {
  const { code, message, stderr = "", path } = error as NodeJS.ErrnoException & { stderr?: string };
  const said = stderr.split("\n").filter((line) => /^(E:|dpkg|Err)/.test(line));
  if (code === "ENOENT" && /^(apt|dpkg|flock)/.test(path ?? ""))
    return `there is no program ${path}: only a Debian host can fetch packages`;
  if (code === "ENOSPC" || /No space left|enough free space/.test(stderr))
    return `no space left. Free some, or remove other machines' kernels.\n${said.join("\n")}`;
  if (/resolv|Could not connect|connection timed out|Connection failed|Temporary failure/i.test(stderr))
    return `the mirror cannot be reached. It is fetched once; the network is needed until then.\n${said.join("\n")}`;
  return said.length > 0 ? said.join("\n") : message;
}

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { cache } from "../cache.ts";

const run = promisify(execFile);
const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** What to fetch. */
export interface Wanted {
  /** "sid", "trixie". */
  suite: string;
  packages: readonly string[];
  /** The directory that is to hold the packages' files, unpacked. */
  into: string;
}

/**
 * Unpacks Debian packages of any suite into a directory, unless it is there already. The host's own apt fetches them, from the mirror it is
 * configured with, and checks their signature and hashes as always, with lists and caches of their own: neither what is
 * installed here nor what apt knows of is touched. The directory comes into being whole or not at all.
 *
 * @throws Error that says what was tried
 */
export async function fetchPackages({ suite, packages, into }: Wanted): Promise<void> {
  if (existsSync(into)) return;
  const state = join(cache, `apt-${suite}-${process.pid}`);
  const unfinished = `${into}.new-${process.pid}`;
  const debs = join(state, "debs");
  try {
    for (const directory of ["lists/partial", "cache/archives/partial", "debs"]) await mkdir(join(state, directory), { recursive: true });
    const signedBy = existsSync(keyring) ? `[signed-by=${keyring}] ` : "";
    await writeFile(join(state, "sources.list"), `deb ${signedBy}${await mirror()} ${suite} main\n`);
    const options = [
      `Dir::Etc::sourcelist=${join(state, "sources.list")}`,
      "Dir::Etc::sourceparts=-",
      `Dir::State::lists=${join(state, "lists")}`,
      `Dir::Cache=${join(state, "cache")}`,
      // The directories are ours: apt's own user could not write there.
      `APT::Sandbox::User=${process.getuid?.() === 0 ? "root" : ""}`,
      "Acquire::Languages=none",
      "Acquire::Retries=2",
    ].flatMap((option) => ["-o", option]);
    await run("apt-get", ["-q", ...options, "update", "--error-on=any"], { cwd: debs });
    await run("apt-get", ["-q", ...options, "download", ...packages], { cwd: debs });
    await mkdir(unfinished, { recursive: true });
    for (const deb of await readdir(debs)) await run("dpkg", ["-x", join(debs, deb), unfinished]);
    // Another process may have been faster: what it made is as good.
    await rename(unfinished, into).catch((error: unknown) => {
      if (!existsSync(into)) throw error;
    });
  } catch (error) {
    const { stderr = "", message } = error as Error & { stderr?: string };
    throw new Error(`Debian's packages ${packages.join(" ")} of ${suite} could not be fetched: ${stderr.trim() || message}`, {
      cause: error,
    });
  } finally {
    for (const directory of [state, unfinished]) await rm(directory, { recursive: true, force: true });
  }
}

/** The Debian mirror that this host's apt is configured with. */
async function mirror(): Promise<string> {
  const { stdout } = await run("apt-get", ["indextargets", "--format", "$(REPO_URI) $(ORIGIN) $(LABEL)", "Identifier: Packages"]);
  const targets = stdout.split("\n").map((line) => line.split(" "));
  // Where no lists were ever fetched the origin is not known, but mirrors keep their name.
  const found =
    targets.find(([, origin, label]) => origin === "Debian" && label === "Debian") ??
    targets.find(([uri = ""]) => /\/debian\/?$/.test(uri));
  if (!found?.[0]) throw new Error("apt on this host knows no Debian mirror: add one to /etc/apt/sources.list");
  return found[0];
}

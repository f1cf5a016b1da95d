/**
 * A root file system in which a directory turns into a symbolic link to the host's, and back, while the container is made: nothing of it may
 * land outside (CVE-2019-19921, CVE-2021-30465, CVE-2025-31133, CVE-2025-52881). BRINE_RACE_ROUNDS=1000 makes so many containers of each kind.
 */
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { expect } from "chai";
import type { Configuration, Mount } from "../configuration/types.ts";
import { configurationFor, notHere, TestBundle } from "./test_bundle.ts";

const rounds = Number(process.env["BRINE_RACE_ROUNDS"] ?? 40);

/**
 * Exchanges the directory with each of the links in turn, in one system call (renameat2(2), RENAME_EXCHANGE), as fast as it can, until its
 * standard input ends; then it tells how often.
 */
const exchanging = `
import ctypes, os, sys, threading
libc = ctypes.CDLL(None, use_errno=True)
os.chdir(sys.argv[1])
links = [name.encode() for name in sys.argv[2:]]
over = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
print("ready", flush=True)
count = 0
while not over.is_set():
    for link in links:
        for _ in range(20):
            count += 2 if libc.renameat2(-100, b"flip", -100, link, 2) == 0 and libc.renameat2(-100, b"flip", -100, link, 2) == 0 else 0
print(count)
`;

async function whileFlipping(directory: string, links: readonly string[], work: () => Promise<void>): Promise<number> {
  const flipper = spawn("python3", ["-c", exchanging, directory, ...links], { stdio: ["pipe", "pipe", "inherit"] });
  let said = "";
  const isReady = new Promise((resolve) => flipper.stdout.once("data", resolve));
  flipper.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  const end = new Promise((resolve) => flipper.once("close", resolve));
  try {
    await isReady;
    await work();
  } finally {
    flipper.stdin.end();
    await end;
  }
  return Number(said.trim().split("\n").at(-1));
}

const { mounts: usual = [], linux, process: usualProcess } = configurationFor(["/bin/probe", "--quiet", "true"]);
const tmpfs = (destination: string, ...options: string[]): Mount => ({ destination, type: "tmpfs", source: "tmpfs", options });

/** The host's own mounts at or below a directory. */
const mountsBelow = (directory: string): string[] =>
  readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .filter((line) => line.split(" ")[4]?.startsWith(directory));

function withMounts(...mounts: Mount[]): Partial<Configuration> {
  return { mounts: [...usual, ...mounts] };
}

/** What is at, or below, the directory that flips. */
const kinds: [string, (source: string) => Partial<Configuration>][] = [
  ["a tmpfs", () => withMounts(tmpfs("/flip"), tmpfs("/flip/made/deep"), tmpfs("/flip/copy", "tmpcopyup"))],
  [
    "a bind mount, of a directory and of a file",
    (source) =>
      withMounts(
        { destination: "/flip/directory", source, options: ["bind", "ro"] },
        { destination: "/flip/file", source: path.join(source, "file"), options: ["bind"] },
        { destination: "/flip/directory", options: ["bind", "remount", "nosuid"] },
      ),
  ],
  ["proc and sysfs", () => withMounts({ destination: "/flip/proc", type: "proc" }, { destination: "/flip/sys", type: "sysfs" })],
  ["a file system made on the host", () => withMounts({ destination: "/flip/ram", type: "ramfs" })],
  [
    "devices",
    () => ({
      linux: {
        ...linux,
        devices: [
          { type: "p", path: "/flip/nodes/fifo" },
          { type: "c", path: "/flip/null", major: 1, minor: 3 },
        ],
      },
    }),
  ],
  [
    "masked and read-only paths",
    () => ({ linux: { ...linux, maskedPaths: ["/flip/file", "/flip"], readonlyPaths: ["/flip/directory", "/flip/file"] } }),
  ],
  ["the working directory", () => ({ process: { ...usualProcess, cwd: "/flip/work" } })],
  [
    "mounts, where the host's processes are in sight",
    () => ({
      ...withMounts(tmpfs("/flip/tmpfs")),
      process: { ...usualProcess, cwd: "/flip/work" },
      linux: { ...linux, namespaces: (linux?.namespaces ?? []).filter(({ type }) => type !== "pid"), maskedPaths: ["/flip/file"] },
    }),
  ],
];

describe("while a directory turns into a symbolic link to the host's and back, nothing is made outside", { skip: notHere }, () => {
  for (const [name, patch] of kinds)
    it(`by ${name}`, { timeout: 240_000 }, async () => {
      using bundle = new TestBundle();
      const [outside, source] = ["outside", "source"].map((each) => path.join(bundle.directory, each)) as [string, string];
      for (const directory of [outside, source, path.join(bundle.rootfs, "flip"), path.join(bundle.rootfs, "flip/directory")])
        mkdirSync(directory);
      for (const directory of [outside, source, path.join(bundle.rootfs, "flip")])
        writeFileSync(path.join(directory, "file"), "of the host");
      // By its path, by way up, and by way of a process that is not the container's.
      const targets = [outside, `../../../../../../..${outside}`, `/proc/${process.pid}/root${outside}`];
      const links = targets.map((_, index) => `link-${index}`);
      for (const [index, target] of targets.entries()) symlinkSync(target, path.join(bundle.rootfs, links[index]!));
      bundle.configure(configurationFor(["/bin/probe", "--quiet", "true"], patch(source)));
      let made = 0;
      const flips = await whileFlipping(bundle.rootfs, links, async () => {
        // Few are made in between: one at least.
        for (let round = 0; round < rounds || (made === 0 && round < 20 * rounds); round++) {
          try {
            await bundle.runtime.run({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
            made++;
          } catch (error) {
            expect((error as Error).message).to.match(/ELOOP|ENOENT|ENOTDIR|EEXIST|ESTALE|EINVAL|lead out of the root|is not a directory/);
          }
          expect(readdirSync(outside), `round ${round}`).to.deep.equal(["file"]);
          expect(readFileSync(path.join(outside, "file"), "utf8")).to.equal("of the host");
          expect(mountsBelow(bundle.directory)).to.deep.equal([]);
        }
      });
      expect(made, "containers that were made in between").to.be.above(0);
      expect(flips, "flips").to.be.above(rounds);
      expect(bundle.residue()).to.deep.equal([]);
    });
});

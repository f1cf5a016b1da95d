/** What the runtime's own tests run: a bundle with the probe in it, and a place to see that nothing is left. */
import {
  closeSync,
  copyFileSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { buildDirectory } from "../../native/index.ts";
import { readCgroupHost } from "../cgroup/hierarchies.ts";
import { removeForcibly, thaw } from "../cgroup/remove.ts";
import type { Configuration } from "../configuration/types.ts";
import { Runtime } from "./runtime.ts";
import type { Container, Stdio } from "./container.ts";

/** ms for the kernel to end what was killed. */
const patience = 10_000;

/** The reason why containers cannot be made here, or false. */
export const notHere: string | false = process.geteuid?.() === 0 ? false : "needs root";

/** Where a test makes control groups, by itself or by a container. */
const places = new Set(
  readCgroupHost().hierarchies.flatMap(({ mountPoint, own }) => ["/", own, path.dirname(own)].map((place) => path.join(mountPoint, place))),
);

/** What is suspended in one of them is killed in the others in vain. */
async function removeAll(groups: readonly string[]): Promise<void> {
  await thaw(groups);
  await removeForcibly(groups, patience);
}

/** What `runc spec` writes, for a program of the probe. */
export function configurationFor(args: string[], patch: object = {}): Configuration {
  return {
    ociVersion: "1.0.2",
    process: {
      user: { uid: 0, gid: 0 },
      args,
      env: ["PATH=/bin"],
      cwd: "/",
      capabilities: { bounding: ["CAP_KILL"], effective: ["CAP_KILL"], permitted: ["CAP_KILL"] },
      noNewPrivileges: true,
    },
    root: { path: "rootfs" },
    hostname: "inside",
    mounts: [
      { destination: "/proc", type: "proc", source: "proc" },
      { destination: "/dev", type: "tmpfs", source: "tmpfs", options: ["nosuid", "strictatime", "mode=755", "size=65536k"] },
      {
        destination: "/dev/pts",
        type: "devpts",
        source: "devpts",
        options: ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"],
      },
      { destination: "/sys", type: "sysfs", source: "sysfs", options: ["nosuid", "noexec", "nodev", "ro"] },
      { destination: "/sys/fs/cgroup", type: "cgroup", source: "cgroup", options: ["nosuid", "noexec", "nodev", "relatime", "ro"] },
    ],
    linux: {
      namespaces: [{ type: "pid" }, { type: "network" }, { type: "ipc" }, { type: "uts" }, { type: "mount" }],
      resources: { devices: [{ allow: false, access: "rwm" }] },
      maskedPaths: ["/proc/kcore", "/proc/keys", "/sys/firmware"],
      readonlyPaths: ["/proc/sys"],
    },
    ...patch,
  };
}

/** A bundle in a temporary directory, a runtime beside it, and what goes with them, such as control groups that bear its id. */
export class TestBundle implements Disposable {
  readonly directory = mkdtempSync(path.join(tmpdir(), "brine-test-"));
  readonly rootfs = path.join(this.directory, "rootfs");
  readonly runtime = new Runtime({ root: path.join(this.directory, "state") });
  /** Unique on this host: it names the container's control groups too. */
  readonly id = path.basename(this.directory);
  readonly #null = openSync("/dev/null", "r");
  readonly #output = openSync(path.join(this.directory, "output"), "w+");
  readonly stdio: Stdio = { stdin: this.#null, stdout: this.#output, stderr: this.#output };

  constructor() {
    for (const name of ["bin", "proc", "sys", "dev"]) mkdirSync(path.join(this.rootfs, name), { recursive: true });
    copyFileSync(`${buildDirectory}probe`, path.join(this.rootfs, "bin/probe"));
    this.configure(configurationFor(["/bin/probe", "--quiet", "idle"]));
  }

  configure(configuration: object | string | Buffer): void {
    const isWritten = typeof configuration === "string" || Buffer.isBuffer(configuration);
    writeFileSync(path.join(this.directory, "config.json"), isWritten ? configuration : JSON.stringify(configuration));
  }

  /** A container of it that has been started. */
  async running(id = this.id): Promise<Container> {
    const container = await this.runtime.create({ id, bundle: this.directory, stdio: this.stdio });
    await container.start();
    return container;
  }

  get output(): string {
    return readFileSync(path.join(this.directory, "output"), "utf8");
  }

  /** Resolves once a program has written something: the probe does so when it is ready for signals. */
  async hasSpoken(): Promise<void> {
    for (const end = Date.now() + 5_000; this.output === ""; await setTimeout(2))
      if (Date.now() > end) throw new Error("the container's program has said nothing in 5 s");
  }

  get #groups(): string[] {
    const entries = [...places].flatMap((place) => readdirSync(place).map((name) => path.join(place, name)));
    return entries.filter((entry) => path.basename(entry).startsWith(this.id));
  }

  /** What a container of this bundle has left: control groups, state. Sorted. */
  residue(): string[] {
    return [...globSync(`/sys/fs/cgroup/**/${this.id}*`), ...globSync(path.join(this.directory, "state/*"))].sort();
  }

  [Symbol.dispose](): void {
    // A test that failed has left some. A disposal cannot wait, but the process does not end before they have gone.
    void removeAll(this.#groups);
    closeSync(this.#null);
    closeSync(this.#output);
    rmSync(this.directory, { recursive: true, force: true });
  }
}

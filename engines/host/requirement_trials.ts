import { mkdirSync, mkdtempSync, rmdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hierarchy } from "./hierarchies.ts";
import { findProgram, runProgram } from "./monitor.ts";
import { overlayOptions } from "./mount_overlay.ts";
import { programEnvironment } from "./run_mark.ts";
import { asUser, unprivileged } from "./users.ts";

const deadline = 5_000;

/** Makes a namespace in a child: unshare(1) of util-linux, which every Debian has. */
export async function canMakeNamespace(type: "user" | "time"): Promise<true | string> {
  const refused = await trial(["unshare", `--${type}`, "true"]);
  if (refused === undefined) return true;
  const advice =
    type === "user"
      ? "allow it with sysctl user.max_user_namespaces and kernel.unprivileged_userns_clone"
      : "use a kernel of 5.6 or newer with CONFIG_TIME_NS";
  return `a ${type} namespace could not be made (${refused}): ${advice}`;
}

/** Makes a pair of veth devices in a network namespace of its own, which takes them along when it ends. */
export async function canMakeVeth(): Promise<true | string> {
  if (!findProgram("ip")) return "there is no program ip: install the package iproute2, or run it in a machine that has it";
  const refused = await trial(["unshare", "--net", "ip", "link", "add", "one", "type", "veth", "peer", "name", "other"]);
  return refused === undefined || `a veth pair could not be made (${refused}): use a kernel with CONFIG_VETH, or load the module veth`;
}

/** Makes a user namespace as a user without privilege. */
export async function canActAsUser(): Promise<true | string> {
  const refused = await trial([...asUser(unprivileged), "unshare", "--user", "true"]);
  return (
    refused === undefined ||
    `a user without privilege could not be acted as, or not make a user namespace (${refused}): install util-linux, and see to @userns`
  );
}

/** Mounts an overlay in a mount namespace of its own, which takes the mount along when it ends. */
export async function canMountOverlay(): Promise<true | string> {
  const directory = mkdtempSync(join(tmpdir(), "brine-overlay-trial-"));
  try {
    const [lower, upper, work, target] = ["lower", "upper", "work", "target"].map((name) => join(directory, name)) as [
      string,
      string,
      string,
      string,
    ];
    for (const each of [lower, upper, work, target]) mkdirSync(each);
    const options = overlayOptions({ lower: [lower], upper, work });
    const refused = await trial([
      "unshare",
      "--mount",
      "--propagation",
      "private",
      "mount",
      "-t",
      "overlay",
      "overlay",
      "-o",
      options,
      target,
    ]);
    return (
      refused === undefined ||
      `an overlay could not be mounted below ${tmpdir()} (${refused}): load the module overlay, and set TMPDIR to a file system that is no overlay itself`
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Makes and removes a group below the root of each hierarchy that has one of the controllers. */
export function canMakeGroups(mounted: Hierarchy[], controllers: string[]): true | string {
  const concerned = mounted.filter((hierarchy) => controllers.some((controller) => hierarchy.controllers.includes(controller)));
  if (concerned.length === 0)
    return `no cgroup hierarchy with ${controllers.join(", ")} is mounted: mount them below /sys/fs/cgroup, or run in a machine of its own (--machine)`;
  for (const { mountPoint } of concerned) {
    const group = join(mountPoint, `brine-trial-${process.pid}-${process.hrtime.bigint()}`);
    try {
      mkdirSync(group);
      rmdirSync(group);
    } catch (error) {
      return `a group could not be made in ${mountPoint} (${error instanceof Error && "code" in error ? String(error.code) : String(error)}): run as root, with the hierarchy mounted writable`;
    }
  }
  return true;
}

/** Runs a command; `undefined` when it succeeds, else what it said. */
async function trial([name = "", ...args]: string[]): Promise<string | undefined> {
  const program = findProgram(name);
  if (!program) return `there is no program ${name}`;
  const result = await runProgram([program, ...args], { env: programEnvironment("trial"), deadline });
  if (result.exitStatus === 0) return undefined;
  return result.timedOut ? "it did not finish in time" : result.stderr.trim() || `exit status ${result.exitStatus}`;
}

/**
 * Where the clients of a runtime (podman, docker, containerd) run: the host's kernel and programs, but with a network, mounts, processes
 * and control groups of their own, so that their daemons change nothing of the host's, and all ends with one process.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { makeGroup } from "../../engines/host/control_files.ts";
import { hierarchies } from "../../engines/host/hierarchies.ts";
import { programEnvironment } from "../../engines/host/run_mark.ts";
import { root } from "../root.ts";
import { beginRun, type Run } from "../run/run.ts";
import { sweep, sweepAbandoned } from "../run/sweep.ts";

/** How a program ended, and what it said. */
export interface Outcome {
  status: number;
  stdout: string;
  stderr: string;
}

/** ms for a command of a client: on a busy machine some take seconds. */
const deadline = 60_000;

/** What is kept of a program's output, bytes. */
const mostOutput = 1 << 20;

/** The runtime that the clients are given. */
export const runtimePath = join(root, "bin/brine-runtime");

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
const joining = (groups: readonly string[]): string =>
  groups.map((group) => `echo 0 > ${quoted(`${group}/cgroup.procs`)} || exit 1`).join("; ");

export class Place {
  /** Inside, /run is this directory: what the clients are given lies there. */
  readonly run: string;
  readonly #run: Run;
  readonly #holder: ChildProcess;
  readonly #leaves: readonly string[];
  readonly #environment: Record<string, string>;
  #pid = 0;

  private constructor(run: Run, holder: ChildProcess, leaves: readonly string[]) {
    this.#run = run;
    this.run = join(run.context.directory, "run");
    this.#holder = holder;
    this.#leaves = leaves;
    this.#environment = { ...programEnvironment(run.context.id), HOME: "/run/home", TMPDIR: "/run/tmp" };
  }

  static async open(): Promise<Place> {
    await sweepAbandoned();
    const run = await beginRun();
    const { id, directory, cgroupParent, pause: init } = run.context;
    for (const name of ["run/home", "run/tmp", "run/lock"]) mkdirSync(join(directory, name), { recursive: true });
    const tops: string[] = [];
    const leaves: string[] = [];
    const binds: string[] = [];
    for (const hierarchy of hierarchies()) {
      const top = makeGroup(hierarchy, cgroupParent);
      if (top === undefined) continue;
      tops.push(top);
      // In v2 a group with controllers for others has no processes of its own (cgroup-v2.rst, "No Internal Process Constraint").
      const leaf = hierarchy.version === 1 ? top : join(top, "init");
      mkdirSync(leaf, { recursive: true });
      leaves.push(leaf);
      binds.push(`mount --bind ${quoted(top)} ${quoted(hierarchy.mountPoint)}`);
    }
    const inner = [
      "set -e",
      joining(leaves),
      ...binds,
      `mount --bind ${quoted(join(directory, "run"))} /run`,
      "mount -t tmpfs none /dev/shm",
      "ip link set lo up",
      "echo ready",
      `exec ${quoted(init)}`,
    ].join("\n");
    const isolate = "unshare --cgroup --mount --propagation private --net --pid --fork --kill-child --mount-proc";
    const holder = spawn("setpriv", ["--pdeathsig", "KILL", "sh", "-c", `${joining(tops)}; exec ${isolate} sh -c ${quoted(inner)}`], {
      env: programEnvironment(id),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const place = new Place(run, holder, leaves);
    try {
      await place.#ready();
    } catch (error) {
      await place.close();
      throw error;
    }
    return place;
  }

  async #ready(): Promise<void> {
    let said = "";
    this.#holder.stderr?.setEncoding("utf8").on("data", (text: string) => (said += text));
    const isReady = new Promise<boolean>((resolve) => {
      this.#holder.stdout?.once("data", () => resolve(true));
      this.#holder.once("close", () => resolve(false));
      this.#holder.once("error", (error) => {
        said += error.message;
        resolve(false);
      });
    });
    if (!(await isReady)) throw new Error(`No place for the clients could be made: ${said.trim()}`);
    const { pid = 0 } = this.#holder;
    this.#pid = Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim());
  }

  #spawn(args: readonly string[], input: boolean): ChildProcess {
    const enter = `${joining(this.#leaves)}; exec nsenter --target ${this.#pid} --cgroup --mount --net --pid -- "$@"`;
    return spawn("sh", ["-c", enter, "sh", ...args], {
      env: this.#environment,
      cwd: "/",
      stdio: [input ? "pipe" : "ignore", "pipe", "pipe"],
    });
  }

  /** Runs a program inside to its end. One that does not end in time is killed, and its status is 124, as timeout(1) says it. */
  async runs(args: readonly string[], input?: string): Promise<Outcome> {
    const child = this.#spawn(args, input !== undefined);
    const outcome: Outcome = { status: 0, stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const)
      child[name]?.setEncoding("utf8").on("data", (text: string) => (outcome[name] = (outcome[name] + text).slice(0, mostOutput)));
    child.stdin?.end(input);
    const timer = setTimeout(() => {
      outcome.stderr += `\n(no end after ${deadline / 1000} s)`;
      outcome.status = 124;
      child.kill("SIGKILL");
      // A process inside may hold the pipes open.
      for (const stream of [child.stdout, child.stderr]) stream?.destroy();
    }, deadline);
    try {
      const [status] = (await once(child, "close")) as [number | null];
      outcome.status ||= status ?? 137;
      return outcome;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Starts a daemon inside, and waits until `isReady`. Its output is told when it does not come to that. */
  async daemon(args: readonly string[], isReady: () => Promise<boolean>): Promise<void> {
    const child = this.#spawn(args, false);
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-20_000)));
    for (const end = Date.now() + deadline; !(await isReady()); await pause(100))
      if (Date.now() > end || child.exitCode !== null) throw new Error(`${args.join(" ")} does not serve:\n${said}`);
  }

  /** Ends all that runs inside, and removes what it has made. */
  async close(): Promise<void> {
    this.#holder.kill("SIGKILL");
    const { id, directory } = this.#run.context;
    await sweep(id, directory);
    this.#run.release();
  }
}

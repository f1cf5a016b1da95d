/**
 * What a throw-away machine is: another Linux kernel that boots, runs one command on the project's files, and is gone.
 *
 * Every machine has a file or a folder of its own here, knows nothing of features or engines, and leaves nothing on the host: no
 * process, bridge, network namespace, disk or lock, however it ends.
 */

/** What a machine needs and this host has not. */
export interface Missing {
  /** In words: "the program linux.uml", "64 MB below /var/lib". */
  what: string;
  /** The Debian package that brings it. */
  package?: string;
  /** What to do where no package helps: "npm run box". */
  remedy?: string;
}

/** One command, run as root in the guest, unless the machine is one whose point it is not to. */
export interface Task {
  /** The program's absolute path and its arguments; paths are the same in the guest, where the project's folder is seen read-only. */
  command: readonly [string, ...string[]];
  env: Readonly<Record<string, string>>;
  cwd: string;
  /** A directory of the host that the guest sees at the same path and may write. */
  results: string;
  /** An empty directory of the host for what the machine needs while it runs: sockets, images, consoles. The caller removes it. */
  scratch: string;
  /** Receives what the command writes, as it comes, and nothing else: never the kernel's messages. */
  onOutput: (bytes: Buffer) => void;
  /** ms from boot to the command's first instruction. */
  bootDeadline: number;
  /** ms for the command itself. */
  commandDeadline: number;
  /** When it fires the machine is ended and everything of it removed; `run` then rejects with its reason. */
  signal: AbortSignal;
}

export interface Machine {
  /** `uml`, `qemu:trixie`, `vagrant:trixie`: the word for `--machine`. */
  readonly name: string;
  /** What its kernel offers, in one line: "Linux 6.1, cgroup v2, 1 CPU". */
  readonly description: string;
  /** What is missing here, so that it could not boot. Starts nothing that outlives the call. */
  missing(): Promise<Missing[]>;
  /**
   * Fetches, builds and tries what the machine boots from, as far as that has not been done before; what was made is kept.
   *
   * @param tell what takes time is told to the user, a line each
   * @throws `MachineFailure` when it cannot be had
   */
  prepare?(tell: (line: string) => void): Promise<void>;
  /**
   * Boots, runs the task, powers off; resolves with the command's exit status, 128 + signal included, once nothing of the machine is left.
   *
   * @throws `MachineFailure` when it did not boot, panicked, hung, or ended without a status
   */
  run(task: Task): Promise<number>;
  /**
   * Ends and removes what a run left whose process was killed, as far as it does not end by itself; told by that run's `scratch`, which the
   * caller removes afterwards. Returns what it removed, a line each.
   */
  sweep?(scratch: string): Promise<string[]>;
}

/** A machine that did not do what was asked of it: says what was tried, and what its console said last. */
export class MachineFailure extends Error {
  override readonly name = "MachineFailure";
  constructor(machine: string, what: string, consoleTail = "") {
    super(`${machine}: ${what}${consoleTail && `\nThe last lines of its console:\n${consoleTail.replaceAll(/^/gm, "  ")}`}`);
  }
}

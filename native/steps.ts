/**
 * The steps of a launch plan, as data, and their encoding for the launcher (native/launcher/plan.h).
 *
 * A plan is a flat list. The launcher carries out its own steps up to the first `sync`, the child its own from `clone` on, both at the same
 * time; at a `sync` each waits for the other, at an `awaitLauncher` the child for the launcher. Paths are the host's until `pivotRoot`, then
 * the container's.
 */

/** One instruction of eBPF (struct bpf_insn in linux/bpf.h); the registers are numbers from 0 to 10, the immediate is signed, 32 bits. */
export interface Instruction {
  code: number;
  destination: number;
  source: number;
  offset: number;
  immediate: number;
}

/** One instruction of classic BPF (struct sock_filter in linux/filter.h). */
export type FilterInstruction = readonly [code: number, jt: number, jf: number, k: number];

/** Who carries a step out. */
export type Actor = "launcher" | "child";

/** What every step may carry. */
interface StepBase {
  actor: Actor;
  /** ENOENT and ENOTDIR are no failure. */
  ifExists?: boolean;
  /** EEXIST is no failure. */
  existOk?: boolean;
  /** EPERM, EACCES, ENOSYS and EOPNOTSUPP are no failure. */
  ifPermitted?: boolean;
  /** Of a step of the launcher's that opens something: it stays open for the next run of the same template, and this step is not carried out then. */
  keepOpen?: boolean;
}

/** One step; `kind` is the name in native/launcher/ops.def. Flags are the kernel's own numbers (runtime/plan/kernel.ts). */
export type Step = StepBase &
  (
    | { kind: "mkdir"; path: string; mode: number }
    /** One write(2) of the whole text. `withPid`: `/proc/{pid}/` at the start of the path, and `{pid}` in the text, stand for the child's PID. */
    | { kind: "writeFile"; path: string; data: string; flags?: number; mode?: number; fsync?: boolean; withPid?: boolean }
    /** Opens a control file once, and writes each of the texts by a write(2) of its own. */
    | { kind: "writeEach"; path: string; data: readonly string[] }
    /** One write(2) of the whole text to what is open in the slot. */
    | { kind: "writeSlot"; slot: number; data: string }
    /** lchown(2); the group stays. */
    | { kind: "chown"; path: string; uid: number }
    | { kind: "rename"; from: string; to: string }
    | { kind: "rmdir"; path: string }
    | { kind: "unlink"; path: string }
    | { kind: "mkfifo"; path: string; mode: number }
    /** Opens a file into a slot of the plan, which the child inherits. */
    | { kind: "open"; slot: number; path: string; flags: number; mode?: number }
    | { kind: "close"; slot: number }
    /** setns(2). A launcher may join only PID namespaces, for the clone that follows. */
    | { kind: "setns"; path?: string; slot?: number; flags: number }
    | { kind: "clone"; flags: number; cgroupSlot?: number }
    /** Writes "<pid> <start time>\n". */
    | { kind: "recordProcess"; path: string }
    /** Where the exit status goes when the child has ended: "<0…255>\n". */
    | { kind: "recordExit"; path: string }
    /** The launcher's steps after it are carried out when the child has ended. */
    | { kind: "awaitExit" }
    /** Fails with ESTALE unless the file can be read and holds just this text. */
    | { kind: "expectFile"; path: string; data: string }
    /** The same of what is open in the slot, read from its beginning; at most 255 bytes. */
    | { kind: "expectContent"; slot: number; data: string }
    /** A descriptor for a process (pidfd_open(2)); fails with ESRCH when it is no longer the one that started at that time (clock ticks since boot). */
    | { kind: "openProcess"; slot: number; pid: number; startTime: number }
    /** A network namespace made ahead, with its loopback up, for the slot; nothing where none is ready. */
    | { kind: "takeNetwork"; slot: number }
    /** bpf(2): the program decides about each access to a device from the group, in place of what was attached to it before. */
    | { kind: "attachDeviceProgram"; slot: number; instructions: readonly Instruction[] }
    /** Fails with EBUSY when a group's freezer.state (v1) or cgroup.events (v2) says that whatever is in it stands still. */
    | { kind: "expectThawed"; path: string }
    /** A meeting point. `tell`: Node hears of it. `wait`: it lasts until Node agrees. */
    | { kind: "sync"; name: string; tell?: boolean; wait?: boolean }
    /** The child goes on when the launcher has carried out all of its own steps that stand before this one. The launcher does not wait. */
    | { kind: "awaitLauncher" }
    | { kind: "stdio"; slots: [number, number, number] }
    | { kind: "setsid" }
    /** Connects a stream socket to one that listens at the path (unix(7)). `asked`: by whom, for errors. */
    | { kind: "connect"; slot: number; path: string; asked?: string }
    /** A new pseudo-terminal of /dev/pts (pty(7)), its two ends in slots. `plain`: it makes no carriage returns (termios(3), ONLCR). */
    | { kind: "openTerminal"; masterSlot: number; slot: number; uid: number; rows: number; columns: number; plain?: boolean }
    /** Hands a descriptor over (unix(7), SCM_RIGHTS); it and the socket are closed. */
    | { kind: "sendDescriptor"; socketSlot: number; slot: number; message: string }
    /** Standard input becomes the controlling terminal of the session. */
    | { kind: "controllingTerminal" }
    /** open_tree(2) with AT_EMPTY_PATH. */
    | { kind: "cloneTree"; from: number; slot: number }
    | { kind: "unshare"; flags: number }
    /** Goes on in a sibling: how a process gets into the PID namespace it has joined. */
    | { kind: "fork" }
    /** `again`: no failure where the process has entered it before and has no right to by now. */
    | { kind: "chdir"; path: string; again?: boolean }
    /** With a slot, into the directory that is open there: the path is for who reads the plan. */
    | { kind: "chroot"; path: string; slot?: number }
    | { kind: "mount"; source: string; target: string; type: string; flags: number; data: string; noSymlinks?: boolean }
    | { kind: "umount"; path: string; flags: number }
    /** fsopen(2), fsconfig(2), fsmount(2): a new file system, not yet attached. */
    | { kind: "openFilesystem"; slot: number; type: string; source: string; options: string[]; attributes: number }
    /** open_tree(2) with OPEN_TREE_CLONE: a mount not yet attached. */
    | { kind: "openTree"; slot: number; path: string; recursive?: boolean }
    /** mount_setattr(2), on a slot or on a path. */
    | { kind: "setMountAttributes"; slot?: number; path?: string; set: number; clear: number; propagation?: number; recursive?: boolean }
    | { kind: "moveMount"; slot: number; target: string; noSymlinks?: boolean }
    /** Makes a directory of each name below the target, and attaches what is in the slots to them. */
    | { kind: "attachInto"; target: string; slots: readonly number[]; names: readonly string[] }
    | { kind: "makeMountPoint"; path: string; directory: boolean; noSymlinks?: boolean }
    | { kind: "pivotRoot"; path: string }
    | { kind: "mknod"; path: string; mode: number; major: number; minor: number; uid: number; gid: number }
    | { kind: "symlink"; target: string; path: string }
    /** Copies what a directory holds into the file system of a slot; with `root` also its owner and permissions. */
    | { kind: "copyTree"; slot: number; path: string; root: boolean }
    /** personality(2). */
    | { kind: "personality"; domain: number }
    /** `data`: for the empty file system that hides a directory. */
    | { kind: "maskPath"; path: string; data?: string }
    | { kind: "readonlyPath"; path: string }
    | { kind: "setHostname"; name: string }
    | { kind: "setDomainname"; name: string }
    | { kind: "loopbackUp" }
    /** Joins the network namespace in the slot; makes one of its own, with its loopback up, where there is none. */
    | { kind: "enterNetwork"; slot: number }
    /** setrlimit(2); -1n is infinity. */
    | { kind: "setRlimit"; resource: number; soft: number; hard: number }
    /** Bit masks of capability numbers (capabilities(7)); less than 2^53. */
    | { kind: "dropBounding"; keep: number }
    | { kind: "keepCapabilities"; on: boolean }
    | { kind: "setGroups"; gids: number[] }
    | { kind: "setIds"; uid: number; gid: number }
    | { kind: "setCapabilities"; effective: number; permitted: number; inheritable: number }
    | { kind: "setAmbient"; capabilities: number }
    | { kind: "noNewPrivileges" }
    | { kind: "setDumpable"; on: boolean }
    | { kind: "joinSessionKeyring"; name: string }
    | { kind: "umask"; mask: number }
    /** Waits until a byte arrives in the FIFO of the slot, which must be open for reading and writing. */
    | { kind: "awaitStart"; slot: number }
    /**
     * Runs a program of the container's to its end; fails with ECANCELED when that is not 0, with ETIMEDOUT after so many seconds (0 is
     * forever). It reads `state`, a JSON object, to which the child's own PID is added.
     */
    | { kind: "hook"; path: string; args: string[]; env: string[]; timeout: number; state: string }
    | { kind: "checkExecutable"; path: string; search: string }
    /**
     * seccomp(2), SECCOMP_SET_MODE_FILTER. Right before `exec` the program needs no call allowed but execve(2). A listener
     * (seccomp_unotify(2)) is sent to the socket of the slot with `state`, with the child's PID between its parts, and the socket is closed;
     * before it there must have been a `sync`. The child's part of meeting points that follow is not under the filter.
     */
    | { kind: "seccomp"; flags: number; instructions: readonly FilterInstruction[]; listener?: { slot: number; state: readonly string[] } }
    /** A pipe or socket among the standard streams becomes this user's. */
    | { kind: "ownStreams"; uid: number }
    /** The descriptors of so many slots from the first on become the program's 3, 4, … */
    | { kind: "passDescriptors"; first: number; count: number }
    /** Where the user is at home, by /etc/passwd: for an `exec` that is to tell. */
    | { kind: "findHome"; uid: number }
    /** `home`: the environment has HOME too, as it was found, or `/`. */
    | { kind: "exec"; path: string; args: string[]; env: string[]; home?: boolean }
  );

export type StepKind = Step["kind"];

/** Numbers on the wire; native/launcher/ops.def holds the same table, and a test compares them. */
export const opcodes: Record<StepKind, number> = {
  mkdir: 1,
  writeFile: 2,
  rename: 3,
  rmdir: 4,
  unlink: 5,
  mkfifo: 6,
  open: 7,
  close: 8,
  setns: 9,
  writeEach: 10,
  writeSlot: 11,
  chown: 12,
  clone: 20,
  recordProcess: 21,
  recordExit: 22,
  awaitExit: 23,
  expectFile: 24,
  attachDeviceProgram: 25,
  openProcess: 26,
  expectContent: 27,
  takeNetwork: 28,
  expectThawed: 29,
  sync: 30,
  stdio: 40,
  setsid: 41,
  unshare: 42,
  chdir: 43,
  chroot: 44,
  mount: 45,
  openTree: 46,
  setMountAttributes: 47,
  moveMount: 48,
  makeMountPoint: 49,
  pivotRoot: 50,
  mknod: 51,
  symlink: 52,
  attachInto: 53,
  maskPath: 54,
  readonlyPath: 55,
  setHostname: 56,
  setDomainname: 57,
  loopbackUp: 58,
  setRlimit: 59,
  dropBounding: 60,
  keepCapabilities: 61,
  setGroups: 62,
  setIds: 63,
  setCapabilities: 64,
  setAmbient: 65,
  noNewPrivileges: 66,
  setDumpable: 67,
  joinSessionKeyring: 68,
  umask: 69,
  awaitStart: 71,
  checkExecutable: 72,
  hook: 75,
  exec: 73,
  umount: 74,
  openFilesystem: 76,
  fork: 77,
  seccomp: 78,
  connect: 80,
  openTerminal: 81,
  sendDescriptor: 82,
  controllingTerminal: 83,
  cloneTree: 84,
  copyTree: 90,
  personality: 91,
  enterNetwork: 92,
  ownStreams: 93,
  passDescriptors: 94,
  findHome: 95,
  awaitLauncher: 96,
};

const none: readonly never[] = [];

/** The two halves of an instruction as they lie in memory, little-endian. */
function instructionWords({ code, destination, source, offset, immediate }: Instruction): [number, number] {
  return [code + destination * 2 ** 8 + source * 2 ** 12 + (offset & 0xffff) * 2 ** 16, immediate];
}

/** The numbers and the texts of a step, in the order that the launcher's step functions read them. */
function operands(step: Step): [readonly number[], readonly string[]] {
  switch (step.kind) {
    case "mkdir":
      return [[step.mode], [step.path]];
    case "writeFile":
      return [
        [step.flags ?? 0, step.mode ?? 0o600, Number(step.fsync ?? false)],
        [step.path, step.data],
      ];
    case "writeEach":
      return [none, [step.path, ...step.data]];
    case "rename":
      return [none, [step.from, step.to]];
    case "rmdir":
    case "unlink":
    case "pivotRoot":
    case "readonlyPath":
    case "recordProcess":
    case "recordExit":
    case "expectThawed":
      return [none, [step.path]];
    case "chroot":
      return [step.slot === undefined ? none : [step.slot], [step.path]];
    case "chdir":
      return [step.again ? [1] : none, [step.path]];
    case "maskPath":
      return [none, step.data === undefined ? [step.path] : [step.path, step.data]];
    case "chown":
      return [[step.uid], [step.path]];
    case "mkfifo":
      return [[step.mode], [step.path]];
    case "open":
      return [[step.slot, step.flags, step.mode ?? 0], [step.path]];
    case "close":
    case "takeNetwork":
    case "enterNetwork":
    case "awaitStart":
      return [[step.slot], none];
    case "setns":
      return [[step.slot ?? -1, step.flags], [step.path ?? ""]];
    case "clone":
      return [[step.flags, step.cgroupSlot ?? -1], none];
    case "attachDeviceProgram":
      return [[step.slot, ...step.instructions.flatMap(instructionWords)], none];
    case "writeSlot":
    case "expectContent":
      return [[step.slot], [step.data]];
    case "openProcess":
      return [[step.slot, step.pid, step.startTime], none];
    case "sync":
      return [[Number(step.tell ?? false), Number(step.wait ?? false)], [step.name]];
    case "stdio":
      return [step.slots, none];
    case "awaitLauncher":
    case "awaitExit":
    case "setsid":
    case "controllingTerminal":
    case "fork":
    case "loopbackUp":
    case "noNewPrivileges":
      return [none, none];
    case "unshare":
      return [[step.flags], none];
    case "mount":
      return [
        [step.flags, Number(step.noSymlinks ?? false)],
        [step.source, step.target, step.type, step.data],
      ];
    case "umount":
      return [[step.flags], [step.path]];
    case "openFilesystem":
      return [
        [step.slot, step.attributes],
        [step.type, step.source, ...step.options],
      ];
    case "openTree":
      return [[step.slot, Number(step.recursive ?? false)], [step.path]];
    case "setMountAttributes":
      return [[step.slot ?? -1, step.set, step.clear, step.propagation ?? 0, Number(step.recursive ?? false)], [step.path ?? ""]];
    case "moveMount":
      return [[step.slot, Number(step.noSymlinks ?? false)], [step.target]];
    case "attachInto":
      return [step.slots, [step.target, ...step.names]];
    case "makeMountPoint":
      return [[Number(step.directory), Number(step.noSymlinks ?? false)], [step.path]];
    case "mknod":
      return [[step.mode, step.major, step.minor, step.uid, step.gid], [step.path]];
    case "connect":
      return [[step.slot], [step.path]];
    case "openTerminal":
      return [[step.masterSlot, step.slot, step.uid, step.rows, step.columns, Number(step.plain ?? false)], none];
    case "sendDescriptor":
      return [[step.socketSlot, step.slot], [step.message]];
    case "cloneTree":
      return [[step.from, step.slot], none];
    case "copyTree":
      return [[step.slot, Number(step.root)], [step.path]];
    case "personality":
      return [[step.domain], none];
    case "expectFile":
      return [none, [step.path, step.data]];
    case "symlink":
      return [none, [step.target, step.path]];
    case "setHostname":
    case "setDomainname":
    case "joinSessionKeyring":
      return [none, [step.name]];
    case "setRlimit":
      return [[step.resource, step.soft, step.hard], none];
    case "dropBounding":
      return [[step.keep], none];
    case "keepCapabilities":
    case "setDumpable":
      return [[Number(step.on)], none];
    case "setGroups":
      return [step.gids, none];
    case "setIds":
      return [[step.uid, step.gid], none];
    case "setCapabilities":
      return [[step.effective, step.permitted, step.inheritable], none];
    case "setAmbient":
      return [[step.capabilities], none];
    case "umask":
      return [[step.mask], none];
    case "checkExecutable":
      return [none, [step.path, step.search]];
    case "seccomp":
      return [
        [
          step.flags,
          step.listener?.slot ?? -1,
          ...step.instructions.flatMap(([code, jt, jf, k]) => [code + jt * 2 ** 16 + jf * 2 ** 24, k]),
        ],
        step.listener?.state ?? none,
      ];
    case "hook":
      return [
        [step.timeout, step.args.length],
        [step.state, step.path, ...step.args, "", ...step.env],
      ];
    case "exec":
      return [
        [step.args.length, Number(step.home ?? false)],
        [step.path, ...step.args, "", ...step.env, ...(step.home ? ["HOME=/"] : [])],
      ];
    case "ownStreams":
    case "findHome":
      return [[step.uid], none];
    case "passDescriptors":
      return [[step.first, step.count], none];
  }
}

/** Of a longer text (a state record, a configuration) a line shows the beginning. */
const longest = 200;

/** What a step does, in one line: for errors, reports and `plan` on the command line. */
export function describeStep(step: Step): string {
  const { kind, actor: _actor, ifExists: _ifExists, existOk: _existOk, ifPermitted: _ifPermitted, keepOpen: _keepOpen, ...rest } = step;
  const text = (name: string, value: unknown): string => {
    // Permissions are read in octal.
    if ((name === "mode" || name === "mask") && typeof value === "number") return `0${value.toString(8)}`;
    if (name === "listener") return String((value as { slot: number }).slot);
    // A program in numbers says nothing to a reader but how long it is.
    if (name === "instructions" && Array.isArray(value)) return String(value.length);
    return JSON.stringify(typeof value === "string" && value.length > longest ? `${value.slice(0, longest)}…` : value);
  };
  const shown = Object.entries(rest).map(([name, value]) => `${name}: ${text(name, value)}`);
  return `${kind}(${shown.join(", ")})`;
}

let scratch = Buffer.allocUnsafe(64 * 1024);

function room(needed: number): void {
  if (needed <= scratch.length) return;
  const larger = Buffer.allocUnsafe(Math.max(needed, scratch.length * 2));
  scratch.copy(larger);
  scratch = larger;
}

/**
 * Encodes a plan for the launcher: u32 count, then for each step u16 op, u8 actor, u8 flags, u16 number and u16 text count,
 * the numbers as i64 and the texts as u32 length, bytes, NUL. The result is valid until the next call.
 */
export function encodePlan(steps: readonly Step[]): Buffer {
  let at = scratch.writeUInt32LE(steps.length, 0);
  for (const step of steps) {
    const [numbers, texts] = operands(step);
    room(at + 8 + numbers.length * 8);
    at = scratch.writeUInt16LE(opcodes[step.kind], at);
    scratch[at++] = step.kind === "sync" ? 2 : step.actor === "launcher" ? 0 : 1;
    const withPid = step.kind === "writeFile" && step.withPid;
    scratch[at++] =
      (step.ifExists ? 1 : 0) | (step.existOk ? 2 : 0) | (withPid ? 4 : 0) | (step.ifPermitted ? 8 : 0) | (step.keepOpen ? 16 : 0);
    at = scratch.writeUInt16LE(numbers.length, at);
    at = scratch.writeUInt16LE(texts.length, at);
    for (const number of numbers) {
      // Two halves, as a BigInt a number would cost an allocation.
      scratch.writeInt32LE(Math.floor(number / 0x1_0000_0000), at + 4);
      at = scratch.writeUInt32LE(number >>> 0, at) + 4;
    }
    for (const text of texts) {
      // A NUL inside would end the text early in the kernel's eyes: "/proc\0/x" must not become "/proc".
      if (text.includes("\0")) throw new TypeError(`${step.kind}: a text holds a NUL byte: ${JSON.stringify(text)}`);
      room(at + 4 + text.length * 3 + 1);
      const length = scratch.write(text, at + 4, "utf8");
      scratch.writeUInt32LE(length, at);
      at += 4 + length;
      scratch[at++] = 0;
    }
  }
  return scratch.subarray(0, at);
}

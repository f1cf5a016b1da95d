import { randomBytes } from "node:crypto";
import { mkdirSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { bootGuest, type Emulator } from "../guest/boot.ts";
import { init, layOut } from "../guest/share.ts";
import { MachineFailure, type Task } from "../machine.ts";
import type { UmlKernel } from "./kernel.ts";
import { endLeftovers, mark } from "./leftovers.ts";

/** What makes one User-Mode Linux machine another than the next. */
export interface Variant {
  /** The machine's name, for failures. */
  name: string;
  /** The command is run by this user and the group of the same number, without privilege; by root unless given. */
  user?: number;
}

/** MiB of the guest's memory. It is a sparse file without a name: only what the guest has touched is used. */
const memory = 2048;

/** Boots a kernel on the host's own root, read-only (hostfs), runs the task in it, and returns its exit status. */
export async function boot(kernel: UmlKernel, variant: Variant, task: Task, further: readonly string[] = []): Promise<number> {
  const { user } = variant;
  const share = layOut(user === undefined ? task : { ...task, env: { ...task.env, ...homeOf(user) } });
  const asUser = user === undefined ? [] : [`brine.user=${user}`];
  try {
    return await bootGuest(emulator(kernel, variant.name, task.scratch, share.directory, [...asUser, ...further]), share, task);
  } finally {
    await endLeftovers(task.scratch);
    share.close();
  }
}

/** Where a user is at home in the guest: guest/init makes it. */
function homeOf(user: number): Record<string, string> {
  const directory = `/run/user/${user}`;
  return { HOME: directory, XDG_RUNTIME_DIR: directory };
}

function emulator(
  { start: [program, ...first], cwd, modules }: UmlKernel,
  name: string,
  scratch: string,
  share: string,
  further: readonly string[],
): Emulator {
  const sockets = join(scratch, "uml");
  mkdirSync(sockets, { recursive: true });
  const args = [
    ...first,
    `mem=${memory}M`,
    "rootfstype=hostfs",
    "rootflags=/",
    "root=/dev/root",
    "ro",
    `init=${init}`,
    // Without both of these it looks for a directory of its own in the caller's home.
    mark(scratch),
    `umid=${randomBytes(4).toString("hex")}`,
    // An io_uring that is unmapped corrupts this kernel's page tables ("Bad page map", then SIGSEGV); libuv does without.
    "sysctl.kernel.io_uring_disabled=2",
    "con=null",
    "con0=null,fd:1",
    "quiet",
    `brine.share=${share}`,
    ...(modules === undefined ? [] : [`brine.modules=${modules}`]),
    ...further,
  ];
  return { name, program, args, cwd, env: { HOME: "/root", PATH: process.env["PATH"] ?? "", TMPDIR: memoryDirectory(name, scratch) } };
}

/** Where the guest's memory goes: into memory where there is room, since containers are often given a /dev/shm of 64 MB. */
function memoryDirectory(name: string, scratch: string): string {
  const places = ["/dev/shm", scratch, "/tmp"];
  const room = (place: string): number => {
    const { bavail, bsize } = statfsSync(place);
    return (bavail * bsize) / 2 ** 20;
  };
  const place = places.find((each) => room(each) >= memory);
  if (place !== undefined) return place;
  throw new MachineFailure(
    name,
    `its memory needs ${memory} MB, and none of ${places.join(", ")} has so much free: make room in one of them`,
  );
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { boxKernel } from "../box/box.ts";
import type { Accelerator } from "../qemu/command_line.ts";

/** ms for a guest that comes up at once or hangs. */
const deadline = 20_000;

/** Whether a guest comes up with an accelerator: the box's kernel, given no root, must get as far as to panic, which ends QEMU. */
export async function comesUp(accelerator: Accelerator): Promise<boolean> {
  const machine = [
    "-nodefaults",
    "-no-user-config",
    "-display",
    "none",
    "-machine",
    "q35",
    "-accel",
    accelerator,
    "-m",
    "256",
    "-no-reboot",
  ];
  const guest = ["-kernel", boxKernel(), "-append", "rdinit=/none panic=-1"];
  const child = spawn("setpriv", ["--pdeathsig", "KILL", "qemu-system-x86_64", ...machine, ...guest], {
    stdio: "ignore",
    detached: true,
    timeout: deadline,
    killSignal: "SIGKILL",
  });
  const [status] = await once(child, "close");
  return status === 0;
}

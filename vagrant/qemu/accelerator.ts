import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, release } from "node:os";
import { join } from "node:path";
import { cache } from "../cache.ts";
import type { Accelerator } from "./command_line.ts";

const device = "/dev/kvm";

/**
 * What to run guests with: KVM where a guest comes up with it, else TCG. There are hosts, virtual machines themselves, whose /dev/kvm can be
 * opened and whose guests then hang, so it is tried; the answer is kept for this host's kernel and CPU.
 *
 * @param boots boots a guest; resolves with whether it came up
 */
export async function chooseAccelerator(
  boots: (accelerator: Accelerator) => Promise<boolean>,
  file = join(cache, "qemu/accelerator.json"),
): Promise<Accelerator> {
  if (!canOpen(device)) return "tcg";
  const host = `${release()}, ${cpus()[0]?.model}`;
  const known = read(file);
  if (known?.host === host) return known.accelerator;
  const accelerator = (await boots("kvm")) ? "kvm" : "tcg";
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ host, accelerator })}\n`);
  return accelerator;
}

/** What was found out before: undefined when nothing was, or nothing that can be read. */
function read(file: string): { host: string; accelerator: Accelerator } | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function canOpen(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

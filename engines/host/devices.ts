import { chmodSync, mkdirSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { mount } from "../../native/index.ts";
import { NotTestableHere, deadlines } from "../contract.ts";
import { findProgram, runProgram } from "./monitor.ts";
import { programEnvironment } from "./run_mark.ts";
import { unmountTree } from "./unmount.ts";

/**
 * Makes a device node like /dev/null (null(4)) that is no other program's, in a file system of its own: where runs have their directory
 * devices are often of no account (mount(8), "nodev").
 * @param directory where the file system is mounted; nothing is there yet.
 * @throws NotTestableHere where the kernel makes none.
 */
export async function makeNullDevice(directory: string): Promise<{ path: string; remove: () => void }> {
  const path = join(directory, "null");
  const remove = (): void => {
    unmountTree(directory);
    rmdirSync(directory);
  };
  mkdirSync(directory);
  mount("tmpfs", directory, "tmpfs", 0, "mode=755,size=64k");
  const made = await runProgram([findProgram("mknod") ?? "/bin/mknod", path, "c", "1", "3"], {
    env: programEnvironment("device"),
    deadline: deadlines.operation,
  });
  if (made.exitStatus !== 0) {
    remove();
    throw new NotTestableHere(`a device node cannot be made (${made.stderr.trim()}): run where mknod(2) is allowed`);
  }
  chmodSync(path, 0o666);
  return { path, remove };
}

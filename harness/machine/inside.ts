/**
 * What runs in a machine: the features command, on what was built on the host. Only here can that be of another libc or another
 * architecture, so this says what the dynamic linker's error means.
 */
import { writeFileSync } from "node:fs";
import { release } from "node:os";
import { guest } from "./guest.ts";

const mark = guest()?.places?.mark;
if (mark !== undefined) writeFileSync(mark, "");

try {
  await import("../commands/features.ts");
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code !== "ERR_DLOPEN_FAILED") throw error;
  console.error(
    `The native part, built on the host, cannot be loaded in this machine (Linux ${release()}): ${message}\n` +
      "Its libc must be the host's or newer: choose a machine with a newer Debian, or build on the older one.",
  );
  process.exitCode = 1;
}

import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { existsSync } from "node:fs";
import { dirname } from "node:path";

/** Milliseconds between two looks at a lock that someone else holds. */
const interval = 200;
/** Looks before it is said what is waited for. */
const quiet = 10;

/**
 * Does a piece of set-up while no other process does: two first runs at once would install over each other. The lock is a file that
 * holds the PID of who set it; one of a process that has gone is taken over.
 */
export function alone(path, work) {
  mkdirSync(dirname(path), { recursive: true });
  for (let waits = 0; !take(path); waits++) {
    if (waits === quiet)
      console.error(`Waiting for another set-up (process ${readHolder(path) || "unknown"}). If there is none, remove ${path}.`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, interval);
  }
  try {
    return work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path) {
  try {
    const descriptor = openSync(path, "wx");
    writeSync(descriptor, String(process.pid));
    closeSync(descriptor);
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    const holder = readHolder(path);
    if (holder && !existsSync(`/proc/${holder}`)) rmSync(path, { force: true });
    return false;
  }
}

function readHolder(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

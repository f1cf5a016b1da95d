import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Task } from "../machine.ts";

/** PID 1 of machines whose root is the host's own. */
export const init = join(import.meta.dirname, "init");

/** The directory through which such a guest is told its task, and tells how it goes. */
export interface Share {
  directory: string;
  /** Whether the guest is up and the command runs. */
  hasStarted(): boolean;
  /** What the command has written since the last call. */
  newOutput(): Buffer;
  /** The command's exit status, once it has ended. */
  status(): number | undefined;
  close(): void;
}

/**
 * Lays a task out for a guest below its scratch directory.
 *
 * @throws Error when a directory's name has a character that kernel command lines and mount options cannot carry
 */
export function layOut({ command, env, cwd, results, scratch }: Task): Share {
  const directory = join(scratch, "share");
  for (const path of [directory, cwd, results]) requirePlain(path);
  mkdirSync(directory);
  const file = (name: string): string => join(directory, name);
  writeFileSync(file("plan"), `ro ${cwd}\nrw ${results}\n`);
  const assignments = Object.entries(env).map(([name, value]) => quoted(`${name}=${value}`));
  writeFileSync(file("command"), `cd ${quoted(cwd)} && exec env -i ${[...assignments, ...command.map(quoted)].join(" ")}\n`);
  writeFileSync(file("output"), "");
  const output = openSync(file("output"), "r");
  return {
    directory,
    hasStarted: () => existsSync(file("started")),
    newOutput: () => readOn(output),
    status: () => (existsSync(file("status")) ? Number(readFileSync(file("status"), "utf8")) : undefined),
    close: () => closeSync(output),
  };
}

/** From where the descriptor stands to the end of the file as it is now. */
function readOn(descriptor: number): Buffer {
  const parts: Buffer[] = [];
  for (;;) {
    const part = Buffer.alloc(1 << 16);
    const length = readSync(descriptor, part);
    if (length === 0) return Buffer.concat(parts);
    parts.push(part.subarray(0, length));
  }
}

function requirePlain(path: string): void {
  if (!/^\/[\w./+@:=-]*$/.test(path))
    throw new Error(
      `A machine cannot be told of ${JSON.stringify(path)}: use a path of letters, digits and . / + @ : = - _, without spaces. BRINE_STATE moves the state directory.`,
    );
}

/** One word for the shell. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** The options before the command, and how errors are told: as runc does, for those who read its logs. */
import { appendFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { getSystemErrorMessage } from "node:util";
import { Runtime, type Container } from "../index.ts";
import { codeOf, ContainerError } from "../container/error.ts";

export interface Globals {
  root: string;
  /** Absent: standard error. */
  log?: string;
  logFormat: "text" | "json";
  debug?: true;
}

/** On a tmpfs, as nothing of it means anything after a reboot. */
export function defaultRoot(): string {
  const own = process.env["XDG_RUNTIME_DIR"];
  return process.geteuid?.() === 0 || !own ? "/run/brine-runtime" : path.join(own, "brine-runtime");
}

/** An error with the exit status that the command line ends with; of any other it is 1. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly exitStatus: number;
  constructor(message: string, exitStatus = 1, cause?: unknown) {
    super(message, { cause });
    this.exitStatus = exitStatus;
  }
}

export function runtimeOf(globals: Globals): Runtime {
  return new Runtime({ root: globals.root, warn: (message) => log(globals, "warning", message) });
}

/** @throws `ContainerError` when there is no container of this id, or can be none */
export function existing(globals: Globals, operation: string, id: string): Container {
  const container = runtimeOf(globals).find(id, operation);
  if (!container) throw new ContainerError(operation, id, `container does not exist (in ${path.resolve(globals.root)})`);
  return container;
}

/**
 * The message with the words that strerror(3) has for its errno: clients know a missing program by "no such file or directory" and
 * "permission denied".
 */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  const number = code === undefined ? undefined : (os.constants.errno as Record<string, number>)[code];
  if (number === undefined) return message;
  const words = getSystemErrorMessage(-number);
  return message.toLowerCase().includes(words) ? message : `${message}: ${words}`;
}

export type Level = "error" | "warning";

/** One line to the log, and an error to standard error as well; one that cannot be written is no reason to fail. */
export function log({ log: file, logFormat }: Partial<Globals>, level: Level, message: string): void {
  const time = new Date().toISOString().replace(/\.\d+/, "");
  const line =
    logFormat === "json"
      ? JSON.stringify({ level, msg: message, time })
      : `time=${JSON.stringify(time)} level=${level} msg=${JSON.stringify(message)}`;
  if (file !== undefined && file !== "") {
    try {
      appendFileSync(file, `${line}\n`, { mode: 0o644 });
    } catch (error) {
      process.stderr.write(`brine-runtime: the log cannot be written: ${messageOf(error)}\n`);
    }
    if (level === "error") process.stderr.write(`${message}\n`);
    return;
  }
  process.stderr.write(logFormat === "json" ? `${line}\n` : `brine-runtime: ${message}\n`);
}

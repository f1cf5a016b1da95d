import type { Limits } from "../engines/contract.ts";
import { bytes, milliseconds } from "./quantities.ts";

/** The period that a share of one CPU is measured in, µs: the kernel's default (sched-bwc.rst, "Management"). */
export const defaultPeriod = 100_000;

const duration = String.raw`\d+(?:\.\d+)? ?(?:ms|seconds?)`;

/** What the parameter type {limit} matches. */
export const limitPattern = [
  String.raw`\d+(?:\.\d+)? ?% of one CPU`,
  `${duration} of CPU time per ${duration}`,
  String.raw`\d+ ?(?:B|KiB|MiB|GiB) of memory`,
  "\\d+ process(?:es)?",
  String.raw`CPU \d+(?:[-,]\d+)*`,
].join("|");

/** Reads one limit: "20 % of one CPU", "1 ms of CPU time per 1 second", "64 MiB of memory", "8 processes", "CPU 0". */
export function limit(text: string): Limits {
  const share = /^([\d.]+) ?% of one CPU$/.exec(text);
  if (share) return { cpu: { quota: Math.round((Number(share[1]) / 100) * defaultPeriod), period: defaultPeriod } };
  const bandwidth = /^(.+) of CPU time per (.+)$/.exec(text);
  if (bandwidth) return { cpu: quota(`${bandwidth[1]} per ${bandwidth[2]}`) };
  const memory = /^(.+) of memory$/.exec(text);
  if (memory) return { memory: bytes(memory[1]!) };
  const tasks = /^(\d+) process(?:es)?$/.exec(text);
  if (tasks) return { pids: Number(tasks[1]) };
  const cpus = /^CPU (.+)$/.exec(text);
  if (cpus) return { cpus: cpus[1]! };
  throw new Error(`"${text}" is not a limit that the vocabulary knows`);
}

/** Reads a CPU quota in µs: "20 ms per 100 ms"; "unlimited" is a quota of -1, in any period. */
export function quota(text: string): { quota: number; period: number } {
  if (text === "unlimited") return { quota: -1, period: defaultPeriod };
  const [amount, period] = text.split(" per ");
  return { quota: milliseconds(amount!) * 1000, period: milliseconds(period!) * 1000 };
}

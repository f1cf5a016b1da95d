import { bytes, milliseconds } from "./quantities.ts";

/** Where the probe lies in every test container. */
export const probePath = "/bin/probe";

/** A program that a sentence can name: the words, the probe's arguments, and how many threads of it want a CPU. */
interface Workload {
  words: RegExp;
  args(match: RegExpExecArray): string[];
  runnable?(match: RegExpExecArray): number;
}

const workloads: Workload[] = [
  { words: /an idle process/, args: () => ["idle"] },
  { words: /an idle process that has (\/[^ ]+) open/, args: ([, path]) => ["with-open", path!, "idle"] },
  { words: /a busy loop/, args: () => ["busy", "1"], runnable: () => 1 },
  { words: /(\d+) busy loops/, args: ([, n]) => ["busy", n!], runnable: ([, n]) => Number(n) },
  {
    words: /a process that exits with (\d+) on (SIG[A-Z0-9]+)/,
    args: ([, status, signal]) => ["exit-on", signal!, status!],
  },
  { words: /an init that never reaps/, args: () => ["init-idle"] },
  { words: /an init that reaps its children/, args: () => ["init-reap"] },
  { words: /a subreaper below its init/, args: () => ["subreaper"] },
  {
    words: /an init that exits with (\d+) and leaves a background process/,
    args: ([, status]) => ["init-exit", status!],
  },
  {
    words: /an init that exits with (\d+) on (SIG[A-Z0-9]+) and leaves a background process/,
    args: ([, status, signal]) => ["init-exit-on", signal!, status!],
  },
  {
    words: /a computation of (\d+ (?:ms|seconds?)) of CPU time/,
    args: ([, time]) => ["spin", String(milliseconds(time!))],
    runnable: () => 1,
  },
  {
    words: /an allocation of (\d+) % of the reported memory/,
    args: ([, share]) => ["allocate", `${share}%reported`],
  },
  {
    words: /an allocation of (\d+) % of its own limit/,
    args: ([, share]) => ["allocate", `${share}%limit`],
  },
  { words: /an allocation of (\d+ (?:KiB|MiB))/, args: ([, size]) => ["allocate", String(bytes(size!))] },
  { words: /a process that holds (\d+ (?:KiB|MiB)) of memory/, args: ([, size]) => ["hold", String(bytes(size!))] },
  {
    words: /a write of (\d+ (?:KiB|MiB)) to (\/[^ ]+)/,
    args: ([, size, path]) => ["fill", path!, String(bytes(size!)), "buffered"],
  },
  { words: /a fork bomb that stops at (\d+) processes/, args: ([, n]) => ["fork-bomb", n!] },
  { words: /(\d+) forks/, args: ([, n]) => ["fork", n!] },
  { words: /a server on the abstract socket ([a-z]+)/, args: ([, name]) => ["serve-abstract", name!] },
  { words: /a server on port (\d+) of every address/, args: ([, port]) => ["serve", port!, "0.0.0.0"] },
  { words: /a server on port (\d+)/, args: ([, port]) => ["serve", port!] },
];

/** What the parameter type {workload} matches. */
export const workloadPattern = workloads.map(({ words }) => words.source.replaceAll(/\((?!\?)/g, "(?:")).join("|");

/** The program that the words name: its arguments, the probe first, and the number of its threads that want a CPU all the time. */
export function workload(text: string): { args: string[]; runnable: number } {
  for (const { words, args, runnable } of workloads) {
    const match = new RegExp(`^(?:${words.source})$`).exec(text);
    if (match) return { args: [probePath, ...args(match)], runnable: runnable?.(match) ?? 0 };
  }
  throw new Error(`"${text}" is not a workload that the vocabulary knows`);
}

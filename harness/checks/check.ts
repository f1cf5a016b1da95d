import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "../root.ts";

/** What a check found. */
export interface Finding {
  passed: number;
  failed: number;
  /** What to show of it; empty when there is nothing to tell. */
  output: string;
}

/** One part of `npm test`. */
export interface Check {
  name: string;
  run: () => Promise<Finding>;
}

/** How a program ended. */
export interface Ended {
  status: number;
  output: string;
}

/** Ends the program that runs now, when this process is ended. */
const running = new Set<ReturnType<typeof spawn>>();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    for (const child of running) child.kill(signal);
    process.exitCode = 128 + (signal === "SIGINT" ? 2 : signal === "SIGTERM" ? 15 : 1);
    if (running.size === 0) process.exit();
    for (const child of running) child.once("close", () => process.exit());
  });
}

/**
 * Runs a program in the project's directory to its end. With `show`, it writes to our own output while it runs; else its output is
 * collected. Rejects when it cannot be started.
 */
export async function runProgram(program: string, args: readonly string[], { show = false } = {}): Promise<Ended> {
  const child = spawn(program, args, { cwd: root, stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"] });
  running.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  try {
    return await new Promise<Ended>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (status) => resolve({ status: status ?? 1, output }));
    });
  } finally {
    running.delete(child);
  }
}

/** A tool of node_modules/.bin. */
export function tool(name: string): string {
  return join(root, "node_modules/.bin", name);
}

/** A check that is a program: it passes when the program ends with 0, and shows its output when not. */
export function programCheck(name: string, program: string, args: readonly string[]): Check {
  return {
    name,
    run: async () => {
      const { status, output } = await runProgram(program, args);
      return status === 0 ? { passed: 1, failed: 0, output: "" } : { passed: 0, failed: 1, output };
    },
  };
}

import { execFileSync } from "node:child_process";
import os from "node:os";
import { findProgram } from "../engines/host/monitor.ts";

/** What a figure cannot be read without. */
export interface Machine {
  kernel: string;
  architecture: string;
  cpus: string;
  node: string;
  /** The first line of what each installed runtime calls its version. */
  versions: Record<string, string>;
  /** Runnable processes, averaged over the minute before. */
  load: number;
}

export function describeMachine(names: readonly string[]): Machine {
  const cpus = os.cpus();
  const versions = names.flatMap((name) => {
    const program = findProgram(name);
    return program ? [[name, execFileSync(program, ["--version"], { encoding: "utf8" }).split("\n", 1)[0] ?? ""]] : [];
  });
  return {
    kernel: os.release(),
    architecture: os.arch(),
    cpus: `${cpus.length} × ${cpus[0]?.model ?? "unknown"}`,
    node: process.version,
    versions: Object.fromEntries(versions) as Record<string, string>,
    load: Number(os.loadavg()[0]?.toFixed(2)),
  };
}

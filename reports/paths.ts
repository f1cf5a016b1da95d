import { join } from "node:path";

/** Where everything that is generated goes. */
export const outDirectory = join(import.meta.dirname, "out");

/** An engine on a machine, as files and folders are named: "runc@host", "runc@qemu-trixie". */
export function cell(engine: string, machine: string): string {
  return `${engine}@${machine.replaceAll(":", "-")}`.replace(/[^\w.@+-]/g, "_");
}

/** The folder of what a run on this engine and machine generates. */
export function outOf(engine: string, machine: string): string {
  return join(outDirectory, cell(engine, machine));
}

/** The file of verdicts that are expected of this engine on this machine. */
export function expectedOf(engine: string, machine: string): string {
  return join(import.meta.dirname, "expected", `${cell(engine, machine)}.json`);
}

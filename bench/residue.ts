/** What a benchmark that was ended from outside leaves: control groups and an empty directory, found by their names. */
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { readCgroupHost } from "../runtime/cgroup/hierarchies.ts";
import { removeForcibly } from "../runtime/cgroup/remove.ts";

const mark = /^brine-bench-(\d+)/;

/** Everything a benchmark makes begins so; with the PID of its process. */
export function prefixOf(pid: number): string {
  return `brine-bench-${pid}`;
}

/** @returns an empty directory that `removeResidue` knows as this process's */
export function makeDirectory(): string {
  const directory = path.join(os.tmpdir(), prefixOf(process.pid));
  mkdirSync(directory, { mode: 0o711 });
  return directory;
}

/** Removes what this process made, and what benchmarks made that do not run any more. */
export async function removeResidue(): Promise<void> {
  const isResidue = (name: string): boolean => {
    const pid = mark.exec(name)?.[1];
    return pid !== undefined && (Number(pid) === process.pid || !existsSync(`/proc/${pid}`));
  };
  const residueIn = (directory: string): string[] =>
    readdirSync(directory)
      .filter(isResidue)
      .map((name) => path.join(directory, name));
  // crun makes its groups at the top of each hierarchy, the others below their caller's own.
  const parents = readCgroupHost().hierarchies.flatMap(({ mountPoint, own }) => [mountPoint, path.join(mountPoint, own)]);
  const groups = [...new Set(parents.map((parent) => path.resolve(parent)))].flatMap(residueIn);
  await removeForcibly(groups, 10_000);
  // Nothing is ever written to it outside the private mount namespace.
  for (const directory of residueIn(os.tmpdir())) rmSync(directory, { recursive: true, force: true });
}

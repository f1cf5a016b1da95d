/** The C programs of the benchmark: compiled once for each state of their sources. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";

const cache = path.join(import.meta.dirname, "../.cache/bench");
const common = ["-Wall", "-Wextra", "-Werror", "-std=gnu11", "-static"];
const programs = {
  floor: { sources: "floor/*.c", flags: ["-O2"] },
  spawner: { sources: "spawner/*.c", flags: ["-O2"] },
  true: { sources: "programs/true.c", flags: ["-nostdlib", "-s", "-Wl,--build-id=none", "-Wl,-z,noseparate-code"] },
};

/** A program that the native part builds: `probe`, which prints what a process sees of itself, as JSON, and `pause`, which waits. */
export const built = (name: string): string => path.join(import.meta.dirname, "../native/build/Release", name);

/**
 * Compiles a program unless that has been done.
 *
 * @returns its absolute path
 * @throws an error with what the compiler said; no warning is let pass
 */
export function program(name: keyof typeof programs): string {
  const { sources, flags } = programs[name];
  const files = globSync([sources, sources.replace(/\.c$/, ".h")], { cwd: import.meta.dirname }).toSorted();
  const hash = createHash("sha256").update([...common, ...flags].join(" "));
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(path.join(import.meta.dirname, file)));
  const file = path.join(cache, `${name}-${hash.digest("hex").slice(0, 16)}`);
  if (existsSync(file)) return file;
  mkdirSync(cache, { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  const code = files.filter((file) => file.endsWith(".c"));
  const { status, stderr, error } = spawnSync("cc", [...common, ...flags, "-o", unfinished, ...code], {
    cwd: import.meta.dirname,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`cc ${code.join(" ")} ended with status ${status}: ${error?.message ?? stderr}`);
  renameSync(unfinished, file);
  return file;
}

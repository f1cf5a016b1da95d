import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { RunContext } from "../../engines/contract.ts";

/**
 * The run with a base image of its own, made afresh: a mutant may write to what a sound engine never writes to, and what it leaves there must
 * reach neither other runs nor the next mutant.
 */
export function withOwnBaseImage(run: RunContext): RunContext {
  const copy = join(run.directory, "base-of-mutants");
  rmSync(copy, { recursive: true, force: true });
  cpSync(run.baseImage, copy, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  return { ...run, baseImage: copy };
}

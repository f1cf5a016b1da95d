import { deadlines, EngineMissing, type EngineAdapter } from "../contract.ts";
import { findProgram, runProgram } from "../host/monitor.ts";
import { programEnvironment } from "../host/run_mark.ts";
import { OciEngine, ociFacets } from "./engine.ts";

/** Which OCI runtime, and where it comes from. */
export interface OciRuntime {
  name: string;
  /** A name to be looked up along PATH, or a path. */
  program: string;
  /** Debian's package. */
  package?: string;
  /** What the program is to be run through on this host: a command that ends in executing its arguments. None where it runs as it is. */
  through?: () => string[];
}

/** The adapter of an OCI runtime that understands runc's command line. */
export function ociAdapter(runtime: OciRuntime): EngineAdapter {
  return {
    name: runtime.name,
    probe: async () => ({ version: await version(runtime), facets: ociFacets, requires: ["@root"] }),
    open: () => Promise.resolve({}),
    connect: async (run) => new OciEngine(runtime.name, await version(runtime), [...(runtime.through?.() ?? []), locate(runtime)], run),
    shut: () => Promise.resolve(),
  };
}

function locate({ program, package: debian }: OciRuntime): string {
  const found = findProgram(program);
  if (found) return found;
  const advice = debian ? `install it with: apt-get install ${debian}` : "give the path of an OCI runtime that is an executable file";
  throw new EngineMissing(`There is no executable program "${program}": ${advice}.`);
}

/**
 * The version it tells: of a first line "runc version 1.1.5+ds1" the last word, of any other the whole line; `unknown` when it tells
 * nothing.
 */
async function version(runtime: OciRuntime): Promise<string> {
  const { stdout } = await runProgram([locate(runtime), "--version"], {
    env: programEnvironment("version"),
    deadline: deadlines.operation,
  });
  const [first = ""] = stdout.trim().split("\n");
  return /\bversion\s+(\S+)/.exec(first)?.[1] ?? (first || "unknown");
}

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus, release, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cache } from "../cache.ts";
import { boot } from "./boot.ts";
import type { UmlKernel } from "./kernel.ts";

/** ms; a kernel that boots does so in two seconds on an idle host. */
const deadline = 30_000;
/** Any status but the usual ones: nothing else in a guest would come up with it. */
const expected = 42;

/**
 * Whether a kernel boots on this host and runs a program: `true`, or why not. That it does is remembered for this kernel, this CPU
 * and this host's kernel, since it is these three that it depends on.
 */
export async function boots(kernel: UmlKernel): Promise<true | string> {
  const file = join(cache, "uml/trials", identity(kernel));
  if (existsSync(file)) return true;
  const answer = await attempt(kernel);
  if (answer === true) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${kernel.program}\n`);
  }
  return answer;
}

async function attempt(kernel: UmlKernel): Promise<true | string> {
  const scratch = mkdtempSync(join(tmpdir(), "brine-uml-"));
  const results = join(scratch, "results");
  mkdirSync(results);
  try {
    const status = await boot(
      kernel,
      { name: "uml" },
      {
        command: ["/bin/sh", "-c", `exit ${expected}`],
        env: {},
        cwd: "/",
        results,
        scratch,
        onOutput: () => {},
        bootDeadline: deadline,
        commandDeadline: deadline,
        signal: new AbortController().signal,
      },
    );
    return status === expected || `a program that ends with ${expected} ended with ${status} in it`;
  } catch (error) {
    return (error as Error).message;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function identity({ program }: UmlKernel): string {
  const { size, mtimeMs } = statSync(program);
  const flags = /^flags\s*:.*$/m.exec(readFileSync("/proc/cpuinfo", "utf8"))?.[0] ?? "";
  const facts = [program, size, mtimeMs, release(), cpus()[0]?.model, flags];
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 16);
}

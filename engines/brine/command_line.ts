import { fileURLToPath } from "node:url";
import { deadlines, EngineFailure, type ContainerRequest, type RunContext } from "../contract.ts";
import type { Capture } from "../host/capture.ts";
import { runProgram } from "../host/monitor.ts";
import { programEnvironment } from "../host/run_mark.ts";

const program = fileURLToPath(new URL("../../bin/brine-runtime", import.meta.url));

/** What a container is created with. */
export interface Creation {
  id: string;
  bundle: string;
  /** The runtime's state root. */
  root: string;
  pidFile: NonNullable<ContainerRequest["pidFile"]>;
  captures: { stdout: Capture; stderr: Capture };
}

/**
 * Creates a container by the command line: a PID file is none of the library's. The library finds it from then on.
 * @throws EngineFailure with what it said
 */
export async function createByCommand({ id, bundle, root, pidFile, captures }: Creation, run: RunContext): Promise<void> {
  const args = [program, "--root", root, "create", "--bundle", bundle, "--pid-file", pidFile.path, id];
  const options = { env: programEnvironment(run.id), cwd: pidFile.directory, deadline: deadlines.operation };
  const { exitStatus } = await runProgram(args, { ...options, captures });
  if (exitStatus === 0) return;
  const output = captures.stderr.text();
  throw new EngineFailure(`create: "${args.join(" ")}" ended with exit status ${exitStatus}. It said: ${output}`, {
    operation: "create",
    output,
  });
}

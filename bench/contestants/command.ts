import path from "node:path";
import { findProgram } from "../../engines/host/monitor.ts";
import { program } from "../programs.ts";
import { expectSuccess, type Arena, type Contestant } from "./contestant.ts";
import { Resident } from "./resident.ts";

/** An OCI runtime as a command, spawned by a small static process (bench/spawner). Undefined when it is not installed. */
export function command(name: string, arena: Arena): Contestant | undefined {
  const found = findProgram(name);
  if (!found) return undefined;
  const resident = new Resident(program("spawner"), [], arena.output);
  const root = path.join(arena.state, name);
  return {
    name,
    timed: "command `run`, spawn to exit",
    async run(id, what) {
      const { microseconds, exitStatus } = await resident.order(`${found} --root ${root} run --bundle ${arena.bundles[what]} ${id}`);
      expectSuccess(name, what, exitStatus);
      return { microseconds };
    },
    close: () => resident.close(),
  };
}

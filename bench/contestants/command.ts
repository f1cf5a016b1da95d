import { findProgram } from "../../engines/host/monitor.ts";
import { program } from "../programs.ts";
import path from "node:path";
import { describe, expectSuccess, type Arena, type Contestant } from "./contestant.ts";
import { Lanes, Resident } from "./resident.ts";

/** An OCI runtime as a command, spawned by a small static process (bench/spawner). Undefined when it is not installed. */
export function command(name: string, arena: Arena): Contestant | undefined {
  const found = findProgram(name);
  if (!found) return undefined;
  const lanes = new Lanes(() => new Resident(program("spawner"), [], arena.output));
  const runtime = `${found} --root ${path.join(arena.state, name)}`;
  const run = (id: string, bundle: string): string => `${runtime} run --bundle ${bundle} ${id}`;
  const order = async (line: string, what: string): Promise<number> => {
    const { microseconds, exitStatus } = await lanes.only.order(line);
    expectSuccess(name, what, exitStatus);
    return microseconds;
  };
  return {
    name,
    timed: "command, spawn to exit",
    run: (id, bundle) => order(run(id, arena.bundles[bundle]), describe(bundle)),
    flood: (ids) =>
      lanes.flood(
        ids.map((lane) => lane.map((id) => run(id, arena.bundles.true))),
        (exitStatus) => expectSuccess(name, describe("true"), exitStatus),
      ),
    async hold(id) {
      await order(`${runtime} run --detach --bundle ${arena.bundles.pause} ${id}`, describe("pause"));
      return {
        execute: () => order(`${runtime} exec ${id} /true`, "the execution of /true"),
        end: async () => void (await order(`${runtime} delete --force ${id}`, "the removal of the held container")),
      };
    },
    close: () => lanes.close(),
  };
}

import path from "node:path";
import { readCgroupHost } from "../../runtime/cgroup/hierarchies.ts";
import { program } from "../programs.ts";
import { describe, expectSuccess, programs, type Arena, type Contestant } from "./contestant.ts";
import { Lanes, Resident } from "./resident.ts";

/** The same work in C, with nothing around it (bench/floor): cold, or with network namespaces made ahead. */
export function floor(arena: Arena, pool: "cold" | "pooled"): Contestant {
  const { hierarchies, cpuset } = readCgroupHost();
  const groups = hierarchies.map(({ mountPoint, own }) => `${path.basename(mountPoint)}=${path.join(mountPoint, own)}`);
  const args = [pool, arena.rootfs, cpuset?.cpus ?? "", cpuset?.mems ?? "", ...groups];
  const lanes = new Lanes(() => new Resident(program("floor"), args, arena.output));
  const name = pool === "cold" ? "floor" : "floor, pooled";
  return {
    name,
    timed: pool === "cold" ? "C, one resident process" : "the same, network namespace made ahead",
    async run(id, bundle) {
      const { microseconds, exitStatus } = await lanes.only.order(["run", id, ...programs[bundle]].join(" "));
      expectSuccess(name, describe(bundle), exitStatus);
      return microseconds;
    },
    flood: (ids) =>
      lanes.flood(
        ids.map((lane) => lane.map((id) => `run ${id} /true`)),
        (exitStatus) => expectSuccess(name, describe("true"), exitStatus),
      ),
    async hold(id) {
      await lanes.only.order(`hold ${id} /pause`);
      return {
        async execute() {
          const { microseconds, exitStatus } = await lanes.only.order("exec /true");
          expectSuccess(name, "the execution of /true", exitStatus);
          return microseconds;
        },
        async end() {
          expectSuccess(name, "the removal of the held container", (await lanes.only.order("end")).exitStatus);
        },
      };
    },
    close: () => lanes.close(),
  };
}

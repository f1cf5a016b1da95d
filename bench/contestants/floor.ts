import path from "node:path";
import { readCgroupHost } from "../../runtime/cgroup/hierarchies.ts";
import { program } from "../programs.ts";
import { expectSuccess, programs, type Arena, type Contestant } from "./contestant.ts";
import { Resident } from "./resident.ts";

/** The same work in C, with nothing around it (bench/floor). */
export function floor(arena: Arena): Contestant {
  const { hierarchies, cpuset } = readCgroupHost();
  const groups = hierarchies.map(({ mountPoint, own }) => `${path.basename(mountPoint)}=${path.join(mountPoint, own)}`);
  const resident = new Resident(program("floor"), [arena.rootfs, cpuset?.cpus ?? "", cpuset?.mems ?? "", ...groups], arena.output);
  return {
    name: "floor",
    timed: "C, one resident process",
    async run(id, what) {
      const { microseconds, exitStatus } = await resident.order([id, ...programs[what]].join(" "));
      expectSuccess("floor", what, exitStatus);
      return { microseconds };
    },
    close: () => resident.close(),
  };
}

import type { Resources } from "../../configuration/resources.ts";
import type { Write } from "./write.ts";

/** CPU and memory-node sets (cpuset(7)); what is not asked for is copied from the root group, as a new group has none. */
export function cpusetWrites({ cpu }: Resources, root: { cpus: string; mems: string }): Write[] {
  return [
    { file: "cpuset.cpus", value: cpu?.cpus || root.cpus },
    { file: "cpuset.mems", value: cpu?.mems || root.mems },
  ];
}

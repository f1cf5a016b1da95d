import type { Resources } from "../../configuration/resources.ts";
import type { Write } from "./write.ts";

/** Number of tasks (kernel Documentation/admin-guide/cgroup-v1/pids.rst); 0 and -1 are none, as in runc. */
export function pidsWrites({ pids }: Resources): Write[] {
  if (!pids) return [];
  return [{ file: "pids.max", value: pids.limit > 0 ? String(pids.limit) : "max" }];
}

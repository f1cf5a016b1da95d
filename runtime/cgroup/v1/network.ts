import type { Resources } from "../../configuration/resources.ts";
import type { Write } from "./write.ts";

/** The class that packets are tagged with (kernel Documentation/admin-guide/cgroup-v1/net_cls.rst). */
export function classWrites({ network }: Resources): Write[] {
  return network?.classID ? [{ file: "net_cls.classid", value: String(network.classID) }] : [];
}

/** Their priorities, one interface a write (net_prio.rst). */
export function priorityWrites({ network }: Resources): Write[] {
  return (network?.priorities ?? []).map(({ name, priority }) => ({ file: "net_prio.ifpriomap", value: `${name} ${priority}` }));
}

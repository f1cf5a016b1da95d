import type { Resources } from "../../configuration/resources.ts";
import { isEndless } from "../endless.ts";
import type { Write } from "./write.ts";

/** Limits of huge pages, bytes (kernel Documentation/admin-guide/cgroup-v1/hugetlb.rst): of faults, and of reservations (Linux 5.7). */
export function hugetlbWrites({ hugepageLimits }: Resources): Write[] {
  return (hugepageLimits ?? []).flatMap(({ pageSize, limit }) =>
    ["limit_in_bytes", "rsvd.limit_in_bytes"].map((name) => ({
      file: `hugetlb.${pageSize}.${name}`,
      value: isEndless(limit) ? "-1" : String(limit),
    })),
  );
}

import type { Resources } from "../../configuration/resources.ts";
import type { Write } from "./write.ts";

/** Limits of huge pages, bytes (kernel Documentation/admin-guide/cgroup-v1/hugetlb.rst): of faults, and of reservations (Linux 5.7). */
export function hugetlbWrites({ hugepageLimits }: Resources): Write[] {
  return (hugepageLimits ?? []).flatMap(({ pageSize, limit }) => [
    { file: `hugetlb.${pageSize}.limit_in_bytes`, value: String(limit) },
    { file: `hugetlb.${pageSize}.rsvd.limit_in_bytes`, value: String(limit) },
  ]);
}

import type { Resources } from "../../configuration/resources.ts";
import { isEndless } from "../endless.ts";
import type { Write } from "./write.ts";

const throttles = [
  ["throttleReadBpsDevice", "read_bps"],
  ["throttleWriteBpsDevice", "write_bps"],
  ["throttleReadIOPSDevice", "read_iops"],
  ["throttleWriteIOPSDevice", "write_iops"],
] as const;

/**
 * Weights and throttles of block devices (kernel Documentation/admin-guide/cgroup-v1/blkio-controller.rst). The weights are BFQ's: CFQ,
 * whose blkio.weight was, left in Linux 5.0, and with it the leaf weights: the kernel has no file for them then. A rate of 0 is none.
 */
export function blkioWrites({ blockIO }: Resources): Write[] {
  const writes: Write[] = [];
  if (blockIO?.weight) writes.push({ file: "blkio.bfq.weight", value: String(blockIO.weight) });
  if (blockIO?.leafWeight) writes.push({ file: "blkio.leaf_weight", value: String(blockIO.leafWeight) });
  for (const { major, minor, weight, leafWeight } of blockIO?.weightDevice ?? []) {
    if (weight) writes.push({ file: "blkio.bfq.weight_device", value: `${major}:${minor} ${weight}` });
    if (leafWeight) writes.push({ file: "blkio.leaf_weight_device", value: `${major}:${minor} ${leafWeight}` });
  }
  for (const [field, name] of throttles)
    for (const { major, minor, rate } of blockIO?.[field] ?? [])
      writes.push({ file: `blkio.throttle.${name}_device`, value: `${major}:${minor} ${isEndless(rate) ? 0 : rate}` });
  return writes;
}

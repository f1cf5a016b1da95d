import type { Resources } from "../../configuration/resources.ts";
import { isEndless } from "../endless.ts";
import type { Write } from "./write.ts";

/** A v1 weight (10 to 1000) as one of v2 (1 to 10000): ConvertBlkIOToIOWeightValue of opencontainers/cgroups. */
export const ioWeightOf = (weight: number): number => Math.trunc(1 + ((weight - 10) * 9999) / 990);

const throttles = [
  ["throttleReadBpsDevice", "rbps"],
  ["throttleWriteBpsDevice", "wbps"],
  ["throttleReadIOPSDevice", "riops"],
  ["throttleWriteIOPSDevice", "wiops"],
] as const;

/** Weights and throttles of block devices (kernel Documentation/admin-guide/cgroup-v2.rst, "IO Interface Files"). A rate of 0 is none. */
export function ioWrites({ blockIO }: Resources): Write[] {
  const writes: Write[] = [];
  const add = (file: string, value: string, field: string): void => {
    writes.push({ file, value, asked: `linux.resources.blockIO.${field}` });
  };
  if (blockIO?.weight) add("io.weight", `default ${ioWeightOf(blockIO.weight)}`, "weight");
  for (const { major, minor, weight } of blockIO?.weightDevice ?? [])
    if (weight) add("io.weight", `${major}:${minor} ${ioWeightOf(weight)}`, "weightDevice");
  for (const [field, name] of throttles)
    for (const { major, minor, rate } of blockIO?.[field] ?? [])
      add("io.max", `${major}:${minor} ${name}=${rate === 0 || isEndless(rate) ? "max" : rate}`, field);
  return writes;
}

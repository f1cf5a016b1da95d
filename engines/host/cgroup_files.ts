import { readFileSync } from "node:fs";

/** Reads a "flat keyed" control file: a name and a number on each line (Documentation/admin-guide/cgroup-v2.rst, "Format"). */
export function keyedValues(file: string): Record<string, number> {
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return Object.fromEntries(
    lines.map((line) => {
      const [key, value] = line.split(" ");
      return [key ?? "", Number(value)];
    }),
  );
}

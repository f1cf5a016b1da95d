import type { Configuration } from "./types.ts";

/** What of a configuration is deprecated (runtime.md, "Warnings"). In words, each with its place. */
export function warningsOf({ mounts = [] }: Configuration): string[] {
  return mounts.flatMap(({ destination }, index) =>
    destination.startsWith("/")
      ? []
      : `config.json: mounts[${index}].destination is ${JSON.stringify(destination)}: relative paths are deprecated; it begins at the root`,
  );
}

/** What of a configuration is left aside, or deprecated, though it is no error (runtime.md, "Warnings"). In words, each with its place. */
import { isCapability } from "../plan/kernel.ts";
import { capabilitySets, type Configuration, type Process } from "./types.ts";

/** A capability that cannot be mapped to one of the kernel's is to be warned of (config.md, "Linux process"). */
export function processWarnings({ capabilities = {} }: Process): string[] {
  return capabilitySets.flatMap((set) =>
    (capabilities[set] ?? [])
      .filter((name) => !isCapability(name))
      .map(
        (name) =>
          `config.json: process.capabilities.${set}: ${JSON.stringify(name)} is no capability that this runtime knows, and is left out`,
      ),
  );
}

export function warningsOf({ process, mounts = [] }: Configuration): string[] {
  const relative = mounts.flatMap(({ destination }, index) =>
    destination.startsWith("/")
      ? []
      : `config.json: mounts[${index}].destination is ${JSON.stringify(destination)}: relative paths are deprecated; it begins at the root`,
  );
  return [...processWarnings(process), ...relative];
}

import { isCapability } from "../plan/kernel.ts";
import type { Configuration } from "./types.ts";

/**
 * What of a configuration is left aside though it is no error (config.md, "Linux process": a capability that cannot be granted is to be
 * warned of). In words, each with its place.
 */
export function warningsOf({ process: { capabilities } }: Configuration): string[] {
  return Object.entries(capabilities ?? {}).flatMap(([set, names]: [string, string[]]) =>
    names
      .filter((name) => !isCapability(name))
      .map(
        (name) =>
          `config.json: process.capabilities.${set}: ${JSON.stringify(name)} is no capability that this runtime knows, and is left out`,
      ),
  );
}

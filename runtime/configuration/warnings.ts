import { readFileSync } from "node:fs";
import { capabilityMask, isCapability } from "../plan/kernel.ts";
import type { Configuration } from "./types.ts";

/**
 * What of a configuration is left aside though it is no error (config.md, "Linux process": a capability that cannot be granted is to be
 * warned of). In words, each with its place.
 *
 * @param own the capabilities of the runtime itself, as a mask
 */
export function warningsOf({ process: { capabilities }, linux }: Configuration, own = ownCapabilities()): string[] {
  // Whoever makes a user namespace has all of them in it.
  const hasUser = linux?.namespaces?.some(({ type }) => type === "user") ?? false;
  const lacks = (name: string): boolean => !hasUser && Math.floor(own / capabilityMask([name])) % 2 === 0;
  return Object.entries(capabilities ?? {}).flatMap(([set, names]: [string, string[]]) =>
    names.flatMap((name) => {
      const place = `config.json: process.capabilities.${set}: ${JSON.stringify(name)}`;
      if (!isCapability(name)) return `${place} is no capability that this runtime knows, and is left out`;
      return lacks(name) ? `${place} is not the runtime's own to grant, and is left out` : [];
    }),
  );
}

/** proc(5), CapPrm of /proc/<pid>/status. */
function ownCapabilities(): number {
  return Number(`0x${/^CapPrm:\t([0-9a-f]+)$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0"}`);
}

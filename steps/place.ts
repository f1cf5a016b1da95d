import type { ContainerReference } from "./references.ts";
import { containerReference } from "./references.ts";

/** Where a path is looked up: inside a container, in a directory of the host that belongs to it, or in one of the host's that is mounted in it. */
export type Place = { inside: ContainerReference } | { layer: "lower" | "writable" } | "host";

/** What the parameter type {place} matches. */
export const placePattern = "in the container|in container [a-z][a-z0-9-]*|in the lower layer|in its writable layer|on the host";

/** "in the container", "in container web", "in the lower layer", "in its writable layer", "on the host". */
export function place(words: string): Place {
  if (words === "in the lower layer") return { layer: "lower" };
  if (words === "in its writable layer") return { layer: "writable" };
  if (words === "on the host") return "host";
  return { inside: containerReference(words.replace(/^in /, "")) };
}

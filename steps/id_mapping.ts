import type { IdMapping } from "../engines/contract.ts";

/** "0:100000:1000": the first ID inside, the one that it is outside, and how many there are. */
export function idMapping(words: string): IdMapping {
  const [containerID = 0, hostID = 0, size = 0] = words.split(":").map(Number);
  return { containerID, hostID, size };
}

/** A line of uid_map (user_namespaces(7)). */
export function mapLine({ containerID, hostID, size }: IdMapping): string {
  return `${containerID} ${hostID} ${size}`;
}

/** Whether all contestants make the same container: told by the probe, from inside of each. */
import { readlinkSync } from "node:fs";
import { namespaceLinks } from "../engines/contract.ts";
import type { Contestant } from "./contestants/contestant.ts";
import { knownDifferences } from "./known_differences.ts";

/** The members of the probe's report that are looked at (docs/probe.md). */
interface ProbeReport {
  namespaces: Record<string, { inode: number }>;
  cgroup: string[];
  mounts: { mountPoint: string; type: string; options: string[] }[];
  [member: string]: unknown;
}

/** Told alike by equal containers. */
const compared = [
  "uid",
  "gid",
  "groups",
  "capabilities",
  "noNewPrivs",
  "seccomp",
  "hostname",
  "network",
  "environment",
  "cwd",
  "rlimits",
  "devices",
];

/** Sentences about one container: what is the same of two is the same text. */
export function facts(report: ProbeReport, id: string): Set<string> {
  const found = new Set<string>();
  for (const [type, link] of Object.entries(namespaceLinks)) {
    const ours = /\d+/.exec(readlinkSync(`/proc/self/ns/${link}`))?.[0];
    if (String(report.namespaces[link]?.inode) !== ours) found.add(`namespace: a new one of type ${type}`);
  }
  for (const line of report.cgroup) {
    const [, controllers, place = ""] = line.split(":");
    if (place.split("/").at(-1) === id) found.add(`cgroup: a group of its own in ${controllers}`);
  }
  for (const { mountPoint, type, options } of report.mounts) found.add(`mount: ${mountPoint} ${type} ${options.toSorted().join(",")}`);
  for (const member of compared) found.add(`${member}: ${JSON.stringify(report[member])}`);
  return found;
}

export interface Difference {
  contestant: string;
  /** A fact with "+" where only the contestant has it, with "-" where only the floor has. */
  fact: string;
  /** Why it does not matter; undefined when nobody knows of it. */
  reason?: string;
}

/**
 * Runs the probe once in each and compares with the first.
 *
 * @param read returns what the last container has written
 */
export async function compareWork(
  contestants: readonly Contestant[],
  idFor: (contestant: Contestant) => string,
  read: () => string,
): Promise<Difference[]> {
  const differences: Difference[] = [];
  let reference: Set<string> | undefined;
  for (const contestant of contestants) {
    const id = idFor(contestant);
    await contestant.run(id, "probe");
    const seen = facts(JSON.parse(read()) as ProbeReport, id);
    reference ??= seen;
    const strange = [...difference(seen, reference).map((fact) => `+ ${fact}`), ...difference(reference, seen).map((fact) => `- ${fact}`)];
    for (const fact of strange) {
      const known = knownDifferences.find((each) => each.contestants.includes(contestant.name) && each.fact.test(fact));
      differences.push({ contestant: contestant.name, fact, ...(known && { reason: known.reason }) });
    }
  }
  return differences;
}

const difference = (one: Set<string>, other: Set<string>): string[] => [...one].filter((fact) => !other.has(fact));

/** The container of the filtered bundle is under a filter, or else its time says nothing (proc(5), Seccomp: 2). */
export async function expectFiltered(contestant: Contestant, nextId: () => string, read: () => string): Promise<void> {
  await contestant.run(nextId(), "filteredProbe");
  const { seccomp } = JSON.parse(read()) as ProbeReport;
  if (Number(seccomp) !== 2)
    throw new Error(
      `${contestant.name}: no seccomp filter is in force in a container that asks for one: seccomp is ${JSON.stringify(seccomp)}`,
    );
}

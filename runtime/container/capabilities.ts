/** The capabilities that a program can be granted here, and what becomes of the others. */
import { readFileSync } from "node:fs";
import { capabilitySets, type Capabilities, type NamespaceType, type Process } from "../configuration/types.ts";
import { capabilityNames, isCapability } from "../plan/kernel.ts";

/** Those of a mask in hexadecimal digits. */
function namesIn(mask: string): string[] {
  const bits = BigInt(`0x${mask}`);
  return capabilityNames.filter((_, number) => (bits >> BigInt(number)) & 1n);
}

let own: ReadonlySet<string> | undefined;
let all: ReadonlySet<string> | undefined;

/**
 * What this process can hand on: of the host's capabilities those that it has itself. In a user namespace a process begins with all that the
 * kernel knows (user_namespaces(7)).
 */
export function grantable(namespaces: readonly NamespaceType[], rootless: boolean): ReadonlySet<string> {
  if (rootless || namespaces.includes("user"))
    return (all ??= new Set(capabilityNames.slice(0, Number(readFileSync("/proc/sys/kernel/cap_last_cap", "utf8")) + 1)));
  own ??= heldIn(readFileSync("/proc/self/status", "utf8"));
  return own;
}

/** @param status of a process, as in /proc/<pid>/status (proc(5)) */
export function heldIn(status: string): ReadonlySet<string> {
  const [permitted, bounding] = ["CapPrm", "CapBnd"].map((field) => new RegExp(`^${field}:\\s*(\\w+)$`, "m").exec(status)?.[1] ?? "0");
  const bound = new Set(namesIn(bounding ?? "0"));
  return new Set(namesIn(permitted ?? "0").filter((name) => bound.has(name)));
}

/**
 * The process with the capabilities that can be granted. Others are no error, but to be warned of (config.md, "Linux process").
 *
 * @param warn is told in words, with the place
 */
export function grant(process: Process, can: ReadonlySet<string>, warn: (message: string) => void): Process {
  const asked = process.capabilities;
  if (!asked) return process;
  const granted: Capabilities = {};
  /** Each must hold what it is asked for (capabilities(7), "Programmatically adjusting capability sets"). */
  const conditions: Record<keyof Capabilities, readonly (keyof Capabilities)[]> = {
    bounding: [],
    permitted: [],
    effective: ["permitted"],
    inheritable: ["bounding"],
    ambient: ["permitted", "inheritable"],
  };
  const whyNot = (name: string, set: keyof Capabilities): string | undefined => {
    if (!isCapability(name)) return "is no capability that this runtime knows";
    if (!can.has(name)) return "cannot be granted: this runtime has not got it itself";
    const missing = conditions[set].find((other) => !granted[other]?.includes(name));
    return missing && `cannot be granted without being in the ${missing} set (capabilities(7))`;
  };
  for (const set of ["bounding", "permitted", "effective", "inheritable", "ambient"] as const)
    granted[set] = (asked[set] ?? []).filter((name) => {
      const why = whyNot(name, set);
      if (why !== undefined) warn(`config.json: process.capabilities.${set}: ${JSON.stringify(name)} ${why}, and is left out`);
      return why === undefined;
    });
  const isWhole = capabilitySets.every((set) => granted[set]?.length === (asked[set]?.length ?? 0));
  return isWhole ? process : { ...process, capabilities: granted };
}

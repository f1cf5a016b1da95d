/** The rules about device nodes, as both versions carry them out. */
import type { DeviceRule } from "../configuration/resources.ts";

/**
 * What every container may do (config-linux.md, "Default Devices"): make any node, and use the default devices and
 * pseudo-terminals.
 */
const always: DeviceRule[] = [
  { allow: true, type: "c", access: "m" },
  { allow: true, type: "b", access: "m" },
  { allow: true, type: "c", major: 1, minor: 3, access: "rwm" },
  { allow: true, type: "c", major: 1, minor: 5, access: "rwm" },
  { allow: true, type: "c", major: 1, minor: 7, access: "rwm" },
  { allow: true, type: "c", major: 1, minor: 8, access: "rwm" },
  { allow: true, type: "c", major: 1, minor: 9, access: "rwm" },
  { allow: true, type: "c", major: 5, minor: 0, access: "rwm" },
  { allow: true, type: "c", major: 5, minor: 2, access: "rwm" },
  { allow: true, type: "c", major: 136, access: "rwm" },
];

/** About everything, whatever else it says (kernel Documentation/admin-guide/cgroup-v1/devices.rst). */
export const isAboutAll = ({ type = "a" }: DeviceRule): boolean => type === "a";

/**
 * The rules in the order in which they apply, the later ones over the earlier: a list of what is allowed (config-linux.md, "Allowed Device
 * list"), so that what none speaks of is denied. FIFOs are no devices to the kernel. Empty where none are configured.
 */
export function deviceRules(configured: readonly DeviceRule[] = []): DeviceRule[] {
  if (configured.length === 0) return [];
  const rules = configured.filter(({ type }) => type !== "p");
  const first = rules.findLastIndex(isAboutAll);
  return [...(first < 0 ? [{ allow: false }] : []), ...rules.slice(Math.max(first, 0)), ...always];
}

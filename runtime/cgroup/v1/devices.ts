import type { DeviceRule, Resources } from "../../configuration/types.ts";
import type { Write } from "./write.ts";

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

function write(rule: DeviceRule): Write {
  const number = (value: number | undefined): string => (value === undefined || value < 0 ? "*" : String(value));
  const type = rule.type === "u" ? "c" : (rule.type ?? "a");
  // "a" stands for everything, whatever follows (devices.rst).
  const value = type === "a" ? "a" : `${type} ${number(rule.major)}:${number(rule.minor)} ${rule.access ?? "rwm"}`;
  return { file: rule.allow ? "devices.allow" : "devices.deny", value };
}

/** Device rules (kernel Documentation/admin-guide/cgroup-v1/devices.rst), in order; none where none are configured. */
export function devicesWrites({ devices }: Resources): Write[] {
  return devices?.length ? [...devices, ...always].map(write) : [];
}

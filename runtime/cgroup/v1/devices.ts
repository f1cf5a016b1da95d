import type { DeviceRule, Resources } from "../../configuration/resources.ts";
import { deviceRules, isAboutAll } from "../devices.ts";
import type { Write } from "./write.ts";

function write(rule: DeviceRule): Write {
  const number = (value: number | undefined): string => (value === undefined || value < 0 ? "*" : String(value));
  const type = rule.type === "u" ? "c" : (rule.type ?? "a");
  const value = isAboutAll(rule) ? "a" : `${type} ${number(rule.major)}:${number(rule.minor)} ${rule.access ?? "rwm"}`;
  return { file: rule.allow ? "devices.allow" : "devices.deny", value };
}

/** Device rules (kernel Documentation/admin-guide/cgroup-v1/devices.rst), in order; none where none are configured. */
export function devicesWrites({ devices }: Resources): Write[] {
  return deviceRules(devices).map(write);
}

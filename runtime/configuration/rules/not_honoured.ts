/** Properties of the specification that are refused by name, because nothing here would apply them. */
import { ConfigurationError, memberOf } from "../error.ts";

/** By the object that they are members of. */
const notHonoured: Record<string, readonly string[]> = {
  "": ["solaris", "windows", "vm", "zos", "freebsd"],
  process: ["scheduler", "ioPriority", "execCPUAffinity"],
  linux: ["intelRdt", "netDevices", "memoryPolicy"],
  "linux.resources": ["rdma"],
  "linux.personality": ["flags"],
};

/** Whether a value asks for nothing: `{ "prestart": [] }` does not either. */
function isEmpty(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).every(isEmpty);
  return value === undefined || value === null || value === "" || value === false;
}

export function refuse(parent: object, name: string, place: string): void {
  if (!isEmpty((parent as Record<string, unknown>)[name]))
    throw new ConfigurationError(memberOf(place, name), "not honoured by this version of the runtime; remove it");
}

/** @param parent what is at the place, if there is anything */
export function refuseNotHonoured(parent: object | undefined, place: string): void {
  if (parent) for (const name of notHonoured[place] ?? []) refuse(parent, name, place);
}

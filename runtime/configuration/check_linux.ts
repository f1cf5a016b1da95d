/** What the specification demands of the further fields of `linux` (config-linux.md), and what would reach beyond the container. */
import { statSync } from "node:fs";
import { namespaceOfSysctl } from "../plan/sysctl.ts";
import { ConfigurationError } from "./error.ts";
import { absolute, arrayAt, integer, isObject, text, type Json } from "./values.ts";

const hasNamespace = (linux: Json, type: string): boolean =>
  ((linux["namespaces"] ?? []) as Json[]).some((namespace) => namespace["type"] === type);

/** Whether what is joined is the namespace that the runtime itself is in, whatever its path. */
function isHosts(linux: Json, type: string): boolean {
  const path = ((linux["namespaces"] ?? []) as Json[]).find((namespace) => namespace["type"] === type)?.["path"];
  if (typeof path !== "string" || path === "") return false;
  try {
    const [own, joined] = [`/proc/self/ns/${type === "network" ? "net" : type}`, path].map((file) => statSync(file));
    return own?.ino === joined?.ino && own?.dev === joined?.dev;
  } catch {
    // The step that joins it tells what is wrong.
    return false;
  }
}

export function checkDevices(linux: Json): void {
  const seen = new Set<string>();
  arrayAt(linux, "devices", "linux.devices").forEach((device, index) => {
    const where = `linux.devices[${index}]`;
    if (!isObject(device)) throw new ConfigurationError(where, "must be an object", device);
    absolute(device["path"], `${where}.path`);
    const path = device["path"] as string;
    if (path.split("/").includes("..")) throw new ConfigurationError(`${where}.path`, "must not hold ..", path);
    if (seen.has(path))
      throw new ConfigurationError(`${where}.path`, "is listed twice (config-linux.md, Devices: the same device MUST NOT be)", path);
    seen.add(path);
    const type = device["type"];
    if (!["c", "b", "u", "p"].includes(type as string)) throw new ConfigurationError(`${where}.type`, "must be c, b, u or p", type ?? null);
    // A kernel's dev_t has 12 bits of major and 20 of minor.
    if (type !== "p" || device["major"] !== undefined) integer(device["major"], `${where}.major`, 0, 2 ** 12 - 1);
    if (type !== "p" || device["minor"] !== undefined) integer(device["minor"], `${where}.minor`, 0, 2 ** 20 - 1);
    if (device["fileMode"] !== undefined && device["fileMode"] !== null) integer(device["fileMode"], `${where}.fileMode`, 0, 0o177777);
    for (const id of ["uid", "gid"])
      if (device[id] !== undefined && device[id] !== null) integer(device[id], `${where}.${id}`, 0, 2 ** 32 - 2);
  });
}

export function checkSysctl(linux: Json, sysctl: Json): void {
  for (const [key, value] of Object.entries(sysctl)) {
    const where = `linux.sysctl[${JSON.stringify(key)}]`;
    text(value, where);
    const type = namespaceOfSysctl(key);
    if (!type) throw new ConfigurationError(where, "is no parameter of a namespace (namespaces(7)): it would change the host's");
    if (!hasNamespace(linux, type) || isHosts(linux, type))
      throw new ConfigurationError(where, `needs a ${type} namespace of the container's in linux.namespaces: it would change the host's`);
  }
}

export function checkTimeOffsets(linux: Json, offsets: Json): void {
  for (const [clock, offset] of Object.entries(offsets)) {
    const where = `linux.timeOffsets.${clock}`;
    if (clock !== "monotonic" && clock !== "boottime")
      throw new ConfigurationError(where, "is no clock of a time namespace: monotonic and boottime are");
    if (!isObject(offset)) throw new ConfigurationError(where, "must be an object", offset);
    if (offset["secs"] !== undefined) integer(offset["secs"], `${where}.secs`);
    if (offset["nanosecs"] !== undefined) integer(offset["nanosecs"], `${where}.nanosecs`, 0, 999_999_999);
    const time = ((linux["namespaces"] ?? []) as Json[]).find((namespace) => namespace["type"] === "time");
    if (!time || time["path"])
      throw new ConfigurationError("linux.timeOffsets", "needs a new time namespace in linux.namespaces: that of others cannot be changed");
  }
}

export function checkPropagation(linux: Json): void {
  const value = linux["rootfsPropagation"];
  if (value === undefined || value === null || value === "") return;
  if (!/^r?(private|slave|shared|unbindable)$/.test(text(value, "linux.rootfsPropagation")))
    throw new ConfigurationError(
      "linux.rootfsPropagation",
      "must be private, slave, shared or unbindable, with or without an r before",
      value,
    );
}

export function checkPersonality(personality: Json | undefined): void {
  if (!personality) return;
  const domain = personality["domain"];
  if (domain === "LINUX32")
    throw new ConfigurationError("linux.personality.domain", "not honoured by this version of the runtime; LINUX is", domain);
  if (domain !== "LINUX") throw new ConfigurationError("linux.personality.domain", "must be LINUX or LINUX32", domain ?? null);
}

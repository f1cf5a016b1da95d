/** Of `linux`, what its schema cannot say (config-linux.md), and what would reach beyond the container. */
import { statSync } from "node:fs";
import path from "node:path";
import { namespaceOfSysctl } from "../../plan/sysctl.ts";
import { checkSeccomp } from "../../seccomp/check.ts";
import { ConfigurationError, memberOf, missing } from "../error.ts";
import type { Device, Linux, Namespace, NamespaceType } from "../types.ts";
import { refuseNotHonoured } from "./not_honoured.ts";
import { followResourcesRules } from "./resources.ts";
import { refuseTwice } from "./twice.ts";

/** @throws `ConfigurationError` */
export function followLinuxRules(linux: Linux): void {
  refuseNotHonoured(linux, "linux");
  const { namespaces = [], resources, devices = [], personality, seccomp } = linux;
  refuseTwice(namespaces, "type", "linux.namespaces", "config-linux.md, Namespaces: duplicates are an error");
  checkMappings(linux, namespaces);
  if (resources) followResourcesRules(resources);
  checkDevices(devices);
  checkSysctl(linux, namespaces);
  checkTimeOffsets(linux, namespaces);
  refuseNotHonoured(personality, "linux.personality");
  if ((personality?.domain as string) === "LINUX32")
    throw new ConfigurationError("linux.personality.domain", "not honoured by this version of the runtime; LINUX is", "LINUX32");
  if (seccomp) checkSeccomp(seccomp);
}

function checkMappings(linux: Linux, namespaces: readonly Namespace[]): void {
  for (const name of ["uidMappings", "gidMappings"] as const)
    if (linux[name]?.length && !namespaces.some(({ type }) => type === "user"))
      throw new ConfigurationError(`linux.${name}`, "needs a user namespace in linux.namespaces");
}

/** A kernel's dev_t has 12 bits of major and 20 of minor (linux/kdev_t.h). */
const largest = { major: 2 ** 12 - 1, minor: 2 ** 20 - 1 } as const;

function checkDevices(devices: readonly Device[]): void {
  const seen = new Map<string, Device>();
  devices.forEach((device, index) => {
    const place = `linux.devices[${index}]`;
    if (device.path.split("/").includes("..")) throw new ConfigurationError(`${place}.path`, "must not hold ..", device.path);
    for (const part of ["major", "minor"] as const) {
      const number = device[part];
      if (number === undefined && device.type === "p") continue;
      if (number === undefined || number < 0 || number > largest[part])
        throw new ConfigurationError(`${place}.${part}`, `must be an integer from 0 to ${largest[part]}`, number ?? missing);
    }
    const name = path.posix.normalize(device.path);
    const other = seen.get(name) ?? device;
    if (other.type !== device.type || other.major !== device.major || other.minor !== device.minor)
      throw new ConfigurationError(
        `${place}.path`,
        "is listed as another device before (config-linux.md, Devices: a file that does not match is an error)",
        device.path,
      );
    seen.set(name, device);
  });
}

/** Whether what is joined is the namespace that the runtime itself is in, whatever its path. */
function isHosts({ type, path: file }: Namespace): boolean {
  if (!file) return false;
  try {
    const [own, joined] = [`/proc/self/ns/${type === "network" ? "net" : type}`, file].map((each) => statSync(each));
    return own?.ino === joined?.ino && own?.dev === joined?.dev;
  } catch {
    // The step that joins it tells what is wrong.
    return false;
  }
}

function checkSysctl({ sysctl = {} }: Linux, namespaces: readonly Namespace[]): void {
  for (const key of Object.keys(sysctl)) {
    const place = memberOf("linux.sysctl", key);
    const type = namespaceOfSysctl(key);
    if (!type) throw new ConfigurationError(place, "is no parameter of a namespace (namespaces(7)): it would change the host's");
    if (!namespaces.some((namespace) => namespace.type === type && !isHosts(namespace)))
      throw new ConfigurationError(place, `needs a ${type} namespace of the container's in linux.namespaces: it would change the host's`);
  }
}

function checkTimeOffsets({ timeOffsets = {} }: Linux, namespaces: readonly Namespace[]): void {
  const isNew = namespaces.some(({ type, path: joined }) => type === ("time" satisfies NamespaceType) && !joined);
  for (const clock of Object.keys(timeOffsets)) {
    if (clock !== "monotonic" && clock !== "boottime")
      throw new ConfigurationError(
        memberOf("linux.timeOffsets", clock),
        "is no clock of a time namespace: monotonic and boottime are (time_namespaces(7))",
      );
    if (!isNew)
      throw new ConfigurationError("linux.timeOffsets", "needs a new time namespace in linux.namespaces: that of others cannot be changed");
  }
}

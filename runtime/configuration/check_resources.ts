/** What the specification demands of linux.resources (config-linux.md, "Control groups"). */
import { ConfigurationError } from "./error.ts";
import { arrayAt, boolean, integer, isObject, objectAt, text, type Json } from "./values.ts";

export function checkResources(linux: Json): void {
  const resources = objectAt(linux, "resources", "linux.resources", false);
  if (!resources) return;
  const cpu = objectAt(resources, "cpu", "linux.resources.cpu", false) ?? {};
  for (const field of ["shares", "quota", "period", "burst", "realtimeRuntime", "realtimePeriod"])
    if (cpu[field] !== undefined) integer(cpu[field], `linux.resources.cpu.${field}`, field === "quota" ? -1 : 0);
  if (cpu["idle"] !== undefined) integer(cpu["idle"], "linux.resources.cpu.idle", 0, 1);
  for (const field of ["cpus", "mems"]) if (cpu[field] !== undefined) text(cpu[field], `linux.resources.cpu.${field}`);
  const memory = objectAt(resources, "memory", "linux.resources.memory", false) ?? {};
  for (const field of ["limit", "reservation", "swap", "kernel", "kernelTCP"])
    if (memory[field] !== undefined) integer(memory[field], `linux.resources.memory.${field}`, -1);
  if (memory["swappiness"] !== undefined) integer(memory["swappiness"], "linux.resources.memory.swappiness", -1, 100);
  for (const field of ["disableOOMKiller", "useHierarchy", "checkBeforeUpdate"]) boolean(memory, field, `linux.resources.memory.${field}`);
  const pids = objectAt(resources, "pids", "linux.resources.pids", false);
  if (pids) integer(pids["limit"], "linux.resources.pids.limit", -1);
  checkBlockDevices(objectAt(resources, "blockIO", "linux.resources.blockIO", false) ?? {});
  checkNetwork(objectAt(resources, "network", "linux.resources.network", false) ?? {});
  checkHugepages(arrayAt(resources, "hugepageLimits", "linux.resources.hugepageLimits"));
  checkUnified(objectAt(resources, "unified", "linux.resources.unified", false) ?? {});
  arrayAt(resources, "devices", "linux.resources.devices").forEach((rule, index) => {
    const path = `linux.resources.devices[${index}]`;
    if (!isObject(rule)) throw new ConfigurationError(path, "must be an object", rule);
    for (const field of ["major", "minor"]) if (rule[field] !== undefined && rule[field] !== null) integer(rule[field], `${path}.${field}`);
    if (typeof rule["allow"] !== "boolean") throw new ConfigurationError(`${path}.allow`, "must be a boolean", rule["allow"] ?? null);
    if (rule["type"] !== undefined && !["a", "b", "c", "u", "p"].includes(rule["type"] as string))
      throw new ConfigurationError(`${path}.type`, "must be a, b, c, u or p", rule["type"]);
    if (rule["access"] !== undefined && !/^[rwm]+$/.test(text(rule["access"], `${path}.access`)))
      throw new ConfigurationError(`${path}.access`, "must be made of r, w and m", rule["access"]);
  });
}

function checkUnified(unified: Json): void {
  for (const [file, value] of Object.entries(unified)) {
    const path = `linux.resources.unified[${JSON.stringify(file)}]`;
    if (!/^[a-z]\w*(\.\w+)+$/.test(file))
      throw new ConfigurationError(path, "must be the name of a control file, <controller>.<parameter>");
    // The core's other files move processes, freeze or end them, or would keep the container out of its group.
    if (file.startsWith("cgroup.") && !file.startsWith("cgroup.max."))
      throw new ConfigurationError(path, "is no limit: of the files of cgroup itself only cgroup.max.depth and cgroup.max.descendants are");
    text(value, path);
  }
}

/** blkio's own bounds (config-linux.md, "Block IO"); 0 is nothing asked, as clients write it. */
function checkWeight(value: unknown, path: string): void {
  if (value === undefined || value === null || value === 0) return;
  integer(value, path, 10, 1000);
}

function checkBlockDevices(block: Json): void {
  for (const field of ["weight", "leafWeight"]) checkWeight(block[field], `linux.resources.blockIO.${field}`);
  for (const field of [
    "weightDevice",
    "throttleReadBpsDevice",
    "throttleWriteBpsDevice",
    "throttleReadIOPSDevice",
    "throttleWriteIOPSDevice",
  ])
    arrayAt(block, field, `linux.resources.blockIO.${field}`).forEach((each, index) => {
      const path = `linux.resources.blockIO.${field}[${index}]`;
      if (!isObject(each)) throw new ConfigurationError(path, "must be an object", each);
      for (const number of ["major", "minor"]) integer(each[number], `${path}.${number}`, 0);
      if (field !== "weightDevice") integer(each["rate"], `${path}.rate`, 0);
      for (const weight of ["weight", "leafWeight"]) checkWeight(each[weight], `${path}.${weight}`);
    });
}

/** Numbers of 32 bits. */
function checkNetwork(network: Json): void {
  const most = 2 ** 32 - 1;
  if (network["classID"] !== undefined && network["classID"] !== null)
    integer(network["classID"], "linux.resources.network.classID", 0, most);
  arrayAt(network, "priorities", "linux.resources.network.priorities").forEach((each, index) => {
    const path = `linux.resources.network.priorities[${index}]`;
    if (!isObject(each)) throw new ConfigurationError(path, "must be an object", each);
    if (!/^[^\s/]+$/.test(text(each["name"], `${path}.name`)))
      throw new ConfigurationError(`${path}.name`, "must be the name of a network interface", each["name"]);
    integer(each["priority"], `${path}.priority`, 0, most);
  });
}

function checkHugepages(limits: readonly unknown[]): void {
  limits.forEach((each, index) => {
    const path = `linux.resources.hugepageLimits[${index}]`;
    if (!isObject(each)) throw new ConfigurationError(path, "must be an object", each);
    if (!/^[1-9][0-9]*[KMG]B$/.test(text(each["pageSize"], `${path}.pageSize`)))
      throw new ConfigurationError(`${path}.pageSize`, "must be a size such as 64KB, 2MB or 1GB", each["pageSize"]);
    integer(each["limit"], `${path}.limit`, 0);
  });
}

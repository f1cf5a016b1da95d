/**
 * What the specification demands of a configuration, and what this runtime does not honour yet: the latter is refused by
 * name, never dropped. Properties that the specification does not know are ignored (config.md, "Extensibility").
 */
import { rlimitNumbers } from "../plan/kernel.ts";
import { checkSeccomp } from "../seccomp/check.ts";
import { ConfigurationError } from "./error.ts";
import type { Configuration, NamespaceType } from "./types.ts";

const namespaceTypes: readonly NamespaceType[] = ["pid", "network", "ipc", "uts", "mount", "user", "cgroup", "time"];

/** Properties of the specification that are refused, because nothing here would apply them. */
const notHonoured: Record<string, readonly string[]> = {
  "": ["hooks", "solaris", "windows", "vm", "zos", "freebsd"],
  process: ["consoleSize", "apparmorProfile", "selinuxLabel", "scheduler", "ioPriority", "execCPUAffinity"],
  linux: ["devices", "sysctl", "rootfsPropagation", "mountLabel", "intelRdt", "personality", "timeOffsets", "netDevices", "memoryPolicy"],
  "linux.resources": ["blockIO", "hugepageLimits", "network", "rdma"],
  "linux.resources.memory": ["kernel", "kernelTCP", "swappiness", "useHierarchy", "checkBeforeUpdate"],
  "linux.resources.cpu": ["burst", "realtimeRuntime", "realtimePeriod", "idle"],
};

/** So many fit into one step of a plan (native/steps.ts). */
const mostTexts = 65_000;

type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object, or undefined when it is absent and may be. */
function objectAt(parent: Json, name: string, path: string, required: boolean): Json | undefined {
  const value = parent[name];
  if (value === undefined && !required) return undefined;
  if (!isObject(value)) throw new ConfigurationError(path, "must be an object", value ?? null);
  for (const refused of notHonoured[path] ?? []) refuse(value, refused, path);
  return value;
}

/** Whether a value asks for nothing: `{ "prestart": [] }` does not either. */
function isEmpty(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).every(isEmpty);
  return value === undefined || value === null || value === "" || value === false;
}

function refuse(parent: Json, name: string, path: string): void {
  if (!isEmpty(parent[name]))
    throw new ConfigurationError(path ? `${path}.${name}` : name, "not honoured by this version of the runtime; remove it");
}

function arrayAt(parent: Json, name: string, path: string): unknown[] {
  const value = parent[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new ConfigurationError(path, "must be an array", value);
  return value as unknown[];
}

function texts(values: readonly unknown[], path: string): void {
  values.forEach((value, index) => text(value, `${path}[${index}]`));
}

function text(value: unknown, path: string): string {
  if (typeof value !== "string") throw new ConfigurationError(path, "must be a string", value ?? null);
  if (value.includes("\0")) throw new ConfigurationError(path, "must hold no NUL byte", value);
  return value;
}

function boolean(parent: Json, name: string, path: string): void {
  const value = parent[name];
  if (value !== undefined && typeof value !== "boolean") throw new ConfigurationError(path, "must be a boolean", value);
}

function integer(value: unknown, path: string, minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER): void {
  if (Number.isSafeInteger(value) && (value as number) > maximum) throw new ConfigurationError(path, `must not be above ${maximum}`, value);
  if (!Number.isSafeInteger(value) || (value as number) < minimum)
    throw new ConfigurationError(path, minimum === 0 ? "must be a non-negative integer" : `must be an integer not below ${minimum}`, value);
}

function absolute(value: unknown, path: string): void {
  if (!text(value, path).startsWith("/")) throw new ConfigurationError(path, "must be an absolute path", value);
}

function checkProcess(process: Json): void {
  refuse(process, "terminal", "process");
  const args = arrayAt(process, "args", "process.args");
  if (args.length === 0) throw new ConfigurationError("process.args", "must hold at least the program", args);
  texts(args, "process.args");
  const env = arrayAt(process, "env", "process.env");
  texts(env, "process.env");
  if (args.length + env.length > mostTexts)
    throw new ConfigurationError("process.args", `with process.env must not be more than ${mostTexts} texts`);
  boolean(process, "noNewPrivileges", "process.noNewPrivileges");
  absolute(process["cwd"], "process.cwd");
  const user = objectAt(process, "user", "process.user", true) ?? {};
  for (const id of ["uid", "gid"]) integer(user[id], `process.user.${id}`, 0);
  if (user["umask"] !== undefined) integer(user["umask"], "process.user.umask", 0);
  arrayAt(user, "additionalGids", "process.user.additionalGids").forEach((gid, index) =>
    integer(gid, `process.user.additionalGids[${index}]`, 0),
  );
  if (process["oomScoreAdj"] !== undefined && process["oomScoreAdj"] !== null)
    integer(process["oomScoreAdj"], "process.oomScoreAdj", -1000, 1000);
  const capabilities = objectAt(process, "capabilities", "process.capabilities", false) ?? {};
  for (const set of ["bounding", "effective", "permitted", "inheritable", "ambient"]) {
    const path = `process.capabilities.${set}`;
    const names = arrayAt(capabilities, set, path);
    texts(names, path);
  }
  checkRlimits(arrayAt(process, "rlimits", "process.rlimits"));
}

function checkRlimits(rlimits: readonly unknown[]): void {
  const seen = new Set<unknown>();
  rlimits.forEach((rlimit, index) => {
    const path = `process.rlimits[${index}]`;
    if (!isObject(rlimit)) throw new ConfigurationError(path, "must be an object", rlimit);
    if (!(text(rlimit["type"], `${path}.type`) in rlimitNumbers))
      throw new ConfigurationError(`${path}.type`, "is no resource of setrlimit(2)", rlimit["type"]);
    if (seen.has(rlimit["type"]))
      throw new ConfigurationError(`${path}.type`, "is listed twice (config.md: duplicate entries are an error)", rlimit["type"]);
    seen.add(rlimit["type"]);
    for (const side of ["soft", "hard"])
      if (!Number.isInteger(rlimit[side]) || (rlimit[side] as number) < 0)
        throw new ConfigurationError(`${path}.${side}`, "must be a non-negative integer", rlimit[side] ?? null);
  });
}

function checkNamespaces(linux: Json): void {
  const seen = new Set<unknown>();
  arrayAt(linux, "namespaces", "linux.namespaces").forEach((namespace, index) => {
    const path = `linux.namespaces[${index}]`;
    if (!isObject(namespace)) throw new ConfigurationError(path, "must be an object", namespace);
    const type = namespace["type"];
    if (!namespaceTypes.includes(type as NamespaceType))
      throw new ConfigurationError(`${path}.type`, `must be one of ${namespaceTypes.join(", ")}`, type ?? null);
    if (seen.has(type))
      throw new ConfigurationError(`${path}.type`, "is listed twice (config-linux.md, Namespaces: duplicates are an error)", type);
    seen.add(type);
    if (namespace["path"] !== undefined && namespace["path"] !== "") absolute(namespace["path"], `${path}.path`);
  });
  for (const name of ["uidMappings", "gidMappings"]) {
    const mappings = arrayAt(linux, name, `linux.${name}`);
    mappings.forEach((mapping, index) => {
      if (!isObject(mapping)) throw new ConfigurationError(`linux.${name}[${index}]`, "must be an object", mapping);
      for (const field of ["containerID", "hostID", "size"]) integer(mapping[field], `linux.${name}[${index}].${field}`, 0);
    });
    if (mappings.length && !seen.has("user")) throw new ConfigurationError(`linux.${name}`, "needs a user namespace in linux.namespaces");
  }
}

function checkResources(linux: Json): void {
  const resources = objectAt(linux, "resources", "linux.resources", false);
  if (!resources) return;
  const cpu = objectAt(resources, "cpu", "linux.resources.cpu", false) ?? {};
  for (const field of ["shares", "quota", "period"])
    if (cpu[field] !== undefined) integer(cpu[field], `linux.resources.cpu.${field}`, field === "quota" ? -1 : 0);
  for (const field of ["cpus", "mems"]) if (cpu[field] !== undefined) text(cpu[field], `linux.resources.cpu.${field}`);
  const memory = objectAt(resources, "memory", "linux.resources.memory", false) ?? {};
  for (const field of ["limit", "reservation", "swap"])
    if (memory[field] !== undefined) integer(memory[field], `linux.resources.memory.${field}`, -1);
  boolean(memory, "disableOOMKiller", "linux.resources.memory.disableOOMKiller");
  const pids = objectAt(resources, "pids", "linux.resources.pids", false);
  if (pids) integer(pids["limit"], "linux.resources.pids.limit", -1);
  checkUnified(objectAt(resources, "unified", "linux.resources.unified", false) ?? {});
  arrayAt(resources, "devices", "linux.resources.devices").forEach((rule, index) => {
    const path = `linux.resources.devices[${index}]`;
    if (!isObject(rule)) throw new ConfigurationError(path, "must be an object", rule);
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

function checkMounts(configuration: Json): void {
  arrayAt(configuration, "mounts", "mounts").forEach((mount, index) => {
    const path = `mounts[${index}]`;
    if (!isObject(mount)) throw new ConfigurationError(path, "must be an object", mount);
    absolute(mount["destination"], `${path}.destination`);
    if ((mount["destination"] as string).split("/").includes(".."))
      throw new ConfigurationError(`${path}.destination`, "must not hold ..", mount["destination"]);
    for (const field of ["type", "source"]) if (mount[field] !== undefined) text(mount[field], `${path}.${field}`);
    texts(arrayAt(mount, "options", `${path}.options`), `${path}.options`);
    for (const field of ["uidMappings", "gidMappings"]) refuse(mount, field, path);
  });
}

/** @throws `ConfigurationError` at the first violation */
export function checkConfiguration(value: unknown): Configuration {
  if (!isObject(value)) throw new ConfigurationError("the document", "must be an object", value ?? null);
  for (const refused of notHonoured[""] ?? []) refuse(value, refused, "");
  const version = text(value["ociVersion"], "ociVersion");
  if (!/^1\.\d+\.\d+([-+].*)?$/.test(version)) throw new ConfigurationError("ociVersion", "only 1.x is supported", version);
  const root = objectAt(value, "root", "root", true) ?? {};
  if (text(root["path"], "root.path") === "") throw new ConfigurationError("root.path", "must not be empty");
  boolean(root, "readonly", "root.readonly");
  checkProcess(objectAt(value, "process", "process", true) ?? {});
  for (const field of ["hostname", "domainname"]) if (value[field] !== undefined) text(value[field], field);
  checkMounts(value);
  const linux = objectAt(value, "linux", "linux", false) ?? {};
  checkNamespaces(linux);
  checkResources(linux);
  if (linux["seccomp"] !== undefined && linux["seccomp"] !== null) checkSeccomp(linux["seccomp"]);
  for (const field of ["maskedPaths", "readonlyPaths"])
    arrayAt(linux, field, `linux.${field}`).forEach((path, index) => absolute(path, `linux.${field}[${index}]`));
  if (linux["cgroupsPath"] !== undefined) text(linux["cgroupsPath"], "linux.cgroupsPath");
  return value as unknown as Configuration;
}

/**
 * What the specification demands of a configuration, and what this runtime does not honour yet: the latter is refused by
 * name, never dropped. Properties that the specification does not know are ignored (config.md, "Extensibility").
 */
import { rlimitNumbers } from "../plan/kernel.ts";
import { checkSeccomp } from "../seccomp/check.ts";
import { ConfigurationError } from "./error.ts";
import { checkResources } from "./check_resources.ts";
import { checkHooks } from "./check_hooks.ts";
import { checkDevices, checkPersonality, checkPropagation, checkSysctl, checkTimeOffsets } from "./check_linux.ts";
import type { Configuration, NamespaceType, Process } from "./types.ts";
import { absolute, arrayAt, boolean, integer, isObject, notHonoured, objectAt, refuse, text, texts, type Json } from "./values.ts";

export const namespaceTypes: readonly NamespaceType[] = ["pid", "network", "ipc", "uts", "mount", "user", "cgroup", "time"];

/** Of a terminal (struct winsize, ioctl_tty(2)). */
const largestSide = 65_535;

/** So many fit into one step of a plan (native/steps.ts). */
const mostTexts = 65_000;

/** A container may be created without one, and not be started then (config.md, "Process"). */
const noProcess: Process = { user: { uid: 0, gid: 0 }, args: [], cwd: "/" };

/** @throws `ConfigurationError` with the path below `process` */
export function checkProcess(process: Json): void {
  boolean(process, "terminal", "process.terminal");
  // Without a terminal it says nothing (config.md, Process: MUST be ignored).
  const size = process["terminal"] === true ? objectAt(process, "consoleSize", "process.consoleSize", false) : undefined;
  if (size) for (const side of ["height", "width"]) integer(size[side], `process.consoleSize.${side}`, 0, largestSide);
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
  for (const label of ["apparmorProfile", "selinuxLabel"]) if (process[label] !== undefined) text(process[label], `process.${label}`);
  checkRlimits(arrayAt(process, "rlimits", "process.rlimits"));
}

function checkRlimits(rlimits: readonly unknown[]): void {
  const seen = new Set<unknown>();
  rlimits.forEach((rlimit, index) => {
    const path = `process.rlimits[${index}]`;
    if (!isObject(rlimit)) throw new ConfigurationError(path, "must be an object", rlimit);
    if (!Object.hasOwn(rlimitNumbers, text(rlimit["type"], `${path}.type`)))
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

function checkMounts(configuration: Json): void {
  arrayAt(configuration, "mounts", "mounts").forEach((mount, index) => {
    const path = `mounts[${index}]`;
    if (!isObject(mount)) throw new ConfigurationError(path, "must be an object", mount);
    // config.md, Mounts: a relative one, of old tools, starts at /.
    if (text(mount["destination"], `${path}.destination`) === "") throw new ConfigurationError(`${path}.destination`, "must not be empty");
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
  const process = objectAt(value, "process", "process", false);
  if (process) checkProcess(process);
  for (const field of ["hostname", "domainname"]) if (value[field] !== undefined) text(value[field], field);
  checkMounts(value);
  checkHooks(value);
  const linux = objectAt(value, "linux", "linux", false) ?? {};
  checkNamespaces(linux);
  checkResources(linux);
  checkDevices(linux);
  checkSysctl(linux, objectAt(linux, "sysctl", "linux.sysctl", false) ?? {});
  checkTimeOffsets(linux, objectAt(linux, "timeOffsets", "linux.timeOffsets", false) ?? {});
  checkPropagation(linux);
  checkPersonality(objectAt(linux, "personality", "linux.personality", false));
  if (linux["seccomp"] !== undefined && linux["seccomp"] !== null) checkSeccomp(linux["seccomp"]);
  for (const field of ["maskedPaths", "readonlyPaths"])
    arrayAt(linux, field, `linux.${field}`).forEach((path, index) => absolute(path, `linux.${field}[${index}]`));
  if (/["\n]/.test(text(linux["mountLabel"] ?? "", "linux.mountLabel")))
    throw new ConfigurationError("linux.mountLabel", "must hold no quotation mark", linux["mountLabel"]);
  if (linux["cgroupsPath"] !== undefined) text(linux["cgroupsPath"], "linux.cgroupsPath");
  return (process ? value : { ...value, process: noProcess }) as unknown as Configuration;
}

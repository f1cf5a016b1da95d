import { constants } from "node:os";
import {
  namespaceTypes,
  type BindRequest,
  type ContainerRequest,
  type Limits,
  type NamespaceOrigin,
  type NamespaceType,
  type SystemCallRule,
} from "../contract.ts";
import { mergePatch } from "./merge_patch.ts";
import { maskedPaths, mounts, readonlyPaths } from "./configuration_defaults.ts";

/** A config.json as the OCI runtime specification defines it; what a merge patch makes of it is anybody's guess, hence `object`. */
export type OciConfiguration = object;

/** What a configuration needs beyond the request. */
export interface Placement {
  /** Absolute path of the root file system. */
  rootPath: string;
  /** Absolute cgroup path of the run: the container's group is made below it. */
  cgroupParent: string;
}

/** The types that a request leaves out are new, but for these, which stay the runtime's (contract, ContainerRequest). */
const inheritedByDefault: ReadonlySet<NamespaceType> = new Set(["user", "cgroup", "time"]);

/** What `runc spec` grants. Its ambient set is left out: without an inheritable set it cannot be raised (capabilities(7)). */
const defaultCapabilities = ["CAP_AUDIT_WRITE", "CAP_KILL", "CAP_NET_BIND_SERVICE"];

/** Where a new user namespace's IDs lie on the host when nothing else is configured: the range of the first subordinate user (subuid(5)). */
const defaultIdMapping = { containerID: 0, hostID: 100_000, size: 65_536 };

/**
 * The OCI configuration of a container: what `runc spec` (1.1) writes, without a terminal, with what the request asks for,
 * and patched at last with `request.configuration` (RFC 7396). A pure function.
 */
export function ociConfiguration(request: ContainerRequest, { rootPath, cgroupParent }: Placement): OciConfiguration {
  const namespaces = namespaceEntries(request.namespaces);
  const capabilities = request.capabilities ?? defaultCapabilities;
  const configuration = {
    ociVersion: "1.0.2",
    process: {
      terminal: request.terminal ?? false,
      user: { uid: 0, gid: 0 },
      args: request.args,
      env: Object.entries({ PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", ...request.env }).map(
        ([name, value]) => `${name}=${value}`,
      ),
      cwd: "/",
      capabilities: { bounding: capabilities, effective: capabilities, permitted: capabilities },
      rlimits: [{ type: "RLIMIT_NOFILE", hard: 1024, soft: 1024 }],
      noNewPrivileges: true,
    },
    root: { path: rootPath, readonly: request.root.kind === "directory" && (request.root.readonly ?? false) },
    ...(request.hostname !== undefined && { hostname: request.hostname }),
    mounts: [
      ...mounts,
      ...(request.binds ?? []).map(({ source, destination, options = ["bind"] }) => ({ destination, type: "bind", source, options })),
    ],
    linux: {
      cgroupsPath: [cgroupParent, request.group, request.id].filter((name) => name !== undefined).join("/"),
      namespaces,
      ...(namespaces.some(({ type, path }) => type === "user" && path === undefined) && {
        uidMappings: [request.ids ?? defaultIdMapping],
        gidMappings: [request.ids ?? defaultIdMapping],
      }),
      resources: { devices: [{ allow: false, access: "rwm" }], ...ociResources(request.limits) },
      maskedPaths,
      readonlyPaths,
      ...rootfsPropagation(request.binds ?? []),
      ...(request.systemCalls && { seccomp: seccompProfile(request.systemCalls, request.systemCallAgent) }),
    },
  };
  return request.configuration ? (mergePatch(configuration, request.configuration) as OciConfiguration) : configuration;
}

/**
 * `linux.rootfsPropagation` as containers with such binds need it, and as docker and containerd have it: without it a runtime may take all
 * mounts out of their peer groups before it binds any, and what is bound then follows nobody (config-linux.md leaves it open).
 */
function rootfsPropagation(binds: readonly BindRequest[]): { rootfsPropagation?: string } {
  const asked = (name: string): boolean => binds.some(({ options }) => options?.includes(name));
  const propagation = ["rshared", "rslave"].find(asked);
  return propagation === undefined ? {} : { rootfsPropagation: propagation };
}

/** The answers that are no error. */
const seccompActions: Record<string, { action: string }> = {
  kill: { action: "SCMP_ACT_KILL_PROCESS" },
  agent: { action: "SCMP_ACT_NOTIFY" },
};

/** `linux.seccomp` (config-linux.md, "Seccomp"). */
function seccompProfile(rules: readonly SystemCallRule[], listenerPath: string | undefined): object {
  return {
    defaultAction: "SCMP_ACT_ALLOW",
    ...(listenerPath !== undefined && { listenerPath }),
    syscalls: rules.map(({ names, answer, argument }) => ({
      names,
      ...(seccompActions[answer] ?? { action: "SCMP_ACT_ERRNO", errnoRet: constants.errno[answer as keyof typeof constants.errno] }),
      ...(argument && { args: [{ ...argument, op: "SCMP_CMP_EQ" }] }),
    })),
  };
}

/** Limits as `linux.resources` (config-linux.md, "Control groups"); a limit that is absent is left out. */
export function ociResources(limits: Limits): object {
  const cpu = {
    ...(limits.cpu && { quota: limits.cpu.quota, period: limits.cpu.period }),
    ...(limits.cpuShares !== undefined && { shares: limits.cpuShares }),
    ...(limits.cpus !== undefined && { cpus: limits.cpus }),
  };
  const memory = {
    ...(limits.memory !== undefined && { limit: limits.memory }),
    ...(limits.disableOomKiller !== undefined && { disableOOMKiller: limits.disableOomKiller }),
  };
  return {
    ...(Object.keys(cpu).length > 0 && { cpu }),
    ...(Object.keys(memory).length > 0 && { memory }),
    ...(limits.pids !== undefined && { pids: { limit: limits.pids } }),
    ...(limits.unified !== undefined && { unified: limits.unified }),
  };
}

/** `linux.namespaces`: an entry without path is a new namespace, one with path is joined, no entry is inherited (config-linux.md, "Namespaces"). */
function namespaceEntries(wanted: Partial<Record<NamespaceType, NamespaceOrigin>>): { type: NamespaceType; path?: string }[] {
  return namespaceTypes.flatMap((type) => {
    const origin = wanted[type] ?? (inheritedByDefault.has(type) ? "inherited" : "new");
    if (origin === "inherited") return [];
    return [origin === "new" ? { type } : { type, path: origin.join }];
  });
}

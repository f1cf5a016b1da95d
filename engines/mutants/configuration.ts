import { maskedPaths, mounts } from "../compose/configuration_defaults.ts";
import type { ContainerRequest } from "../contract.ts";
import { unprivileged } from "../host/users.ts";
import type { RequestMutant } from "./request_mutant.ts";

/** The parts of an OCI configuration that are changed here; what else a scenario has patched stays. */
interface Patch {
  process?: { user?: object; noNewPrivileges?: boolean };
  mounts?: object[];
  linux?: { resources?: { devices?: object[] }; devices?: object[]; maskedPaths?: string[]; sysctl?: Record<string, string> };
}

function withDevices(request: ContainerRequest, devices: object[]): ContainerRequest {
  const { linux, ...rest } = (request.configuration ?? {}) as Patch;
  return { ...request, configuration: { ...rest, linux: { ...linux, resources: { ...linux?.resources, devices } } } };
}

/**
 * Default devices that are other ones. They are allowed by name, as a runtime may take out of what it allows anyway what it is told to
 * make; nothing is masked, as that is done with /dev/null.
 */
function withNodes(name: string, nodes: readonly (readonly [path: string, major: number, minor: number])[]): RequestMutant {
  return {
    name: `devices/${name}`,
    container: (request) => {
      const { linux, ...rest } = (request.configuration ?? {}) as Patch;
      if (linux?.devices) return request;
      const numbers = nodes.map(([, major, minor]) => ({ type: "c", major, minor }));
      const rules = linux?.resources?.devices ?? [{ allow: false, access: "rwm" }];
      const changed = {
        maskedPaths: linux?.maskedPaths ?? [],
        devices: numbers.map((each, index) => ({ path: nodes[index]![0], ...each })),
        resources: { ...linux?.resources, devices: [...rules, ...numbers.map((each) => ({ allow: true, access: "rwm", ...each }))] },
      };
      return { ...request, configuration: { ...rest, linux: { ...linux, ...changed } } };
    },
  };
}

function withMoreMasked(request: ContainerRequest): ContainerRequest {
  const { linux, ...rest } = (request.configuration ?? {}) as Patch;
  if (linux?.maskedPaths) return request;
  return { ...request, configuration: { ...rest, linux: { ...linux, maskedPaths: [...maskedPaths, "/proc/version"] } } };
}

/** Of a network namespace that is the container's own: in the host's it would be the host that has it. */
function withKernelParameter(request: ContainerRequest): ContainerRequest {
  const { linux, ...rest } = (request.configuration ?? {}) as Patch;
  if (linux?.sysctl || (request.namespaces.network ?? "new") !== "new") return request;
  return { ...request, configuration: { ...rest, linux: { ...linux, sysctl: { "net.ipv4.ip_default_ttl": "77" } } } };
}

/** The usual mounts, with another size of /dev/shm. */
function withSharedMemory(request: ContainerRequest, size: string): ContainerRequest {
  if (request.binds || (request.configuration && "mounts" in request.configuration)) return request;
  const changed = mounts.map((each) =>
    "destination" in each && each.destination === "/dev/shm"
      ? { ...each, options: ["nosuid", "noexec", "nodev", "mode=1777", size] }
      : each,
  );
  return { ...request, configuration: { ...request.configuration, mounts: changed } };
}

/** The usual mounts, some of another type; what lies on /sys then has no place. */
function withTypes(request: ContainerRequest, types: Record<string, string>): ContainerRequest {
  if (request.binds || (request.configuration && "mounts" in request.configuration)) return request;
  const changed = (mounts as { destination: string }[])
    .filter(({ destination }) => destination !== "/sys/fs/cgroup")
    .map((each) => (types[each.destination] ? { destination: each.destination, type: types[each.destination], source: "other" } : each));
  return { ...request, configuration: { ...request.configuration, mounts: changed } };
}

/** Its root is in a group besides its own. */
function inAnotherGroup(request: ContainerRequest): ContainerRequest {
  const { process, ...rest } = (request.configuration ?? {}) as Patch;
  if (process?.user) return request;
  return { ...request, configuration: { ...rest, process: { ...process, user: { uid: 0, gid: 0, additionalGids: [7] } } } };
}

function withNewPrivileges(request: ContainerRequest): ContainerRequest {
  const { process, ...rest } = (request.configuration ?? {}) as Patch;
  return { ...request, configuration: { ...rest, process: { ...process, noNewPrivileges: false } } };
}

/** The usual mounts, but for some. */
function withMounts(name: string, change: (each: { destination: string; options?: string[] }) => object[]): RequestMutant {
  return {
    name: `configuration/${name}`,
    container: (request) =>
      request.binds || (request.configuration && "mounts" in request.configuration)
        ? request
        : { ...request, configuration: { ...request.configuration, mounts: (mounts as { destination: string }[]).flatMap(change) } },
  };
}

const exchangedHooks = [
  ["prestart", "createContainer"],
  ["createRuntime", "createContainer"],
  ["poststart", "createContainer"],
  ["createRuntime", "poststart"],
] as const;

/** One kind of hook at the moment and in the place of another. */
const hookMutants: RequestMutant[] = exchangedHooks.map(([one, other]) => ({
  name: `hooks/${one}-and-${other}-exchanged`,
  container: (request) => {
    const { hooks } = (request.configuration ?? {}) as { hooks?: Record<string, unknown> };
    if (!hooks) return request;
    return { ...request, configuration: { ...request.configuration, hooks: { ...hooks, [one]: hooks[other], [other]: hooks[one] } } };
  },
}));

/** Binds that ask for another propagation than they did. A mount that travels to the host then is one in a directory of the run's. */
const propagationMutants: RequestMutant[] = ["private", "slave", "shared"].map((propagation) => ({
  name: `binds/${propagation}-propagation`,
  container: (request) =>
    request.binds
      ? {
          ...request,
          binds: request.binds.map((bind) => ({
            ...bind,
            options: (bind.options ?? ["bind"]).map((option) => option.replace(/^r(?:private|slave|shared)$/, `r${propagation}`)),
          })),
        }
      : request,
}));

/** Configurations other than asked for. */
export const configurationMutants: RequestMutant[] = [
  ...hookMutants,
  ...propagationMutants,
  { name: "id/made-valid", container: (request) => ({ ...request, id: request.id.replaceAll(/[^a-z0-9-]/g, "") || "valid" }) },
  {
    name: "id/of-the-second-made-unique",
    container: (request, { earlier }) => (earlier === undefined ? request : { ...request, id: `${request.id}-second` }),
  },
  {
    name: "pid-file/dropped",
    container: (request) => {
      const { pidFile, ...others } = request;
      return pidFile === undefined ? request : others;
    },
  },
  {
    name: "caller/dropped",
    container: (request) => {
      const { caller, ...others } = request;
      return caller === undefined ? request : others;
    },
  },
  {
    name: "caller/without-privilege",
    container: (request) => {
      const { ids: _, namespaces, ...others } = request;
      const { user, ...rest } = namespaces;
      return user === "new" ? { ...others, namespaces: rest, caller: unprivileged } : request;
    },
  },
  {
    name: "terminal/dropped",
    container: (request) => {
      const { terminal, ...others } = request;
      return terminal ? others : request;
    },
  },
  { name: "configuration/with-new-privileges", container: withNewPrivileges },
  { name: "configuration/in-another-group", container: inAnotherGroup },
  { name: "terminal/inserted", container: (request) => (request.terminal ? request : { ...request, terminal: true }) },
  {
    name: "configuration/dropped",
    container: (request) => {
      const { configuration, ...others } = request;
      // Of two entries for one namespace none is the right one to leave: namespaces/duplicates-removed is about that.
      return configuration === undefined || "namespaces" in ((configuration as { linux?: object }).linux ?? {}) ? request : others;
    },
  },
  {
    name: "binds/dropped",
    container: (request) => {
      const { binds, ...others } = request;
      return binds === undefined ? request : others;
    },
  },
  withMounts("without-mounted-control-groups", (each) => (each.destination === "/sys/fs/cgroup" ? [] : [each])),
  withMounts("without-a-file-system-at-dev", (each) => (each.destination === "/dev" ? [] : [each])),
  withMounts("without-nosuid-below-dev", (each) =>
    each.destination.startsWith("/dev") ? [{ ...each, options: (each.options ?? []).filter((option) => option !== "nosuid") }] : [each],
  ),
  {
    name: "configuration/small-shared-memory",
    container: (request) => withSharedMemory(request, "size=1024k"),
  },
  {
    name: "configuration/large-shared-memory",
    container: (request) => withSharedMemory(request, "size=131072k"),
  },
  {
    name: "binds/turned",
    container: (request) => (request.binds ? { ...request, binds: request.binds.toReversed() } : request),
  },
  {
    name: "binds/writable",
    container: (request) =>
      request.binds
        ? {
            ...request,
            binds: request.binds.map((bind) => ({ ...bind, options: (bind.options ?? ["bind"]).filter((option) => option !== "ro") })),
          }
        : request,
  },
  {
    name: "binds/read-only",
    container: (request) =>
      request.binds
        ? { ...request, binds: request.binds.map((bind) => ({ ...bind, options: [...(bind.options ?? ["bind"]), "ro"] })) }
        : request,
  },
  {
    // The container's own root, where nobody asked for it.
    name: "binds/inserted",
    container: (request) =>
      request.root.kind === "directory" && !request.binds
        ? { ...request, binds: [{ source: request.root.path, destination: "/tmp", options: ["rbind", "ro"] }] }
        : request,
  },
  {
    name: "configuration/other-file-systems",
    container: (request) => withTypes(request, { "/sys": "tmpfs", "/dev/pts": "tmpfs", "/dev/shm": "mqueue", "/dev/mqueue": "tmpfs" }),
  },
  { name: "configuration/more-is-masked", container: withMoreMasked },
  { name: "configuration/kernel-parameter-imposed", container: withKernelParameter },
  withNodes("exchanged", [
    ["/dev/zero", 1, 7],
    ["/dev/full", 5, 0],
    ["/dev/tty", 1, 8],
    ["/dev/random", 1, 9],
    ["/dev/urandom", 1, 5],
  ]),
  withNodes("null-is-full", [["/dev/null", 1, 7]]),
  { name: "devices/all-allowed", container: (request) => withDevices(request, [{ allow: true, access: "rwm" }]) },
];

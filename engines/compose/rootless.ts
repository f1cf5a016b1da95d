/** What a caller without privilege can have of a configuration: a user namespace of its own in which it is root (user_namespaces(7)). */
import { NotTestableHere } from "../contract.ts";
import type { OciConfiguration } from "./configuration.ts";

interface Mount {
  destination: string;
  type?: string;
  source?: string;
  options?: string[];
}

/** What is changed here of a configuration. */
interface Configuration {
  mounts?: Mount[];
  linux?: { namespaces?: { type: string; path?: string }[]; resources?: { devices?: unknown } };
}

/** Mounts that the kernel allows only to the owner of a namespace: the type, and the namespace. */
const owned = { proc: "pid", sysfs: "network", mqueue: "ipc" } as const;

/**
 * The configuration with a user namespace in which the caller's own id is 0.
 *
 * @throws NotTestableHere for what needs root however it is asked for
 */
export function asRootless(privileged: OciConfiguration, uid: number, gid: number): OciConfiguration {
  const configuration: Configuration = privileged;
  const linux = configuration.linux ?? {};
  const namespaces = linux.namespaces ?? [];
  // Rules for devices need root, and every container has some; whether limits can be applied is for the runtime to say.
  const { devices: _, ...limits } = linux.resources ?? {};
  if (namespaces.some(({ path }) => path)) throw new NotTestableHere("joining the namespaces of another container needs root: run as root");
  if (namespaces.some(({ type }) => type === "user")) throw new NotTestableHere("a range of mapped ids needs root: run as root");
  if (!namespaces.some(({ type }) => type === "pid"))
    throw new NotTestableHere(
      "without root there are no control groups, and without a PID namespace nothing would find the container's processes again: run as root",
    );
  const isNew = (type: string): boolean => namespaces.some((namespace) => namespace.type === type);
  return {
    ...configuration,
    mounts: (configuration.mounts ?? []).flatMap((mount) => mountRootless(mount, isNew)),
    linux: {
      ...linux,
      namespaces: [...namespaces, { type: "user" }],
      uidMappings: [{ containerID: 0, hostID: uid, size: 1 }],
      gidMappings: [{ containerID: 0, hostID: gid, size: 1 }],
      resources: limits,
    },
  };
}

/** A view of the kernel into a namespace that is not the container's own is the host's, bound. */
function mountRootless(mount: Mount, isNew: (type: string) => boolean): Mount[] {
  const owner = mount.type && mount.type in owned ? owned[mount.type as keyof typeof owned] : undefined;
  if (owner && !isNew(owner))
    return mount.type === "mqueue" ? [] : [{ destination: mount.destination, type: "bind", source: mount.destination, options: ["rbind"] }];
  // Group 5 (tty) is not mapped.
  if (mount.type === "devpts") return [{ ...mount, options: (mount.options ?? []).filter((option) => !option.startsWith("gid=")) }];
  // No groups are made, so there are none to show.
  return mount.type === "cgroup" ? [] : [mount];
}

/** The namespaces of a container: made by clone, joined by path, or inherited. */
import type { Step } from "../../native/index.ts";
import { ConfigurationError } from "../configuration/error.ts";
import type { Configuration, IdMapping, Namespace, NamespaceType } from "../configuration/types.ts";
import { cloneFlags } from "./kernel.ts";

export class Namespaces {
  readonly #list: readonly Namespace[];
  readonly #offsets: NonNullable<NonNullable<Configuration["linux"]>["timeOffsets"]>;
  readonly #mappings: { uid: IdMapping[]; gid: IdMapping[] };

  constructor(configuration: Configuration) {
    this.#list = configuration.linux?.namespaces ?? [];
    this.#offsets = configuration.linux?.timeOffsets ?? {};
    this.#mappings = { uid: configuration.linux?.uidMappings ?? [], gid: configuration.linux?.gidMappings ?? [] };
    if (this.#joined("user") && this.#list.some((namespace) => namespace.type !== "user" && !namespace.path))
      throw new ConfigurationError(
        "linux.namespaces",
        "joining a user namespace together with new namespaces is not honoured by this version of the runtime",
      );
    if (this.isNew("user") && (!this.#mappings.uid.length || !this.#mappings.gid.length))
      throw new ConfigurationError("linux.uidMappings", "a new user namespace needs uidMappings and gidMappings");
  }

  has(type: NamespaceType): boolean {
    return this.#list.some((namespace) => namespace.type === type);
  }

  isNew(type: NamespaceType): boolean {
    return this.has(type) && !this.#joined(type);
  }

  #joined(type: NamespaceType): string | undefined {
    return this.#list.find((namespace) => namespace.type === type)?.path || undefined;
  }

  /**
   * The flags of clone(2). A cgroup namespace is made later: its root is the group the process is in at that moment. So is a time namespace
   * with offsets: they are set before a process is in it.
   */
  get cloneFlags(): number {
    let flags = 0;
    for (const { type } of this.#list)
      if (this.isNew(type) && type !== "cgroup" && !(type === "time" && this.#offsetLines)) flags |= cloneFlags[type];
    return flags;
  }

  get #offsetLines(): string {
    return Object.entries(this.#offsets)
      .map(([clock, { secs = 0, nanosecs = 0 }]) => `${clock} ${secs} ${nanosecs}\n`)
      .join("");
  }

  /** time_namespaces(7): unshare(2) makes it for the children alone, which leaves the moment to set its clocks; then it is joined. */
  makeClock(): Step[] {
    const data = this.#offsetLines;
    if (!data) return [];
    return [
      { kind: "unshare", actor: "child", flags: cloneFlags.time },
      { kind: "writeFile", actor: "child", path: "/proc/self/timens_offsets", data },
      { kind: "setns", actor: "child", path: "/proc/self/ns/time_for_children", flags: cloneFlags.time },
    ];
  }

  /** A process enters a PID namespace only by being born in it, so the launcher joins for the clone that follows. */
  joinBeforeClone(): Step[] {
    const path = this.#joined("pid");
    return path ? [{ kind: "setns", actor: "launcher", path, flags: cloneFlags.pid }] : [];
  }

  /** User first, which gives the right to join the others; mount last, which takes the paths away. */
  joinAfterClone(): Step[] {
    const order: NamespaceType[] = ["user", "cgroup", "ipc", "uts", "network", "time", "mount"];
    return order.flatMap((type): Step[] => {
      const path = this.#joined(type);
      return path ? [{ kind: "setns", actor: "child", path, flags: cloneFlags[type] }] : [];
    });
  }

  makeAfterJoiningGroups(): Step[] {
    return this.isNew("cgroup") ? [{ kind: "unshare", actor: "child", flags: cloneFlags.cgroup }] : [];
  }

  /** user_namespaces(7): the maps are written once, from outside; a caller without privilege must give up setgroups(2) first. */
  mapIds(rootless: boolean): Step[] {
    if (!this.isNew("user")) return [];
    const write = (file: string, data: string): Step => ({
      kind: "writeFile",
      actor: "launcher",
      path: `/proc/{pid}/${file}`,
      data,
      withPid: true,
    });
    const lines = (mappings: IdMapping[]): string =>
      mappings.map(({ containerID, hostID, size }) => `${containerID} ${hostID} ${size}\n`).join("");
    return [
      ...(rootless ? [write("setgroups", "deny")] : []),
      write("uid_map", lines(this.#mappings.uid)),
      write("gid_map", lines(this.#mappings.gid)),
      { kind: "sync", actor: "child", name: "ids mapped" },
    ];
  }
}

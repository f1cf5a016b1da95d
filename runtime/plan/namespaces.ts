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
   * Whether a user namespace is joined: the new ones are made when the process is in it, as they are to be its own (user_namespaces(7),
   * "Interaction of user namespaces and other types of namespaces").
   */
  get joinsUser(): boolean {
    return this.#joined("user") !== undefined;
  }

  /**
   * The flags of clone(2). A cgroup namespace is made later: its root is the group the process is in at that moment. So is a time namespace
   * with offsets: they are set before a process is in it. And so is a network namespace, which takes the kernel longer than all others
   * together: meanwhile the launcher can do something else.
   */
  get cloneFlags(): number {
    if (this.joinsUser) return 0;
    return this.#newFlags([
      "cgroup",
      ...(this.#offsetLines ? ["time" as const] : []),
      ...(this.mayTakeNetwork ? ["network" as const] : []),
    ]);
  }

  /** Whether a network namespace made by the runtime would do: not where it is to belong to a user namespace of the container's. */
  get mayTakeNetwork(): boolean {
    return this.isNew("network") && !this.has("user");
  }

  /** The network namespace, made ahead for a slot where there is one. */
  makeNetwork(slot: number | undefined): Step[] {
    if (slot !== undefined) return [{ kind: "enterNetwork", actor: "child", slot }];
    if (!this.isNew("network")) return [];
    const up: Step = { kind: "loopbackUp", actor: "child" };
    return this.mayTakeNetwork ? [{ kind: "unshare", actor: "child", flags: cloneFlags.network }, up] : [up];
  }

  #newFlags(except: readonly NamespaceType[]): number {
    let flags = 0;
    for (const { type } of this.#list) if (this.isNew(type) && !except.includes(type)) flags |= cloneFlags[type];
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
    if (!data && !(this.joinsUser && this.isNew("time"))) return [];
    return [
      { kind: "unshare", actor: "child", flags: cloneFlags.time },
      ...(data ? [{ kind: "writeFile", actor: "child", path: "/proc/self/timens_offsets", data } as const] : []),
      { kind: "setns", actor: "child", path: "/proc/self/ns/time_for_children", flags: cloneFlags.time },
    ];
  }

  /** A process enters a PID namespace only by being born in it, so the launcher joins for the clone that follows. */
  joinBeforeClone(): Step[] {
    const path = this.#joined("pid");
    return path ? [{ kind: "setns", actor: "launcher", path, flags: cloneFlags.pid }] : [];
  }

  /**
   * Without privilege user first, which gives the right to join the others; else later, as they may be others' than its own, and it takes
   * the right to join those away. Mount last, which takes the paths away.
   */
  joinAfterClone(rootless: boolean): Step[] {
    const others: NamespaceType[] = ["cgroup", "ipc", "uts", "network", "time"];
    const order: NamespaceType[] = rootless ? ["user", ...others, "mount"] : [...others, "user", "mount"];
    return order.flatMap((type): Step[] => {
      const path = this.#joined(type);
      if (!path) return [];
      const join: Step = { kind: "setns", actor: "child", path, flags: cloneFlags[type] };
      return type === "user" ? [join, { kind: "setIds", actor: "child", uid: 0, gid: 0 }] : [join];
    });
  }

  /** The new ones of a process that has joined a user namespace; into a PID namespace it gets by going on in another process. */
  makeAfterJoiningUser(): Step[] {
    const flags = this.joinsUser ? this.#newFlags(["cgroup", "time"]) : 0;
    if (!flags) return [];
    const made: Step = { kind: "unshare", actor: "child", flags };
    return flags & cloneFlags.pid ? [made, { kind: "fork", actor: "child" }] : [made];
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

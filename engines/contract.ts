/**
 * The door between a scenario and an engine: what steps may ask, and what they get back.
 *
 * Steps know only this file and `engines/host`. An adapter implements it for one engine. Words are the OCI
 * runtime specification's; sizes are bytes, CPU times are microseconds unless a name says otherwise, deadlines are
 * milliseconds.
 */

/** A group of operations an engine has or has not. */
export type Facet =
  "oci" | "exec" | "pause" | "update" | "images" | "commit" | "volumes" | "networks" | "pods" | "logs" | "cluster" | "kernel";

/** `own`: the engine does it. `composed`: put together from smaller operations; it never credits the engine. */
export type Offer = "own" | "composed";

export type Facets = Partial<Record<Facet, Offer>>;

/** The namespace types in the OCI specification's words (config-linux.md, "Namespaces"). */
export const namespaceTypes = ["pid", "network", "ipc", "uts", "mount", "user", "cgroup", "time"] as const;
export type NamespaceType = (typeof namespaceTypes)[number];

/** The name of a namespace type's link under /proc/<pid>/ns (namespaces(7)). */
export const namespaceLinks: Record<NamespaceType, string> = {
  pid: "pid",
  network: "net",
  ipc: "ipc",
  uts: "uts",
  mount: "mnt",
  user: "user",
  cgroup: "cgroup",
  time: "time",
};

/** Where a container's namespace comes from: made for it, inherited from the runtime, or joined by path. */
export type NamespaceOrigin = "new" | "inherited" | { join: string };

/** A range of IDs of a user namespace, users and groups alike, and the range that it is outside (user_namespaces(7), "User and group ID mappings"). */
export interface IdMapping {
  containerID: number;
  hostID: number;
  size: number;
}

/** Limits of one container. An absent member means that nothing is configured. */
export interface Limits {
  /** CPU bandwidth: at most `quota` µs of CPU time in each `period` µs. `quota` -1 is no quota. */
  cpu?: { quota: number; period: number };
  /** CPU weight on the v1 scale, 2 to 262144; 1024 is the kernel's default. */
  cpuShares?: number;
  /** CPUs that may be used, as a list: "0", "0-1". */
  cpus?: string;
  /** Memory, bytes. */
  memory?: number;
  /** Over its memory limit a process waits for memory instead of being killed. cgroup v1 alone knows it. */
  disableOomKiller?: boolean;
  /** Number of tasks. */
  pids?: number;
  /** Control files of cgroup v2 by name, written as they are (config-linux.md, "Unified"): { "memory.high": "33554432" }. */
  unified?: Record<string, string>;
}

/** What stands at the container's `/`: a directory of the host as it is, or an image with a writable layer above it. */
export type RootRequest =
  { kind: "directory"; path: string; readonly?: boolean } | { kind: "image"; image: string; union: "overlay" | "lower" };
// `lower` gives the container the image's top layer itself, writable: only a mutant asks for that.

/** What becomes of some system calls, by seccomp(2): they fail with the error, or end the process that makes them. */
export interface SystemCallRule {
  /** As in syscalls(2); those that the architecture does not have are of no account. */
  names: string[];
  /** Errno name, "kill", or "agent": whoever listens at the request's `systemCallAgent` answers. */
  answer: string;
  /** Only the calls whose argument, counted from 0, has the value. */
  argument?: { index: number; value: number };
}

/** A file or directory of the host in a container. */
export interface BindRequest {
  source: string;
  destination: string;
  /** "ro", "rslave", … (config.md, "Mounts"); a plain bind without them. */
  options?: string[];
}

/** A container as a scenario asks for it. */
export interface ContainerRequest {
  /** Unique in the run; [a-z0-9-]+. */
  id: string;
  root: RootRequest;
  /** The program and its arguments. */
  args: string[];
  env: Record<string, string>;
  /** Types that are absent take the engine's default: new, but `user`, `time` and `cgroup` inherited. */
  namespaces: Partial<Record<NamespaceType, NamespaceOrigin>>;
  /** The IDs of its new user namespace; without it the first 65536 are those from 100000 on. */
  ids?: IdMapping;
  hostname?: string;
  limits: Limits;
  /** Name of a control group of the run in which the container's own is made; without it that is the run's. */
  group?: string;
  /** Replaces the default set in bounding, effective and permitted sets. Names as in capabilities(7). */
  capabilities?: string[];
  /** Files and directories of the host that stand in it too, after everything that is mounted anyway, in this order. */
  binds?: BindRequest[];
  /** Its program has a terminal of the container's own for its standard streams: what it writes is the output's stdout. */
  terminal?: boolean;
  /** The user who asks for it, and for everything that becomes of it; without it that is the harness's own. The group is of the same number. */
  caller?: number;
  /** A file that whoever asks for the container has open all the while, as a descriptor that a program it starts inherits. */
  callerHolds?: string;
  /**
   * The file that the engine writes the first process's PID to: a relative path starts in the directory, which is the working directory of
   * whoever asks for the container.
   */
  pidFile?: { path: string; directory: string };
  /** Makes up a seccomp profile, which allows every other call; without any there is no profile. */
  systemCalls?: SystemCallRule[];
  /** Path of a Unix socket that takes the listener of the profile (config-linux.md, "Seccomp"). */
  systemCallAgent?: string;
  /** A JSON merge patch (RFC 7396) on the OCI configuration, for conformance corner cases only. */
  configuration?: object;
}

export type Status = "creating" | "created" | "running" | "paused" | "stopped";

/** How a program ended: its exit status, or 128 + the number of the signal that ended it; `unknown` if nobody could reap it. */
export type ExitStatus = number | "unknown";

export interface Output {
  stdout: string;
  stderr: string;
}

/** How a program is executed otherwise than as the container's own. */
export interface ExecOptions {
  /** The user and the group that it runs as. */
  uid?: number;
  /** The file of the host that it has for its standard input; an empty stream without it. */
  stdin?: string;
}

/** A container's state as the engine tells it (runtime.md, "State"), looked at by nobody. */
export type State = Readonly<Record<string, unknown>>;

export interface ExecResult extends Output {
  exitStatus: ExitStatus;
}

/** One container. Every operation has a deadline, and rejects with `EngineFailure` when the engine refuses, botches or does not finish it. */
export interface Container {
  readonly id: string;
  start(): Promise<void>;
  /** Sends a signal ("SIGTERM", "SIGRTMIN+3") to the container's first process. */
  kill(signal: string): Promise<void>;
  delete(options?: { force?: boolean }): Promise<void>;
  status(): Promise<Status>;
  /** What the engine tells to somebody who has not made the container. Needs the facet `oci`. */
  state(): Promise<State>;
  /** The first process as the host numbers it. Rejects when the engine does not tell. */
  pid(): Promise<number>;
  /** Resolves when the first process has ended. */
  wait(deadline: number): Promise<ExitStatus>;
  /** What the program has written so far (capped at 1 MiB a stream). */
  output(): Promise<Output>;
  /** Types at its terminal; "\x03" is Ctrl-C (termios(3)). */
  type(text: string): Promise<void>;
  /** Runs a program inside, to its end. Needs the facet `exec`. */
  exec(args: string[], options?: ExecOptions): Promise<ExecResult>;
  /** Changes limits of the running container. Needs the facet `update`. */
  update(limits: Limits): Promise<void>;
  /** Freezes every process of the container; resolves when they are. Needs the facet `pause`. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** The directory with its config.json (bundle.md). Needs the facet `oci`. */
  bundle(): Promise<string>;
  /** What the engine has warned of while it made the container. */
  warnings(): Promise<string[]>;
  /** Where its root file system lies on the host. */
  files(): Promise<RootFiles>;
  /** Evidence for the report: the engine's own words for what it was asked to do. */
  evidence(): Promise<Evidence[]>;
}

export interface RootFiles {
  /** The root as the host sees it, without the container's own mounts. */
  root: string;
  /** Directories of the read-only layers, lowest first. Empty when the root is a plain directory. */
  lower: string[];
  /** The directory of the writable layer. */
  upper?: string;
}

export interface Evidence {
  name: string;
  mediaType: "application/json" | "text/plain";
  content: string;
}

/** An image: layers, lowest first. The base image (probe and busybox) always lies below them. */
export interface ImageDefinition {
  name: string;
  layers: { name: string; files: Record<string, string> }[];
}

export interface PodRequest {
  id: string;
  /** Namespaces that the containers share with the infra container. */
  shares: NamespaceType[];
  containers: (Omit<ContainerRequest, "id"> & { name: string })[];
}

export interface Pod {
  readonly id: string;
  /** The container that holds the shared namespaces. */
  readonly infra: Container;
  container(name: string): Container;
  start(): Promise<void>;
  /** Ends one container and puts a new one, of the same request, in its place. */
  restart(name: string): Promise<void>;
  delete(): Promise<void>;
}

/** One call of the namespace API itself, done by a process that has not yet become its program. */
export type KernelCall =
  | { call: "unshare"; namespaces: NamespaceType[] }
  | { call: "setns"; path: string; namespace: NamespaceType }
  | { call: "chroot"; path: string }
  | { call: "mountProc"; path: string }
  | { call: "sethostname"; name: string }
  | { call: "setuid"; uid: number }
  | { call: "pause" };

export interface KernelRequest {
  /** Namespaces named in the flags of clone(2). */
  clone: NamespaceType[];
  /** Done in this order by the child. A `pause` waits for `resume`. */
  calls: KernelCall[];
  /** The program it becomes, on the host's file system. */
  args: string[];
}

export interface KernelProcess {
  readonly pid: number;
  /** Lets it go on from the `pause` it stands at; resolves at its next `pause`, or when it has become its program. */
  resume(): Promise<void>;
  wait(deadline: number): Promise<ExitStatus>;
  output(): Promise<Output>;
  end(): Promise<void>;
  evidence(): Promise<Evidence[]>;
}

/** A call of the namespace API that the kernel refused: an observation, not a failure of the engine. */
export class KernelRefusal extends Error {
  override readonly name = "KernelRefusal";
  readonly call: string;
  /** Errno name, "EPERM". */
  readonly code: string;
  constructor(call: string, code: string) {
    super(`${call} was refused with ${code}`);
    this.call = call;
    this.code = code;
  }
}

/** What an engine can do. A group that is absent is a facet the engine has not. */
export interface Engine {
  readonly name: string;
  readonly version: string;
  readonly facets: Facets;
  create(request: ContainerRequest): Promise<Container>;
  /** The states of all its containers, as `Container.state` tells each. Needs the facet `oci`. */
  list?(): Promise<State[]>;
  images?: { define(image: ImageDefinition): Promise<void> };
  pods?: { create(request: PodRequest): Promise<Pod> };
  /** Resolves once the process stands at its first `pause` or has become its program; rejects with `KernelRefusal`. */
  kernel?: { clone(request: KernelRequest): Promise<KernelProcess> };
  /** Releases what this thread holds. What scenarios left behind is ended too. */
  close(): Promise<void>;
}

/** What a run gives to an engine; plain data, so that it reaches worker threads. */
export interface RunContext {
  /** Everything the run makes bears this id. */
  id: string;
  /** The run's own directory: bundles, layers, outputs, state. */
  directory: string;
  /** Absolute cgroup path, below each hierarchy's root, that holds all cgroups of the run: "/brine-<id>". */
  cgroupParent: string;
  /** The unpacked base image, never written to: busybox and the probe at /bin. */
  baseImage: string;
  /** The probe on the host's file system. */
  probe: string;
  /** The static program that only waits (the infra container's). */
  pause: string;
  /** How much slower than the reference this machine is, ≥ 1: deadlines are multiplied with it. */
  slowness: number;
}

/** An engine found, not started. */
export interface EngineProspect {
  version: string;
  facets: Facets;
  /** Requirement tags of the host ("@root") without which this engine makes no container at all. */
  requires: string[];
}

/** The fact whether the host offers what the engine `requires`. */
export const engineRequirement = "@engine";

/** An adapter's face towards the harness. */
export interface EngineAdapter {
  /** The name for `--engine`. */
  name: string;
  /** Finds the engine. Rejects with `EngineMissing` when it is not installed. Starts nothing. */
  probe(): Promise<EngineProspect>;
  /** Starts what the engine needs once a run (a daemon, a store), in the coordinator. */
  open(run: RunContext): Promise<EngineAddress>;
  /** Connects one thread to the opened engine. */
  connect(run: RunContext, address: EngineAddress): Promise<Engine>;
  /** Ends what `open` started. */
  shut(run: RunContext, address: EngineAddress): Promise<void>;
}

/** Where an opened engine is found; plain data. */
export type EngineAddress = Record<string, string | number | boolean>;

export interface EngineFailureDetails {
  /** Word of the contract: "create", "start", … */
  operation: string;
  /** What the engine printed. */
  output?: string;
  /** Errno name, where there is one. */
  code?: string;
  cause?: unknown;
}

/** The engine refused, botched or did not finish an operation. A scenario that meets it `fails`. */
export class EngineFailure extends Error {
  override readonly name = "EngineFailure";
  readonly details: EngineFailureDetails;
  constructor(message: string, details: EngineFailureDetails) {
    super(message, { cause: details.cause });
    this.details = details;
  }
}

/** The engine is not installed: the message says which package brings it. */
export class EngineMissing extends Error {
  override readonly name = "EngineMissing";
}

/** The host lacks a requirement, or was too loaded to tell. The message is the reason. */
export class NotTestableHere extends Error {
  override readonly name = "NotTestableHere";
}

/** Milliseconds an operation may take on a machine of slowness 1. */
export const deadlines = { operation: 10_000, exit: 20_000, observation: 5_000 } as const;

/** What the host offers: a requirement tag ("@root", "@cgroup-v1") and `true`, or the reason why not. */
export type HostFacts = Record<string, true | string>;

/** What the harness hands to every worker as Cucumber's world parameters; plain data. */
export interface WorldParameters {
  run: RunContext;
  /** Name of the adapter, or the path of an OCI runtime. */
  engine: string;
  address: EngineAddress;
  facets: Facets;
  host: HostFacts;
  /** Name of a mutant of the request (engines/mutants); absent in an ordinary run. */
  requestMutant?: string;
}

/** Media type of the attachment that tells the verdict of a scenario that was skipped: `{ verdict, reason }`. */
export const verdictMediaType = "application/x.brine.verdict+json";

/** The resources of a container (runtime-spec config-linux.md, "Control groups"), as far as this runtime honours them. */

export interface DeviceRule {
  allow: boolean;
  type?: string;
  major?: number;
  minor?: number;
  access?: string;
}

export interface CpuResources {
  shares?: number;
  /** µs a period; -1 is none. */
  quota?: number;
  period?: number;
  /** µs a period beyond the quota, saved up before. */
  burst?: number;
  /** 1: runs only where nobody else would (SCHED_IDLE). */
  idle?: number;
  /** µs a realtimePeriod for real-time threads; cgroup v1 alone. */
  realtimeRuntime?: number;
  realtimePeriod?: number;
  cpus?: string;
  mems?: string;
}

/** Bytes; -1 is none. */
export interface MemoryResources {
  limit?: number;
  reservation?: number;
  swap?: number;
  /** cgroup v1 alone, as the following five. Kernels from 5.16 on refuse it. */
  kernel?: number;
  kernelTCP?: number;
  /** 0 to 100; -1 is what the group above has. */
  swappiness?: number;
  disableOOMKiller?: boolean;
  useHierarchy?: boolean;
  /** An update to a limit below what is used is refused, in place of reclaiming and ending processes (v2; v1 always refuses). */
  checkBeforeUpdate?: boolean;
}

export interface BlockDevice {
  major: number;
  minor: number;
}

/** Bytes or operations a second. */
export interface Throttle extends BlockDevice {
  rate: number;
}

export interface WeightOfDevice extends BlockDevice {
  weight?: number;
  leafWeight?: number;
}

export interface BlockResources {
  /** 10 to 1000. */
  weight?: number;
  /** Against the groups below; of cgroup v1's CFQ, which left in Linux 5.0. */
  leafWeight?: number;
  weightDevice?: WeightOfDevice[];
  throttleReadBpsDevice?: Throttle[];
  throttleWriteBpsDevice?: Throttle[];
  throttleReadIOPSDevice?: Throttle[];
  throttleWriteIOPSDevice?: Throttle[];
}

export interface HugepageLimit {
  /** "2MB", "1GB". */
  pageSize: string;
  /** Bytes. */
  limit: number;
}

/** The classes and priorities of what it sends; cgroup v1 alone. */
export interface NetworkResources {
  classID?: number;
  /** By the names of the interfaces, which are those of the runtime's network namespace. */
  priorities?: { name: string; priority: number }[];
}

export interface Resources {
  devices?: DeviceRule[];
  cpu?: CpuResources;
  memory?: MemoryResources;
  pids?: { limit: number };
  blockIO?: BlockResources;
  hugepageLimits?: HugepageLimit[];
  network?: NetworkResources;
  /** Control files of cgroup v2, and what is written to them. */
  unified?: Record<string, string>;
}

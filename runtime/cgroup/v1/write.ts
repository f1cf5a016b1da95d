/** A value for one of a group's control files. */
export interface Write {
  file: string;
  value: string;
}

/** A controller that may be missing on a host that is not asked to limit anything by it. */
export type Controller = "cpu" | "cpuset" | "memory" | "pids" | "devices" | "blkio" | "hugetlb" | "net_cls" | "net_prio";

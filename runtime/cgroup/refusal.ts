/** What to make of a step about control groups that the kernel refused. */
import path from "node:path";
import type { Step } from "../../native/index.ts";

/** What in config.json a control file is written for. */
const askedBy: Record<string, string> = {
  "cpu.shares": "cpu.shares",
  "cpu.weight": "cpu.shares",
  "cpu.cfs_period_us": "cpu.period",
  "cpu.cfs_quota_us": "cpu.quota",
  "cpu.max": "cpu.quota",
  "cpuset.cpus": "cpu.cpus",
  "cpuset.mems": "cpu.mems",
  "memory.limit_in_bytes": "memory.limit",
  "memory.max": "memory.limit",
  "memory.soft_limit_in_bytes": "memory.reservation",
  "memory.low": "memory.reservation",
  "memory.memsw.limit_in_bytes": "memory.swap",
  "memory.swap.max": "memory.swap",
  "cpu.idle": "cpu.idle",
  "cpu.cfs_burst_us": "cpu.burst",
  "cpu.max.burst": "cpu.burst",
  "cpu.rt_period_us": "cpu.realtimePeriod",
  "cpu.rt_runtime_us": "cpu.realtimeRuntime",
  "memory.kmem.limit_in_bytes": "memory.kernel",
  "memory.kmem.tcp.limit_in_bytes": "memory.kernelTCP",
  "memory.swappiness": "memory.swappiness",
  "memory.use_hierarchy": "memory.useHierarchy",
  "blkio.bfq.weight": "blockIO.weight",
  "blkio.bfq.weight_device": "blockIO.weightDevice",
  "blkio.leaf_weight": "blockIO.leafWeight",
  "blkio.leaf_weight_device": "blockIO.weightDevice",
  "net_cls.classid": "network.classID",
  "net_prio.ifpriomap": "network.priorities",
  "blkio.throttle.read_bps_device": "blockIO.throttleReadBpsDevice",
  "blkio.throttle.write_bps_device": "blockIO.throttleWriteBpsDevice",
  "blkio.throttle.read_iops_device": "blockIO.throttleReadIOPSDevice",
  "blkio.throttle.write_iops_device": "blockIO.throttleWriteIOPSDevice",
  "io.weight": "blockIO.weight",
  "io.max": "blockIO",
  "pids.max": "pids.limit",
  "devices.allow": "devices",
  "devices.deny": "devices",
};

/** The controllers of both versions, by which a group's control file is known from other files. */
const controlFile = /^(cpu|cpuset|io|blkio|memory|hugetlb|pids|rdma|misc|dmem|devices|freezer|net_cls|net_prio|cgroup\.max)\./;

/** Undefined where it is about something else, or nothing better can be said than the step itself. */
export function cgroupHint(step: Step, code: string): string | undefined {
  if (step.kind === "writeFile") return hintOnWrite(step.path, step.data, code);
  if (step.kind === "writeEach") return hintOnWrite(step.path, step.data.join(", "), code);
  if (step.kind === "expectThawed" && code === "EBUSY")
    return `its control group is frozen, or one above it is (${step.path}), so that nothing in it would run: thaw it, or choose another linux.cgroupsPath`;
  if (step.kind === "attachDeviceProgram") {
    const what = "device rules on cgroup v2 (linux.resources.devices) are an eBPF program";
    if (code === "EPERM") return `${what}, which this caller may not attach (EPERM): it needs CAP_BPF and CAP_NET_ADMIN, or CAP_SYS_ADMIN`;
    return code === "EINVAL" || code === "ENOSYS"
      ? `${what}, which this kernel does not take (${code}): it needs CONFIG_CGROUP_BPF, and Linux 4.15 or newer`
      : `${what}, which the kernel refused (${code})`;
  }
  if (step.kind === "clone" && step.cgroupSlot !== undefined) {
    if (code === "EBUSY") return "its control group gives controllers to groups below it, and can have no process of its own then (EBUSY)";
    if (code === "EOPNOTSUPP")
      return "its control group lies below a threaded one, and can have no process (EOPNOTSUPP): choose another linux.cgroupsPath";
  }
  return undefined;
}

function hintOnWrite(file: string, value: string, code: string): string | undefined {
  const [directory, name] = [path.posix.dirname(file), path.posix.basename(file)];
  if (name === "cgroup.subtree_control") {
    if (code === "EBUSY" || code === "EOPNOTSUPP")
      return `the control group ${directory} cannot give controllers to groups below it (${code}), as it holds processes itself or is threaded: move them into a group below it, or choose another linux.cgroupsPath`;
    if (code === "ENOENT")
      return `the control group ${directory} has not all of the controllers ${value} to give (ENOENT): see its cgroup.controllers`;
    if (code === "EACCES" || code === "EPERM")
      return `the control group ${directory} is not the caller's to change (${code}): mount the hierarchy writable, or choose another linux.cgroupsPath`;
  }
  if (!controlFile.test(name)) return undefined;
  const huge = name.startsWith("hugetlb.") ? "hugepageLimits" : undefined;
  const asked = `linux.resources.${askedBy[name] ?? huge ?? `unified[${JSON.stringify(name)}]`}`;
  if (code === "ENOENT") return `${asked} cannot be set: this kernel has no control file ${name} (ENOENT at ${file})`;
  return `${asked} cannot be set: the kernel refused ${JSON.stringify(value)} in ${file} (${code})`;
}

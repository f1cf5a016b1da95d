import { readFileSync } from "node:fs";

/** The sets of a process, in the OCI specification's words (config.md, "Linux Process"), and their fields in /proc/<pid>/status. */
export const capabilitySets = {
  inheritable: "CapInh",
  permitted: "CapPrm",
  effective: "CapEff",
  bounding: "CapBnd",
  ambient: "CapAmb",
} as const;
export type CapabilitySet = keyof typeof capabilitySets;

/** Names by number (linux/capability.h). */
const names = (
  "CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN " +
  "NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME " +
  "SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ " +
  "PERFMON BPF CHECKPOINT_RESTORE"
)
  .split(" ")
  .map((name) => `CAP_${name}`);

/** The capabilities of a mask as /proc/<pid>/status has it, hexadecimal; a bit without a name is "CAP_<number>". */
export function capabilitiesOfMask(mask: string): string[] {
  const bits = BigInt(`0x${mask}`);
  return Array.from({ length: 64 }, (_, bit) => bit).flatMap((bit) => ((bits >> BigInt(bit)) & 1n ? [names[bit] ?? `CAP_${bit}`] : []));
}

/**
 * The capabilities in one set of a process, in the order of their numbers.
 * @throws a Node system error when the process is gone.
 */
export function capabilitiesOf(pid: number, set: CapabilitySet): string[] {
  const mask = new RegExp(`^${capabilitySets[set]}:\\s*([0-9a-f]+)$`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  if (mask === undefined) throw new Error(`/proc/${pid}/status has no field ${capabilitySets[set]} (proc_pid_status(5)).`);
  return capabilitiesOfMask(mask);
}

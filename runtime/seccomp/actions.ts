/** What a filter may answer (seccomp(2), linux/seccomp.h), and what it is asked for with. */

interface Action {
  /** SECCOMP_RET_*. */
  code: number;
  /** The largest value that it can carry: an errno (the kernel's MAX_ERRNO), or what a tracer gets (16 bits). */
  most?: number;
}

export const actions: Record<string, Action> = {
  SCMP_ACT_KILL: { code: 0x00000000 },
  SCMP_ACT_KILL_THREAD: { code: 0x00000000 },
  SCMP_ACT_KILL_PROCESS: { code: 0x80000000 },
  SCMP_ACT_TRAP: { code: 0x00030000 },
  SCMP_ACT_ERRNO: { code: 0x00050000, most: 4095 },
  SCMP_ACT_NOTIFY: { code: 0x7fc00000 },
  SCMP_ACT_TRACE: { code: 0x7ff00000, most: 0xffff },
  SCMP_ACT_LOG: { code: 0x7ffc0000 },
  SCMP_ACT_ALLOW: { code: 0x7fff0000 },
};

const eperm = 1;
export const enosys = 38;

/** The value that the filter returns. Without `errnoRet` the error is EPERM (config-linux.md). */
export function verdictOf(action: string, errnoRet: number | null | undefined): number {
  const { code = 0, most } = actions[action] ?? {};
  return most === undefined ? code : code + (errnoRet ?? eperm);
}

/** SECCOMP_FILTER_FLAG_*. */
export const flagBits: Record<string, number> = {
  SECCOMP_FILTER_FLAG_TSYNC: 0x1,
  SECCOMP_FILTER_FLAG_LOG: 0x2,
  SECCOMP_FILTER_FLAG_SPEC_ALLOW: 0x4,
  SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV: 0x20,
};

/** SECCOMP_FILTER_FLAG_NEW_LISTENER. */
export const newListener = 0x8;

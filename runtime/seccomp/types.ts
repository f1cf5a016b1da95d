/** linux.seccomp (runtime-spec config-linux.md, "Seccomp"). */

export const operators = [
  "SCMP_CMP_NE",
  "SCMP_CMP_LT",
  "SCMP_CMP_LE",
  "SCMP_CMP_EQ",
  "SCMP_CMP_GE",
  "SCMP_CMP_GT",
  "SCMP_CMP_MASKED_EQ",
] as const;
export type Operator = (typeof operators)[number];

/** 64 bits, unsigned; a number as long as it is exact. */
type Word = number | bigint;

export interface SeccompArgument {
  /** Which argument of the call, from 0. */
  index: number;
  /** What it is compared with; of SCMP_CMP_MASKED_EQ the mask. */
  value: Word;
  /** Of SCMP_CMP_MASKED_EQ what must be left under the mask. */
  valueTwo?: Word;
  op: Operator;
}

export interface SeccompRule {
  names: string[];
  action: string;
  errnoRet?: number;
  args?: SeccompArgument[];
}

export interface Seccomp {
  defaultAction: string;
  defaultErrnoRet?: number;
  architectures?: string[];
  flags?: string[];
  listenerPath?: string;
  listenerMetadata?: string;
  syscalls?: SeccompRule[];
}

/** Architectures by the specification's names, and which of them a kernel can run. */
import { columns, rows } from "./numbers.ts";

export type Column = (typeof columns)[number];

export interface Architecture {
  column: Column;
  /** AUDIT_ARCH_* (linux/audit.h), which the kernel hands to a filter. */
  audit: number;
  /** Arguments have 64 bits; those of others are zero-extended. */
  wide: boolean;
}

const x86_64: Architecture = { column: "x86_64", audit: 0xc000003e, wide: true };
const aarch64: Architecture = { column: "aarch64", audit: 0xc00000b7, wide: true };

/** Told from x86-64 by this bit of the number alone (asm/unistd.h, __X32_SYSCALL_BIT). */
export const x32Bit = 0x40000000;

/** A kernel's own architecture, and the others that its programs may be of. */
interface Family {
  native: Architecture;
  compatible: Record<string, Architecture>;
}

/** By the names of `process.arch`. */
export const families: Record<string, Family> = {
  x64: {
    native: x86_64,
    compatible: {
      SCMP_ARCH_X86_64: x86_64,
      SCMP_ARCH_X86: { column: "x86", audit: 0x40000003, wide: false },
      SCMP_ARCH_X32: { column: "x32", audit: 0xc000003e, wide: true },
    },
  },
  arm64: {
    native: aarch64,
    compatible: { SCMP_ARCH_AARCH64: aarch64, SCMP_ARCH_ARM: { column: "arm", audit: 0x40000028, wide: false } },
  },
};

/** Every name that the specification has, 1.2.1 included. */
export const architectureNames: readonly string[] = [
  "X86", "X86_64", "X32", "ARM", "AARCH64", "MIPS", "MIPS64", "MIPS64N32", "MIPSEL", "MIPSEL64", "MIPSEL64N32", "PPC", "PPC64", "PPC64LE",
  "S390", "S390X", "PARISC", "PARISC64", "RISCV64", "LOONGARCH64", "M68K", "SH", "SHEB",
].map((name) => `SCMP_ARCH_${name}`); // prettier-ignore

let tables: Record<Column, Map<string, number>> | undefined;

/** The numbers of an architecture's system calls, by name. */
export function numbersOf(column: Column): ReadonlyMap<string, number> {
  tables ??= parse();
  return tables[column];
}

function parse(): Record<Column, Map<string, number>> {
  const parsed = Object.fromEntries(columns.map((column) => [column, new Map<string, number>()])) as Record<Column, Map<string, number>>;
  for (const row of rows.trim().split("\n")) {
    const [name = "", ...numbers] = row.split(" ");
    columns.forEach((column, at) => {
      if (numbers[at] !== "-") parsed[column].set(name, Number(numbers[at]));
    });
  }
  return parsed;
}

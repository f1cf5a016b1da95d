/**
 * Writes numbers.ts from the kernel's own headers: node generate_numbers.ts VERSION DIRECTORY, where DIRECTORY holds the headers of every
 * architecture, as Debian's linux-libc-dev has them below /usr/lib/linux/uapi from trixie on.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readNumbers } from "./headers.ts";

const headers = {
  x86_64: "x86/asm/unistd_64.h",
  x86: "x86/asm/unistd_32.h",
  x32: "x86/asm/unistd_x32.h",
  aarch64: "arm64/asm/unistd_64.h",
  arm: "arm/asm/unistd-eabi.h",
};
/** What asm/unistd.h of arm adds: another name, and the calls that are "ARM private". */
const armOwn = {
  sync_file_range2: 341,
  breakpoint: 0xf0001,
  cacheflush: 0xf0002,
  usr26: 0xf0003,
  usr32: 0xf0004,
  set_tls: 0xf0005,
  get_tls: 0xf0006,
};

const [version, directory] = process.argv.slice(2);
if (!version || !directory) {
  console.error("usage: generate_numbers.ts VERSION DIRECTORY");
  process.exit(2);
}
const tables = Object.entries(headers).map(([name, file]) => {
  const numbers = readNumbers(readFileSync(path.join(directory, file), "utf8"));
  return name === "arm" ? new Map([...numbers, ...Object.entries(armOwn)]) : numbers;
});
const names = [...new Set(tables.flatMap((table) => [...table.keys()]))].sort();
const rows = names.map((name) => [name, ...tables.map((table) => table.get(name) ?? "-")].join(" "));
writeFileSync(
  path.join(import.meta.dirname, "numbers.ts"),
  `/** Numbers of system calls, from the headers in Debian's linux-libc-dev ${version}. Written by generate_numbers.ts. */

/** The columns, in this order. */
export const columns = [${Object.keys(headers)
    .map((name) => `"${name}"`)
    .join(", ")}] as const;

/** A row a name; "-" where the architecture has no such call. x32 without its bit. */
export const rows = \`
${rows.join("\n")}
\`;
`,
);

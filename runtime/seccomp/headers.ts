/** Reads an asm/unistd*.h: what its names of system calls stand for, without the base that all of an ABI share. */
export function readNumbers(header: string): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const [, name = "", number] of header.matchAll(/^#define __NR_(\w+)\s+\(?(?:__\w+\s*\+\s*)?(\d+)\)?$/gm))
    numbers.set(name, Number(number));
  return numbers;
}

/** Quantities as sentences write them. Each reader throws on words it does not know: the expression let them through by mistake. */

const sizeFactors: Record<string, number> = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };
const durationFactors: Record<string, number> = { ms: 1, second: 1000, seconds: 1000, minute: 60_000, minutes: 60_000 };

function read(text: string, factors: Record<string, number>): number {
  const [, figure, unit] = /^(\d+(?:\.\d+)?) ?([A-Za-z]+)$/.exec(text) ?? [];
  const factor = unit === undefined ? undefined : factors[unit];
  if (figure === undefined || factor === undefined) {
    throw new Error(`"${text}" is not a figure followed by one of ${Object.keys(factors).join(", ")}`);
  }
  return Number(figure) * factor;
}

/** "64 MiB" in bytes. */
export function bytes(text: string): number {
  return read(text, sizeFactors);
}

/** "500 ms", "4 seconds" in milliseconds. */
export function milliseconds(text: string): number {
  return read(text, durationFactors);
}

/** "20 %" as a fraction of one. */
export function fraction(text: string): number {
  return Number.parseFloat(text) / 100;
}

/** What a series of measurements comes to, in the unit of the series. */
export interface Summary {
  runs: number;
  minimum: number;
  median: number;
  /** Nine of ten are no longer. */
  percentile90: number;
}

/** @param values at least one */
export function summarise(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  return { runs: sorted.length, minimum: at(sorted, 0), median: at(sorted, 0.5), percentile90: at(sorted, 0.9) };
}

/** The value below which that share of a sorted series lies, between neighbours in proportion. */
function at(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** The same values in random order (Fisher-Yates). */
export function shuffled<Value>(values: readonly Value[]): Value[] {
  const result = [...values];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [result[last], result[other]] = [result[other] as Value, result[last] as Value];
  }
  return result;
}

/** Runs of consecutive numbers that lead to the same place. */
import type { Label } from "./assembler.ts";

export interface Span {
  /** It ends where the next one begins. */
  first: number;
  leadsTo: Label;
}

/** What numbers lead to that no call of their own has: up to `end`, inclusive, and beyond it. */
interface Gaps {
  end: number;
  known: Label;
  beyond: Label;
}

/** Divides the numbers from `first` to `last`. */
export function spansOf(
  calls: readonly { number: number; leadsTo: Label }[],
  first: number,
  last: number,
  { end, known, beyond }: Gaps,
): Span[] {
  const spans: Span[] = [];
  let current: Label | undefined;
  const put = (from: number, leadsTo: Label): void => {
    if (leadsTo !== current) spans.push({ first: from, leadsTo });
    current = leadsTo;
  };
  const gap = (from: number, to: number): void => {
    if (from <= Math.min(to, end)) put(from, known);
    if (Math.max(from, end + 1) <= to) put(Math.max(from, end + 1), beyond);
  };
  let next = first;
  for (const { number, leadsTo } of calls.toSorted((one, other) => one.number - other.number)) {
    gap(next, number - 1);
    put(number, leadsTo);
    next = number + 1;
  }
  gap(next, last);
  return spans;
}

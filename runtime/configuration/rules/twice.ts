import { ConfigurationError } from "../error.ts";

/** @param why where the specification says so */
export function refuseTwice<Entry>(entries: readonly Entry[], key: keyof Entry & string, place: string, why: string): void {
  const seen = new Set<unknown>();
  entries.forEach((entry, index) => {
    if (seen.has(entry[key])) throw new ConfigurationError(`${place}[${index}].${key}`, `is listed twice (${why})`, entry[key]);
    seen.add(entry[key]);
  });
}

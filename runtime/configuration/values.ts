/** What holds of every value in a configuration, also of those that the specification does not know. */
import { ConfigurationError, memberOf } from "./error.ts";
import { deepest } from "./json.ts";

type Path = readonly (string | number)[];

const isHalf = (value: unknown): boolean => typeof value === "string" && !value.isWellFormed();

/** The way to the first text that is not well-formed. */
function pathToHalf(value: unknown, path: Path = []): Path | undefined {
  if (isHalf(value)) return path;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    const found = pathToHalf(member, [...path, Array.isArray(value) ? Number(name) : name]);
    if (found) return found;
  }
  return undefined;
}

/**
 * Whether there is a null in it.
 *
 * @param whole what it is a part of, at the place
 * @throws `ConfigurationError` for what is too deep to go down into, and for half of a surrogate pair ("\ud800"): UTF-8 has none, so the
 *   kernel would be told another text
 */
export function hasNull(value: unknown, place: string, whole = value, depth = 0): boolean {
  if (value === null) return true;
  if (isHalf(value)) {
    const at = pathToHalf(whole)?.reduce<string>(memberOf, place);
    throw new ConfigurationError(at || "the document", "must not hold half of a surrogate pair", value);
  }
  if (typeof value !== "object") return false;
  if (depth > deepest) throw new ConfigurationError("the document", `must not be nested deeper than ${deepest} levels`);
  let found = false;
  for (const member of Array.isArray(value) ? value : Object.values(value)) if (hasNull(member, place, whole, depth + 1)) found = true;
  return found;
}

/** The same without members that are null: so it is read in Go, which the clients are written in. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
}

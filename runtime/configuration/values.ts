/** What holds of every value in a configuration, also of those that the specification does not know. */
import { ConfigurationError, memberOf } from "./error.ts";
import { deepest } from "./json.ts";

const placeOf = (place: string, path: readonly (string | number)[]): string => path.reduce<string>(memberOf, place) || "the document";

/**
 * Whether there is a null in it.
 *
 * @param path where below the place it is
 * @throws `ConfigurationError` for what is too deep to go down into, and for half of a surrogate pair ("\ud800"): UTF-8 has none, so the
 *   kernel would be told another text
 */
export function hasNull(value: unknown, place: string, path: (string | number)[] = []): boolean {
  if (value === null) return true;
  if (typeof value === "string" && !value.isWellFormed())
    throw new ConfigurationError(placeOf(place, path), "must not hold half of a surrogate pair", value);
  if (typeof value !== "object") return false;
  if (path.length > deepest) throw new ConfigurationError("the document", `must not be nested deeper than ${deepest} levels`);
  let found = false;
  const look = (member: unknown, name: string | number): void => {
    path.push(name);
    if (hasNull(member, place, path)) found = true;
    path.pop();
  };
  if (Array.isArray(value)) value.forEach(look);
  else for (const [name, member] of Object.entries(value)) look(member, name);
  return found;
}

/** The same without members that are null: so it is read in Go, which the clients are written in. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
}

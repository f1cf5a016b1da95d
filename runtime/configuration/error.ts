/** In place of a value that is not there. */
export const missing = Symbol("missing");

/** So much of a value is shown. */
const longest = 200;

/** The value of a wrong property, as JSON. */
function shown(value: unknown): string {
  const text = JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? String(each) : each)) ?? String(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** A configuration that cannot be honoured: where in it, what is there, and the rule. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  readonly code = "EINVAL";
  /** Where in config.json: "process.cwd", "linux.namespaces[2]". */
  readonly path: string;
  constructor(path: string, rule: string, value?: unknown) {
    const what = value === undefined ? "" : value === missing ? " is missing" : ` is ${shown(value)}`;
    super(`config.json: ${path}${what}: ${rule}`);
    this.path = path;
  }
}

const identifier = /^[A-Za-z_]\w*$/;

/** The place of a member: "linux.namespaces[2]", "linux.sysctl[\"net.core.somaxconn\"]". */
export function memberOf(place: string, name: string | number): string {
  if (typeof name === "number") return `${place}[${name}]`;
  if (!identifier.test(name)) return `${place}[${JSON.stringify(name)}]`;
  return place === "" ? name : `${place}.${name}`;
}

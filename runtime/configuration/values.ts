/** Values of a configuration: each function checks one, and throws `ConfigurationError` with its place. */
import { ConfigurationError } from "./error.ts";

/** Properties of the specification that are refused, because nothing here would apply them. */
export const notHonoured: Record<string, readonly string[]> = {
  "": ["solaris", "windows", "vm", "zos", "freebsd"],
  process: ["scheduler", "ioPriority", "execCPUAffinity"],
  linux: ["intelRdt", "netDevices", "memoryPolicy"],
  "linux.resources": ["rdma"],
  "linux.personality": ["flags"],
};

export type Json = Record<string, unknown>;

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object, or undefined when it is absent and may be. */
export function objectAt(parent: Json, name: string, path: string, required: boolean): Json | undefined {
  const value = parent[name];
  if (value === undefined && !required) return undefined;
  if (!isObject(value)) throw new ConfigurationError(path, "must be an object", value ?? null);
  for (const refused of notHonoured[path] ?? []) refuse(value, refused, path);
  return value;
}

/** Whether a value asks for nothing: `{ "prestart": [] }` does not either. */
function isEmpty(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).every(isEmpty);
  return value === undefined || value === null || value === "" || value === false;
}

export function refuse(parent: Json, name: string, path: string): void {
  if (!isEmpty(parent[name]))
    throw new ConfigurationError(path ? `${path}.${name}` : name, "not honoured by this version of the runtime; remove it");
}

export function arrayAt(parent: Json, name: string, path: string): unknown[] {
  const value = parent[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new ConfigurationError(path, "must be an array", value);
  return value as unknown[];
}

export function texts(values: readonly unknown[], path: string): void {
  values.forEach((value, index) => text(value, `${path}[${index}]`));
}

export function text(value: unknown, path: string): string {
  if (typeof value !== "string") throw new ConfigurationError(path, "must be a string", value ?? null);
  if (value.includes("\0")) throw new ConfigurationError(path, "must hold no NUL byte", value);
  return value;
}

export function boolean(parent: Json, name: string, path: string): void {
  const value = parent[name];
  if (value !== undefined && typeof value !== "boolean") throw new ConfigurationError(path, "must be a boolean", value);
}

export function integer(value: unknown, path: string, minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER): void {
  if (Number.isSafeInteger(value) && (value as number) > maximum) throw new ConfigurationError(path, `must not be above ${maximum}`, value);
  if (!Number.isSafeInteger(value) || (value as number) < minimum)
    throw new ConfigurationError(path, minimum === 0 ? "must be a non-negative integer" : `must be an integer not below ${minimum}`, value);
}

export function absolute(value: unknown, path: string): void {
  if (!text(value, path).startsWith("/")) throw new ConfigurationError(path, "must be an absolute path", value);
}

/** What the specification demands of linux.seccomp. */
import { ConfigurationError } from "../configuration/error.ts";
import { actions, flagBits } from "./actions.ts";
import { architectureNames } from "./architectures.ts";
import { isListened } from "./filter.ts";
import type { Seccomp } from "./types.ts";

type Json = Record<string, unknown>;

export const operators: readonly string[] = ["NE", "LT", "LE", "EQ", "GE", "GT", "MASKED_EQ"].map((name) => `SCMP_CMP_${name}`);
/** A system call has six arguments (syscall(2)). */
const lastArgument = 5;
const largestWord = (1n << 64n) - 1n;

function object(value: unknown, path: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new ConfigurationError(path, "must be an object", value ?? null);
  return value as Json;
}

function list(parent: Json, name: string, path: string): unknown[] {
  const value = parent[name] ?? [];
  if (!Array.isArray(value)) throw new ConfigurationError(`${path}.${name}`, "must be an array", value);
  return value as unknown[];
}

function oneOf(value: unknown, known: readonly string[], path: string): string {
  if (typeof value !== "string" || !known.includes(value))
    throw new ConfigurationError(path, `must be one of ${known.join(", ")}`, value ?? null);
  return value;
}

/** An error that the kernel can hand out, for an action that has one. */
function checkErrno(value: unknown, action: string, path: string): void {
  if (value === undefined || value === null) return;
  const most = actions[action]?.most;
  if (most === undefined) throw new ConfigurationError(path, `has no meaning with ${action} (config-linux.md: an error)`, value);
  if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > most)
    throw new ConfigurationError(path, `must be an integer from 0 to ${most}`, value);
}

function checkWord(value: unknown, path: string): void {
  if (typeof value === "bigint" && value >= 0n && value <= largestWord) return;
  if (typeof value === "number" && value > Number.MAX_SAFE_INTEGER && value <= Number(largestWord))
    throw new ConfigurationError(path, "is not exact above 2^53: give a bigint, or the configuration as text", value);
  if (!Number.isSafeInteger(value) || (value as number) < 0)
    throw new ConfigurationError(
      path,
      "must be an integer of 64 bits, without a sign",
      typeof value === "bigint" ? String(value) : (value ?? null),
    );
}

function checkArgument(value: unknown, path: string): void {
  const argument = object(value, path);
  const { index } = argument;
  if (!Number.isInteger(index) || (index as number) < 0 || (index as number) > lastArgument)
    throw new ConfigurationError(
      `${path}.index`,
      `must be an integer from 0 to ${lastArgument}: a system call has six arguments`,
      index ?? null,
    );
  oneOf(argument["op"], operators, `${path}.op`);
  checkWord(argument["value"], `${path}.value`);
  if (argument["valueTwo"] !== undefined) checkWord(argument["valueTwo"], `${path}.valueTwo`);
}

function checkRule(value: unknown, path: string): void {
  const rule = object(value, path);
  const names = list(rule, "names", path);
  if (names.length === 0) throw new ConfigurationError(`${path}.names`, "must hold at least one name", names);
  names.forEach((name, index) => {
    if (typeof name !== "string" || name === "")
      throw new ConfigurationError(`${path}.names[${index}]`, "must be the name of a system call", name ?? null);
  });
  const action = oneOf(rule["action"], Object.keys(actions), `${path}.action`);
  checkErrno(rule["errnoRet"], action, `${path}.errnoRet`);
  list(rule, "args", path).forEach((argument, index) => checkArgument(argument, `${path}.args[${index}]`));
}

/** Without SCMP_ACT_NOTIFY the listener says nothing. */
function checkListener(profile: Json, path: string): void {
  const { listenerPath, listenerMetadata } = profile;
  for (const name of ["listenerPath", "listenerMetadata"]) {
    const value = profile[name] ?? "";
    if (typeof value !== "string" || value.includes("\0"))
      throw new ConfigurationError(`${path}.${name}`, "must be a string without a NUL byte", value);
  }
  if (!listenerPath && listenerMetadata)
    throw new ConfigurationError(
      `${path}.listenerMetadata`,
      "must not be set without listenerPath (config-linux.md, Seccomp)",
      listenerMetadata,
    );
  if (!isListened(profile as unknown as Seccomp)) return;
  if (!listenerPath) throw new ConfigurationError(`${path}.listenerPath`, "is needed with SCMP_ACT_NOTIFY: nobody would answer");
  if (!(listenerPath as string).startsWith("/"))
    throw new ConfigurationError(`${path}.listenerPath`, "must be an absolute path", listenerPath);
}

/** @throws `ConfigurationError` at the first violation */
export function checkSeccomp(value: unknown, path = "linux.seccomp"): void {
  const profile = object(value, path);
  const action = oneOf(profile["defaultAction"], Object.keys(actions), `${path}.defaultAction`);
  checkErrno(profile["defaultErrnoRet"], action, `${path}.defaultErrnoRet`);
  list(profile, "architectures", path).forEach((name, index) => oneOf(name, architectureNames, `${path}.architectures[${index}]`));
  list(profile, "flags", path).forEach((flag, index) => oneOf(flag, Object.keys(flagBits), `${path}.flags[${index}]`));
  list(profile, "syscalls", path).forEach((rule, index) => checkRule(rule, `${path}.syscalls[${index}]`));
  checkListener(profile, path);
}

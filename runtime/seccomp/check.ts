/** Of `linux.seccomp`, what its schema cannot say (config-linux.md, "Seccomp"). */
import { ConfigurationError } from "../configuration/error.ts";
import { actions } from "./actions.ts";
import { isListened } from "./filter.ts";
import type { Seccomp } from "./types.ts";

const largestWord = (1n << 64n) - 1n;

/** An error that the kernel can hand out, for an action that has one. */
function checkErrno(value: number | undefined, action: string, path: string): void {
  if (value === undefined) return;
  const most = actions[action]?.most;
  if (most === undefined) throw new ConfigurationError(path, `has no meaning with ${action} (config-linux.md: an error)`, value);
  if (value > most) throw new ConfigurationError(path, `must be an integer from 0 to ${most}`, value);
}

function checkWord(value: unknown, path: string): void {
  if (typeof value === "bigint" && value >= 0n && value <= largestWord) return;
  if (typeof value === "number" && value > Number.MAX_SAFE_INTEGER && value <= Number(largestWord))
    throw new ConfigurationError(path, "is not exact above 2^53: give a bigint, or the configuration as text", value);
  if (!Number.isSafeInteger(value) || (value as number) < 0)
    throw new ConfigurationError(path, "must be an integer of 64 bits, without a sign", value);
}

/** Without SCMP_ACT_NOTIFY the listener says nothing. */
function checkListener(profile: Seccomp, path: string): void {
  const { listenerPath, listenerMetadata } = profile;
  if (!listenerPath && listenerMetadata)
    throw new ConfigurationError(
      `${path}.listenerMetadata`,
      "must not be set without listenerPath (config-linux.md, Seccomp)",
      listenerMetadata,
    );
  if (!isListened(profile)) return;
  if (!listenerPath) throw new ConfigurationError(`${path}.listenerPath`, "is needed with SCMP_ACT_NOTIFY: nobody would answer");
  if (!listenerPath.startsWith("/")) throw new ConfigurationError(`${path}.listenerPath`, "must be an absolute path", listenerPath);
}

/** @throws `ConfigurationError` at the first violation */
export function checkSeccomp(profile: Seccomp): void {
  const path = "linux.seccomp";
  checkErrno(profile.defaultErrnoRet, profile.defaultAction, `${path}.defaultErrnoRet`);
  profile.syscalls?.forEach(({ action, errnoRet, args = [] }, at) => {
    const place = `${path}.syscalls[${at}]`;
    checkErrno(errnoRet, action, `${place}.errnoRet`);
    args.forEach(({ value, valueTwo }, index) => {
      checkWord(value, `${place}.args[${index}].value`);
      if (valueTwo !== undefined) checkWord(valueTwo, `${place}.args[${index}].valueTwo`);
    });
  });
  checkListener(profile, path);
}

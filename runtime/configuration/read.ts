import { readFileSync, statSync, type Stats } from "node:fs";
import path from "node:path";
import { checkConfiguration } from "./check.ts";
import { ConfigurationError } from "./error.ts";
import type { Configuration } from "./types.ts";

/** Line and column, from 1, of an offset in a text. */
function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split("\n");
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

/** Where V8 says that the JSON breaks off: it names a position, or the end. */
function syntaxPlace(text: string, error: SyntaxError): string {
  const position = /at position (\d+)/.exec(error.message)?.[1];
  if (position) return placeOf(text, Number(position));
  if (/end of JSON input/.test(error.message)) return placeOf(text, text.length);
  const token = /Unexpected token '(.+?)', \.{0,3}"?([^]*?)"?\.{0,3} is not valid JSON/.exec(error.message);
  const at = token?.[2] ? text.indexOf(token[2]) : -1;
  return at < 0 ? "an unknown place" : placeOf(text, at + (token?.[2]?.indexOf(token[1] ?? "") ?? 0));
}

/** Seen by a text that holds an integer which a double may round: so most configurations are parsed at full speed. */
const longInteger = /[:[,\s]\d{16}/;

/** What seccomp compares arguments with has 64 bits: more than a number holds exactly, so the digits themselves are read. */
function exactWord(key: string, value: unknown, { source }: { source?: string } = {}): unknown {
  const isRounded = (key === "value" || key === "valueTwo") && typeof value === "number" && !Number.isSafeInteger(value);
  return isRounded && source && /^\d+$/.test(source) ? BigInt(source) : value;
}

/** Parses the text of a config.json. Throws `ConfigurationError` with line and column when it is no JSON. */
export function parseConfiguration(text: string): Configuration {
  let value: unknown;
  try {
    value = longInteger.test(text) ? JSON.parse(text, exactWord) : JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ConfigurationError(syntaxPlace(text, error), `not valid JSON (${error.message})`);
  }
  return checkConfiguration(value);
}

/**
 * Reads the config.json of a bundle (runtime-spec bundle.md). At once: a few kilobytes from the page cache take a tenth of the time that
 * the round through libuv's threads keeps the event loop busy.
 *
 * @throws an error that names the missing or unreadable file
 */
export function readBundle(bundle: string): string {
  const file = path.join(bundle, "config.json");
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR")
      throw Object.assign(new Error(`${file} does not exist: a bundle is a directory with a config.json; \`runc spec\` writes one`), {
        code,
      });
    throw error;
  }
}

/** @throws when the root file system is missing or no directory */
export function checkRootfs(rootfs: string): void {
  let status: Stats;
  try {
    status = statSync(rootfs);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw Object.assign(new Error(`the root file system ${rootfs} cannot be used (${code}): root.path must name an existing directory`), {
      code,
    });
  }
  if (!status.isDirectory())
    throw Object.assign(new Error(`the root file system ${rootfs} is no directory: root.path must name one`), { code: "ENOTDIR" });
}

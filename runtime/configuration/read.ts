import { statSync, type Stats } from "node:fs";
import path from "node:path";
import { checkConfiguration } from "./check.ts";
import { parseJson, readText } from "./json.ts";
import type { Configuration } from "./types.ts";

/** Parses the text of a config.json. Throws `ConfigurationError`, with line and column when it is no JSON. */
export function parseConfiguration(text: string): Configuration {
  return checkConfiguration(parseJson(text));
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
    return readText(file);
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

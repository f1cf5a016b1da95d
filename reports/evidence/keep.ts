import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Files are named by what they hold; the ending helps who opens them. */
const endings: Record<string, string> = {
  "application/json": ".json",
  "text/plain": ".txt",
  "text/x.cucumber.log+plain": ".log",
  "image/svg+xml": ".svg",
  "image/png": ".png",
};

/**
 * Writes what a scenario attached below `directory`, in a folder of the scenario's own. Returns the paths. Synchronous, because it
 * happens while Cucumber hands out a message.
 */
export function keepEvidence(
  directory: string,
  scenario: string,
  attached: readonly { name: string; mediaType: string; body: Buffer }[],
): string[] {
  const folder = join(directory, scenario.replaceAll("/", "_"));
  if (attached.length > 0) mkdirSync(folder, { recursive: true });
  return attached.map(({ name, mediaType, body }, position) => {
    const ending = endings[mediaType.split(";")[0] ?? ""] ?? "";
    const safe = name.replace(/[^\p{L}\p{N}._-]+/gu, "-");
    const path = join(folder, `${position + 1}-${safe}${safe.endsWith(ending) ? "" : ending}`);
    writeFileSync(path, body);
    return path;
  });
}

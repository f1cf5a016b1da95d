import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Directories that hold what is made, not what it is made from. */
const made = new Set(["build", "node_modules"]);

/** SHA-256 over names and contents of all files below a directory, and over further texts. */
export function hashOf(directory, ...further) {
  const hash = createHash("sha256");
  for (const text of further) hash.update(`${text}\0`);
  for (const file of filesBelow(directory)) hash.update(`${file}\0`).update(readFileSync(join(directory, file)));
  return hash.digest("hex");
}

/** SHA-256 over the contents of some files. */
export function hashOfFiles(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex");
}

/** Whether a stamp says this. A stamp is a small file that is written once something has been made. */
export function isStamped(stamp, content) {
  try {
    return readFileSync(stamp, "utf8") === content;
  } catch {
    return false;
  }
}

export function writeStamp(stamp, content) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, content);
}

function filesBelow(directory, prefix = "") {
  return readdirSync(join(directory, prefix), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const name = join(prefix, entry.name);
      if (entry.isDirectory()) return made.has(entry.name) ? [] : filesBelow(directory, name);
      return entry.isFile() ? [name] : [];
    });
}

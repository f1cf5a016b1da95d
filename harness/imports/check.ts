import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";
import { forbidden } from "./rules.ts";
import { specifiers } from "./specifiers.ts";

/** Folders that hold no source of this project. */
const foreign = ["node_modules", "native/build", "reports/out", ".cache"];

/** Every import that the rules forbid, a sentence each, in all modules below `directory`. */
export function checkImports(directory: string): string[] {
  const files = globSync("*/**/*.{ts,mts,js,mjs}", { cwd: directory, exclude: (path) => foreign.includes(path) });
  return files
    .filter((file) => !foreign.some((folder) => file.startsWith(`${folder}/`)))
    .flatMap((file) => violations(file, readFileSync(join(directory, file), "utf8")));
}

/** The forbidden imports of one module, given its path below the project's directory. */
export function violations(file: string, source: string): string[] {
  return specifiers(source)
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => forbidden(file, normalize(join(dirname(file), specifier))))
    .filter((why) => why !== undefined);
}

import { statSync } from "node:fs";
import { dirname } from "node:path";

/** Of these files and the directories above them: those that a user may not read and enter, outermost first. */
export function closedTo(user: number, paths: readonly string[]): string[] {
  const all = new Set(paths.flatMap(withParents));
  return [...all].filter((path) => {
    const { uid, mode } = statSync(path);
    // Of a directory above it is enough that it can be entered.
    const needed = paths.includes(path) ? 0o5 : 0o1;
    return ((uid === user ? mode >> 6 : mode) & needed) !== needed;
  });
}

function withParents(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...withParents(parent), path];
}

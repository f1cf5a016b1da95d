/** Words that stand in many names of mutants and tell nothing. */
const empty = new Set([
  "plan",
  "request",
  "create",
  "exec",
  "raw",
  "dropped",
  "with",
  "without",
  "inserted",
  "other",
  "new",
  "the",
  "a",
  "an",
  "of",
  "is",
  "in",
  "and",
  "all",
]);

/** A name or a sentence as words in lower case; "unshare-pid" is two. */
function words(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "" && !empty.has(word));
}

/** What scenarios say for a word of the kernel's. */
const spokenAs: Record<string, readonly string[]> = {
  cpuset: ["cpus", "bound"],
  cpuacct: ["charged", "use"],
  sethostname: ["hostname"],
  loopbackup: ["reaches", "loopback"],
  overlay: ["layer", "whiteout"],
  update: ["changed", "removed"],
  busy: ["throttled", "works"],
  infra: ["waits"],
  kill: ["killed"],
  pids: ["processes"],
  caller: ["privilege"],
  errno: ["fails", "refused"],
};

/** How many words of a mutant's name a scenario's text speaks of: the more, the sooner it is tried. */
export function affinity(mutant: string, text: string): number {
  const spoken = new Set(words(text));
  const isSpoken = (word: string): boolean => [word, `${word}s`, ...(spokenAs[word] ?? [])].some((each) => spoken.has(each));
  return new Set(words(mutant).filter(isSpoken)).size;
}

/** What each step of trying has: few scenarios first, then more at a time, as they are run in one go. */
export function* chunks<Item>(items: readonly Item[], sizes: readonly number[] = [1, 2, 4, 8, 16]): Generator<Item[]> {
  let at = 0;
  for (let step = 0; at < items.length; step++) {
    const size = sizes[Math.min(step, sizes.length - 1)] ?? 1;
    yield items.slice(at, at + size);
    at += size;
  }
}

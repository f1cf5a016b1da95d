/** Differences between containers of the contestants that cost nobody anything worth mentioning: for each, why. */
export const knownDifferences: readonly { contestants: readonly string[]; fact: RegExp; reason: string }[] = [
  {
    contestants: ["runc", "crun"],
    fact: /^[+-] mount: \/sys\/fs\/cgroup tmpfs /,
    reason: "leaves the tmpfs that holds the hierarchies writable, though the configuration says ro (one call less)",
  },
  {
    contestants: ["runc", "crun"],
    fact: /^[+-] mount: \/(proc\/acpi|proc\/scsi|proc\/asound|sys\/firmware) tmpfs /,
    reason: "covers masked directories by a tmpfs with fewer options (the same call)",
  },
  {
    contestants: ["crun"],
    fact: /^[+-] mount: \/proc\/\w+ (devtmpfs|tmpfs) /,
    reason: "covers masked files by the host's /dev/null instead of the container's (the same call)",
  },
  {
    contestants: ["runc", "crun"],
    fact: /^[+-] environment: /,
    reason: "adds HOME, from the container's passwd file or / (a file looked for)",
  },
];

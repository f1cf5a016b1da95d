/** Whoever takes part runs containers of the arena's bundles, and is timed from the order to the last trace removed. */
export interface Contestant {
  readonly name: string;
  /** What exactly is timed, in a few words. */
  readonly timed: string;
  /** Runs one container to its end and removes it: µs. @throws when it does not end with 0 */
  run(id: string, bundle: Bundle): Promise<number>;
  /** As many containers at once as there are lanes; in each lane one after another: µs for all of it. */
  flood?(lanes: readonly (readonly string[])[]): Promise<number>;
  /** Makes a container that waits. */
  hold?(id: string): Promise<Held>;
  close(): Promise<void>;
}

/** A container that waits, to execute programs in. */
export interface Held {
  /** Runs /true in it to its end: µs. */
  execute(): Promise<number>;
  /** Ends and removes it. */
  end(): Promise<void>;
}

/**
 * What a container runs: the smallest program, the one that reports what it sees, the one that waits; `filtered` ones under the seccomp
 * profile (seccomp_profile.ts).
 */
export const programs = {
  true: ["/true"],
  probe: ["/probe", "report"],
  pause: ["/pause"],
  filtered: ["/true"],
  filteredProbe: ["/probe", "report"],
} as const;
export type Bundle = keyof typeof programs;

/** Where the contest takes place. */
export interface Arena {
  /** On a tmpfs of its own; holds everything below. */
  directory: string;
  rootfs: string;
  /** Bundles by what they run; they share the root file system. */
  bundles: Record<Bundle, string>;
  /** A descriptor for all containers' standard output. */
  output: number;
  /** For state directories. */
  state: string;
}

/** @throws when a container did not end as it should, for it has not done its work then */
export function expectSuccess(name: string, what: string, exitStatus: number): void {
  if (exitStatus !== 0) throw new Error(`${name}: ${what} ended with exit status ${exitStatus} instead of 0; its messages stand above`);
}

export const describe = (bundle: Bundle): string => `the container of ${programs[bundle].join(" ")}`;

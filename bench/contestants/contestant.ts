/** Whoever takes part runs containers of one of the arena's bundles, and is timed from the order to the last trace removed. */
export interface Contestant {
  readonly name: string;
  /** What exactly is timed, in a few words. */
  readonly timed: string;
  /** Runs one container to its end and removes it. @throws when it does not end with 0 */
  run(id: string, program: Program): Promise<{ microseconds: number }>;
  close(): Promise<void>;
}

/** What a container runs: the smallest program, or the one that reports what it sees. */
export const programs = { true: ["/true"], probe: ["/probe", "report"] } as const;
export type Program = keyof typeof programs;

/** Where the contest takes place. */
export interface Arena {
  /** On a tmpfs of its own; holds everything below. */
  directory: string;
  rootfs: string;
  /** Bundles by program; they share the root file system. */
  bundles: Record<Program, string>;
  /** A descriptor for all containers' standard output. */
  output: number;
  /** For state directories. */
  state: string;
}

/** @throws when a container did not end as it should, for it has not done its work then */
export function expectSuccess(name: string, program: Program, exitStatus: number): void {
  if (exitStatus !== 0)
    throw new Error(
      `${name}: the container of ${programs[program].join(" ")} ended with exit status ${exitStatus} instead of 0; its messages stand above`,
    );
}

/** The environment variable by which a program that a run started is known, also after its parents are gone. */
export const runMark = "BRINE_RUN";

/** The environment for a foreign program: the caller's PATH and locale would let its words vary. */
export function programEnvironment(runId: string): Record<string, string> {
  return { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C", [runMark]: runId };
}

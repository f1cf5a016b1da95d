import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { eventually } from "./poll.ts";
import { programEnvironment } from "./run_mark.ts";

/** What was sent along with a listener (config-linux.md, "The Container Process State"). */
export interface ProcessState {
  fds?: string[];
  pid: number;
  metadata?: string;
  state: { id: string; status: string; pid: number };
}

/** A process of the host that answers system calls of containers (seccomp_unotify(2)). */
export interface SeccompAgent {
  /** Those that have been sent so far, each with a listener. */
  states(): ProcessState[];
  /** How many calls it has answered so far. */
  answered(): number;
  stop(): Promise<void>;
}

/**
 * @param probe the probe, whose act it is
 * @param socket where it listens; nothing must be there
 * @param run the id of the run, by which a later one finds what is left
 * @param errno the name of the error that every call gets
 * @param deadline ms until it must listen
 * @throws Error with what it said
 */
export async function startSeccompAgent(
  probe: string,
  socket: string,
  run: string,
  errno: string,
  deadline: number,
): Promise<SeccompAgent> {
  const number = (constants.errno as Record<string, number>)[errno];
  if (number === undefined) throw new Error(`There is no error ${errno}.`);
  const child = spawn(probe, ["answer", socket, String(number)], {
    env: programEnvironment(run),
    stdio: ["ignore", "pipe", "ignore"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  const ended = once(child, "exit");
  ended.catch(() => undefined);
  // The last line may not be whole yet.
  const lines = (): Record<string, unknown>[] =>
    said
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const stop = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
  };
  await eventually(() => lines().length > 0 || child.exitCode !== null, deadline);
  if (!lines().some(({ listening }) => listening)) {
    await stop();
    throw new Error(`The agent does not listen at ${socket}; it said: ${said}`);
  }
  return {
    states: () =>
      lines().flatMap(({ state, listener }) => (typeof state === "string" && listener ? [JSON.parse(state) as ProcessState] : [])),
    answered: () => lines().filter(({ asked }) => asked !== undefined).length,
    stop,
  };
}

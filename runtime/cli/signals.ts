/** Signals that this process gets while it waits for a program in a container, which is not of its process group. */
import { constants } from "node:os";

/** Those that say something about this process itself, or that cannot be caught. */
const own = new Set(["SIGKILL", "SIGSTOP", "SIGCHLD", "SIGPROF", "SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL", "SIGPIPE", "SIGURG", "SIGWINCH"]);

/** Hands them on until the answer is called. */
export function forwardSignals(send: (signal: string) => Promise<void>): () => void {
  const listeners = (Object.keys(constants.signals) as NodeJS.Signals[])
    .filter((name) => !own.has(name))
    .map((name) => {
      // That the program has just ended is told by its exit status.
      const listener = (): void => void send(name).catch(() => undefined);
      return { name, listener };
    });
  for (const { name, listener } of listeners) process.on(name, listener);
  return () => {
    for (const { name, listener } of listeners) process.removeListener(name, listener);
  };
}

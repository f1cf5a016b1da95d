import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** Namespaces that take what runs and is mounted in them along when their first process ends, or is killed. */
export const isolated = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"];

/** Lines of standard error that a failure repeats. */
const tail = 15;

interface Options {
  /** Gets the lines of standard output. */
  tell: (line: string) => void;
  signal: AbortSignal;
  env?: Readonly<Record<string, string>>;
  cwd?: string;
}

/**
 * Runs a program to its end. It dies with this process, however that ends (PR_SET_PDEATHSIG), and when the signal fires.
 *
 * @throws Error with the last lines of its standard error when it does not exit with 0
 */
export async function execute(command: readonly string[], { tell, signal, env = {}, cwd }: Options): Promise<void> {
  signal.throwIfAborted();
  // In a session of its own: ctrl-C is this process's business.
  const child = spawn("setpriv", ["--pdeathsig", "KILL", ...command], {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env, LC_ALL: "C.UTF-8" },
    ...(cwd !== undefined && { cwd }),
  });
  const end = (): void => void (child.pid !== undefined && process.kill(-child.pid, "SIGKILL"));
  signal.addEventListener("abort", end);
  const said: string[] = [];
  createInterface({ input: child.stdout }).on("line", tell);
  createInterface({ input: child.stderr }).on("line", (line) => {
    said.push(line);
    if (said.length > tail) said.shift();
  });
  try {
    const [status, killed] = await once(child, "close");
    signal.throwIfAborted();
    if (status !== 0) throw new Error(`${command.join(" ")} ended with ${killed ?? `status ${status}`}:\n${said.join("\n")}`);
  } finally {
    signal.removeEventListener("abort", end);
  }
}

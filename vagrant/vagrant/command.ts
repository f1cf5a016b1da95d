import type { Task } from "../machine.ts";

/** A task as one line for the guest's shell, where `vagrant` may do everything by way of sudo. Its standard error goes where its output goes. */
export function inGuest({ command, env, cwd }: Pick<Task, "command" | "env" | "cwd">): string {
  const assignments = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const words = ["env", "-i", `--chdir=${cwd}`, ...assignments, ...command];
  // Without exec: a shell that waits makes 128 + its number of a signal; ssh alone would tell it as a lost connection.
  return `sudo ${words.map(quoted).join(" ")} 2>&1 </dev/null; exit $?`;
}

/** One word for the shell. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

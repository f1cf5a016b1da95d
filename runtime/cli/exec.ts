import type { Container } from "../index.ts";
import { parseJson, readText } from "../configuration/json.ts";
import type { Process, User } from "../configuration/types.ts";
import { signalNumber, signalProcess } from "../container/signal.ts";
import { readProcessIdentity } from "../container/state.ts";
import { givenDescriptors } from "./descriptors.ts";
import { CommandError, existing, messageOf, type Globals } from "./globals.ts";
import { ownStdio } from "./lifecycle.ts";
import { writePidFile } from "./pid_file.ts";
import { forwardSignals } from "./signals.ts";
import { sized, Terminal } from "./terminal.ts";

export interface ExecCommand {
  process?: string;
  cwd?: string;
  env: string[];
  user?: string;
  additionalGids: string[];
  cap: string[];
  newPrivs: boolean;
  apparmor?: string;
  processLabel?: string;
  detach?: true;
  pidFile?: string;
  tty?: true;
  consoleSocket?: string;
  preserveFds?: string;
  cgroup: string[];
  ignorePaused?: true;
}

/** As of runc: what exec itself could not do ends it with this, so that it is no status of the program's. */
const failed = 255;

/** Runs another program in a container; resolves with its exit status, or with 0 once it runs when `--detach` is given. */
export async function exec(globals: Globals, id: string, args: string[], options: ExecCommand): Promise<number> {
  let terminal: Terminal | undefined;
  try {
    const container = existing(globals, "execute a program in", id);
    const { descriptors, env } = givenDescriptors(options.preserveFds);
    const asked = programOf(container, args, options);
    if (asked.terminal && !options.detach && options.consoleSocket === undefined) terminal = new Terminal();
    const program = { ...(terminal ? sized(asked) : asked), env: [...(asked.env ?? []), ...env] };
    const { pid, exited } = await container.exec(program, ownStdio, {
      handOver: options.detach ?? false,
      handed: { home: true, descriptors, consoleSocket: terminal?.socket ?? options.consoleSocket },
      cgroups: options.cgroup,
      ignorePaused: options.ignorePaused ?? false,
    });
    if (options.pidFile !== undefined) writePidFile(options.pidFile, pid);
    terminal?.join();
    if (options.detach) return 0;
    const identity = readProcessIdentity(pid);
    const stop = forwardSignals((signal) => {
      if (identity) signalProcess(identity, signalNumber(signal) ?? 0);
      return Promise.resolve();
    });
    const { exitStatus } = await exited;
    stop();
    return exitStatus;
  } catch (error) {
    throw new CommandError(`exec failed: ${messageOf(error)}`, failed, error);
  } finally {
    await terminal?.leave();
  }
}

/** Not checked yet. @throws `ConfigurationError` for a file that is no JSON */
function programOf({ record }: Container, args: string[], options: ExecCommand): Process {
  if (options.process !== undefined) {
    if (args.length > 0) throw new CommandError("either --process or a program, not both");
    return parseJson(readText(options.process), options.process) as Process;
  }
  const configured = record.process;
  return {
    ...configured,
    args,
    terminal: options.tty ?? false,
    cwd: options.cwd ?? configured.cwd,
    env: withVariables(configured.env ?? [], options.env),
    user: userOf(configured.user, options),
    ...(!options.newPrivs && { noNewPrivileges: true }),
    ...(options.apparmor !== undefined && { apparmorProfile: options.apparmor }),
    ...(options.processLabel !== undefined && { selinuxLabel: options.processLabel }),
    ...(options.cap.length > 0 && { capabilities: withCapabilities(configured.capabilities ?? {}, options.cap) }),
  };
}

/** The later of two with one name holds, as the shell has it. */
function withVariables(env: readonly string[], more: readonly string[]): string[] {
  const names = new Set(more.map((entry) => entry.split("=", 1)[0]));
  return [...env.filter((entry) => !names.has(entry.split("=", 1)[0])), ...more];
}

function userOf(configured: User, { user, additionalGids }: ExecCommand): User {
  const gids = additionalGids.map((gid) => numberOf(gid, "--additional-gids"));
  const groups = gids.length > 0 ? { additionalGids: [...(configured.additionalGids ?? []), ...gids] } : {};
  if (user === undefined) return { ...configured, ...groups };
  const [uid = "", gid] = user.split(":");
  return {
    ...configured,
    uid: numberOf(uid, "--user"),
    gid: gid === undefined ? configured.gid : numberOf(gid, "--user"),
    ...groups,
  };
}

function numberOf(text: string, option: string): number {
  if (!/^\d+$/.test(text)) throw new CommandError(`${option} takes numbers, <uid>[:<gid>], not ${JSON.stringify(text)}`);
  return Number(text);
}

function withCapabilities(configured: NonNullable<Process["capabilities"]>, more: readonly string[]): NonNullable<Process["capabilities"]> {
  const add = (set: readonly string[] = []): string[] => [...new Set([...set, ...more])];
  const { ambient = [], ...sets } = configured;
  return { ...sets, bounding: add(sets.bounding), effective: add(sets.effective), permitted: add(sets.permitted), ambient };
}

/** create, start, run, kill, delete, pause, resume: the operations of runtime.md, with the options of runc. */
import type { Configuration, Container } from "../index.ts";
import { parseConfiguration, readBundle } from "../configuration/read.ts";
import { ContainerError } from "../container/error.ts";
import { signalNumber, signalProcess } from "../container/signal.ts";
import { readProcessIdentity } from "../container/state.ts";
import { givenDescriptors } from "./descriptors.ts";
import { existing, runtimeOf, type Globals } from "./globals.ts";
import { writePidFile } from "./pid_file.ts";
import { forwardSignals } from "./signals.ts";
import { sized, Terminal } from "./terminal.ts";

export interface CreateCommand {
  bundle: string;
  pidFile?: string;
  /** False with `--no-new-keyring`. */
  newKeyring: boolean;
  consoleSocket?: string;
  preserveFds?: string;
  detach?: boolean;
}

/** The caller's own streams. */
export const ownStdio = { stdin: 0, stdout: 1, stderr: 2 } as const;

/**
 * Creates the container. Its first process becomes the child of the caller's subreaper (conmon, a shim) once this process and its
 * launcher have ended, which is what its exit status is awaited by.
 */
export async function create(globals: Globals, id: string, options: CreateCommand, terminal?: Terminal): Promise<Container> {
  const runtime = runtimeOf(globals);
  const configuration = configurationOf(options);
  const { descriptors, env } = givenDescriptors(options.preserveFds);
  const process = terminal ? sized(configuration.process) : configuration.process;
  const container = await runtime.create({
    id,
    bundle: options.bundle,
    configuration: { ...configuration, process: { ...process, env: [...(process.env ?? []), ...env] } },
    stdio: ownStdio,
    handOver: options.detach ?? true,
    ...(!options.newKeyring && { inheritKeyring: true }),
    handed: { home: true, descriptors, consoleSocket: terminal?.socket ?? options.consoleSocket },
  });
  const { pid } = container.state;
  try {
    if (options.pidFile !== undefined && pid !== undefined) writePidFile(options.pidFile, pid);
  } catch (error) {
    await container.delete({ force: true });
    throw new ContainerError("create", id, `its PID file cannot be written: ${(error as Error).message}`, error);
  }
  return container;
}

function configurationOf({ bundle }: CreateCommand): Configuration {
  return parseConfiguration(readBundle(bundle));
}

export async function run(globals: Globals, id: string, options: CreateCommand & { keep?: true }): Promise<number> {
  const { detach = false, consoleSocket } = options;
  const hasTerminal = !detach && consoleSocket === undefined && configurationOf(options).process.terminal;
  const terminal = hasTerminal ? new Terminal() : undefined;
  try {
    return await runIn(globals, id, { ...options, detach }, terminal);
  } finally {
    await terminal?.leave();
  }
}

async function runIn(globals: Globals, id: string, options: CreateCommand & { keep?: true }, terminal?: Terminal): Promise<number> {
  const container = await create(globals, id, options, terminal);
  try {
    terminal?.join();
    const stop = forwardSignals((signal) => container.kill(signal));
    await container.start();
    if (options.detach) return 0;
    const exitStatus = await container.wait();
    stop();
    if (!options.keep) await container.delete({ force: true });
    return exitStatus === "unknown" ? 255 : exitStatus;
  } catch (error) {
    if (!options.keep) await container.delete({ force: true }).catch(() => undefined);
    throw error;
  }
}

export async function kill(globals: Globals, id: string, signal: string, { all }: { all?: true }): Promise<void> {
  const container = existing(globals, "kill", id);
  if (!all) return container.kill(signal);
  const number = signalNumber(signal);
  if (number === undefined) throw new ContainerError("kill", id, `there is no signal ${JSON.stringify(signal)} (signal(7))`);
  // Also when the first one has ended: in the host's PID namespace the others live on.
  for (const pid of await container.processes()) {
    const identity = readProcessIdentity(pid);
    if (identity) signalProcess(identity, number);
  }
}

export async function remove(globals: Globals, id: string, { force = false }: { force?: boolean }): Promise<void> {
  // Looked for once: between two looks somebody else may have deleted it.
  if (force) await runtimeOf(globals).find(id, "delete")?.delete({ force });
  else await existing(globals, "delete", id).delete();
}

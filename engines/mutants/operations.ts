import { chownSync } from "node:fs";
import { EngineFailure, type Container, type ExecOptions, type ExecResult, type Output } from "../contract.ts";
import { processTree } from "../host/process.ts";
import { sendSignal } from "../host/signals.ts";
import type { RequestMutant } from "./request_mutant.ts";

function execute(container: Container, [args, options]: readonly unknown[]): Promise<ExecResult> {
  return container.exec(args as string[], options as ExecOptions | undefined);
}

function withAnotherFileOpen(container: Container, [args, options]: readonly unknown[]): Promise<ExecResult> {
  const [program = "", ...command] = args as string[];
  return execute(container, [[program, "with-open", program, ...command], options]);
}

/** A command of the probe that is another one. */
function exchanged(name: string, asked: string, instead: string): RequestMutant {
  const container = (container: Container, [args, options]: readonly unknown[]): Promise<ExecResult> =>
    execute(container, [[(args as string[])[0], instead], options]);
  return { name: `exec/${name}`, operation: { of: "exec", when: ([args]) => (args as string[])[1] === asked, container } };
}

/** What the probe writes to a disk goes another way to it. */
function writing(name: string, asked: string, instead: string): RequestMutant {
  const container = (container: Container, [args, options]: readonly unknown[]): Promise<ExecResult> =>
    execute(container, [[...(args as string[]).slice(0, -1), instead], options]);
  const isMeant = ([args]: readonly unknown[]): boolean => (args as string[])[1] === "fill" && (args as string[]).at(-1) === asked;
  return { name: `exec/${name}`, operation: { of: "exec", when: isMeant, container } };
}

/** As some runtimes do, so that a program may reopen its standard input. */
async function chownInput(container: Container, args: readonly unknown[]): Promise<ExecResult> {
  const { uid, stdin } = (args[1] ?? {}) as ExecOptions;
  if (uid !== undefined && stdin !== undefined) chownSync(stdin, uid, uid);
  return await execute(container, args);
}

const more = <Status>(status: Status): Status | number => (typeof status === "number" ? (status + 1) % 256 : status);

/** Whether a program to be executed is the probe that sends a signal to PID 1. */
function signalsFirst(args: readonly unknown[]): boolean {
  const [command] = args as [string[]];
  return command[1] === "kill" && command[2] === "1";
}

/** The signal goes to everything that the first process has made, too. */
async function killAll(container: Container, [signal]: readonly unknown[]): Promise<void> {
  const [first, ...others] = processTree(await container.pid());
  if (!first) throw new EngineFailure(`container ${container.id} has no process`, { operation: "kill" });
  for (const { pid, startTime } of others) sendSignal(pid, signal as string, startTime);
  await container.kill(signal as string);
}

/** As if the runtime, which the container's processes cannot see, were the sender: such a signal needs no handler (pid_namespaces(7)). */
async function signalFromOutside(container: Container, [command]: readonly unknown[]): Promise<ExecResult> {
  await container.kill((command as string[])[3] ?? "");
  return { exitStatus: 0, stdout: '{"sent":true}\n', stderr: "" };
}

async function unlessRefused(operation: Promise<void>): Promise<void> {
  await operation.catch((error: unknown) => {
    if (!(error instanceof EngineFailure)) throw error;
  });
}

async function hideRefusal(container: Container, args: readonly unknown[]): Promise<ExecResult> {
  try {
    return { ...(await execute(container, args)), exitStatus: 0 };
  } catch (error) {
    if (!(error instanceof EngineFailure)) throw error;
    return { exitStatus: 0, stdout: "", stderr: "" };
  }
}

/** As if the kernel had refused nothing that the program asked for. */
async function hideErrno(container: Container, args: readonly unknown[]): Promise<ExecResult> {
  const result = await execute(container, args);
  return { ...result, stdout: result.stdout.replaceAll('"errno":', '"hidden":') };
}

/** A command of the probe that says it is done, and is not. */
function pretended(command: string): RequestMutant {
  const container = (): Promise<ExecResult> => Promise.resolve({ exitStatus: 0, stdout: '{"done":true}\n', stderr: "" });
  return {
    name: `exec/only-pretends-to-${command}`,
    operation: { of: "exec", when: ([args]) => (args as string[])[1] === command, container },
  };
}

const refusedOpen: ExecResult = { exitStatus: 1, stdout: '{"errno":"ENODEV","call":"open"}\n', stderr: "" };

async function inOtherNamespaces(container: Container, args: readonly unknown[]): Promise<ExecResult> {
  const result = await execute(container, args);
  return { ...result, stdout: result.stdout.replaceAll(/"inode":(\d+)/g, (_, inode: string) => `"inode":${Number(inode) + 1}`) };
}

/** An hour ahead, every clock. */
async function atAnotherTime(container: Container, args: readonly unknown[]): Promise<ExecResult> {
  const result = await execute(container, args);
  const late = (_: string, clock: string, time: string): string => `"${clock}":${BigInt(time) + 3_600_000_000_000n}`;
  return { ...result, stdout: result.stdout.replaceAll(/"(realtime|monotonic|boottime)":(\d+)/g, late) };
}

async function inNoTimeNamespace(container: Container): Promise<Output> {
  const { stdout, stderr } = await container.output();
  return { stdout: stdout.replaceAll(/"time":\{[^}]*\}/g, '"time":null'), stderr };
}

async function ofAnotherKernel(container: Container): Promise<Output> {
  const { stdout, stderr } = await container.output();
  return { stdout: stdout.replace(/("release":")[^"]*/g, "$10.0.0-another"), stderr };
}

/** Operations of a container that are left out, done to something else, or answered wrongly. */
export const operationMutants: RequestMutant[] = [
  {
    name: "create/starts-at-once",
    operation: {
      of: "create",
      container: async (container) => {
        await container.start();
      },
    },
  },
  { name: "start/refusal-is-hidden", operation: { of: "start", container: (container) => unlessRefused(container.start()) } },
  {
    name: "kill/refusal-is-hidden",
    operation: { of: "kill", container: (container, [signal]) => unlessRefused(container.kill(signal as string)) },
  },
  { name: "delete/refusal-is-hidden", operation: { of: "delete", container: (container) => unlessRefused(container.delete()) } },
  { name: "delete/always-by-force", operation: { of: "delete", container: (container) => container.delete({ force: true }) } },
  { name: "kill/ignored", operation: { of: "kill", container: async () => undefined } },
  { name: "kill/reaches-all-processes", operation: { of: "kill", container: killAll } },
  { name: "pause/ignored", operation: { of: "pause", container: async () => undefined } },
  { name: "resume/ignored", operation: { of: "resume", container: async () => undefined } },
  { name: "delete/ignored", operation: { of: "delete", container: async () => undefined } },
  {
    name: "wait/other-status",
    operation: { of: "wait", container: async (container, [deadline]) => more(await container.wait(deadline as number)) },
  },
  { name: "status/always-running", operation: { of: "status", container: async () => "running" } },
  { name: "status/always-stopped", operation: { of: "status", container: async () => "stopped" } },
  {
    name: "exec/other-status",
    operation: {
      of: "exec",
      container: async (container, args) => {
        const result = await execute(container, args);
        return { ...result, exitStatus: more(result.exitStatus) };
      },
    },
  },
  { name: "exec/signals-come-from-outside", operation: { of: "exec", when: signalsFirst, container: signalFromOutside } },
  { name: "exec/errno-is-hidden", operation: { of: "exec", container: hideErrno } },
  ...(["delete", "mkdir", "write", "hostname", "mount-tmpfs"] as const).map(pretended),
  {
    name: "exec/opens-nothing",
    operation: { of: "exec", when: ([args]) => (args as string[])[1] === "open", container: async () => refusedOpen },
  },
  { name: "exec/reports-other-namespaces", operation: { of: "exec", container: inOtherNamespaces } },
  { name: "exec/takes-its-input-over", operation: { of: "exec", when: ([, options]) => options !== undefined, container: chownInput } },
  { name: "exec/has-another-file-open", operation: { of: "exec", container: withAnotherFileOpen } },
  writing("writes-past-the-page-cache", "buffered", "direct"),
  writing("writes-into-the-page-cache", "direct", "buffered"),
  exchanged("reports-of-a-child", "report", "fork-report"),
  exchanged("reports-of-no-child", "fork-report", "report"),
  { name: "type/ignored", operation: { of: "type", container: async () => undefined } },
  { name: "exec/refusal-is-hidden", operation: { of: "exec", container: hideRefusal } },
  { name: "exec/reports-another-time", operation: { of: "exec", container: atAnotherTime } },
  {
    name: "exec/in-the-first-container",
    operation: { of: "exec", container: async (container, args, others) => await execute(others[0] ?? container, args) },
  },
  { name: "output/none", operation: { of: "output", container: async () => ({ stdout: "", stderr: "" }) } },
  { name: "output/in-no-time-namespace", operation: { of: "output", container: inNoTimeNamespace } },
  { name: "output/of-another-kernel", operation: { of: "output", container: ofAnotherKernel } },
];

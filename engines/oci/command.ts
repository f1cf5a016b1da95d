import { chownSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { deadlines, EngineFailure, type RunContext } from "../contract.ts";
import type { Capture } from "../host/capture.ts";
import { runProgram, type ProgramResult } from "../host/monitor.ts";
import { asUser, requireExecutable } from "../host/users.ts";
import { programEnvironment } from "../host/run_mark.ts";
import { errorsOfLog, warningsOfLog } from "./log.ts";

/** One command that was run, for the evidence. */
export interface CommandRecord {
  args: string[];
  exitStatus: number;
  timedOut: boolean;
  millis: number;
  stdout: string;
  stderr: string;
  /** Messages of level error or fatal in the log that the runtime was told to write. */
  errors: string[];
  /** And those of level warning. */
  warnings: string[];
}

export interface CommandOptions {
  /** Contract's word for what is being done. */
  operation: string;
  deadline?: number;
  captures?: { stdout: Capture; stderr: Capture };
  /** The file that is its standard input. */
  stdin?: string;
  /** The working directory; the engine's own without it. */
  cwd?: string;
}

/** Descriptor 9 is the file in the program that takes this one's place, and in what that starts. */
const holder = 'exec 9<"$1"; shift; exec "$@"';

/** The command line of an OCI runtime, with a root directory of its own for the run. */
export class OciCommand {
  readonly #program: readonly string[];
  readonly #run: RunContext;
  readonly #directory: string;
  readonly #caller: number | undefined;
  #logs = 0;

  /**
   * @param program its absolute path, after what it is run through.
   * @param caller the user who runs it, and to whom the directory is given; the harness's own without it.
   */
  constructor(program: readonly string[], run: RunContext, directory: string, caller?: number) {
    this.#program = program;
    this.#run = run;
    this.#directory = directory;
    this.#caller = caller;
    const logs = join(directory, "logs");
    mkdirSync(logs, { recursive: true, mode: 0o711 });
    if (caller !== undefined) for (const each of [directory, logs]) chownSync(each, caller, caller);
  }

  /** The same, run by somebody who has the file open. */
  holding(file: string): OciCommand {
    return new OciCommand(["/bin/sh", "-c", holder, "sh", file, ...this.#program], this.#run, this.#directory, this.#caller);
  }

  /** The same, run by another user, with a root directory of his own. @throws NotTestableHere where he may not execute it. */
  by(caller: number): OciCommand {
    const program = this.#program.at(-1) ?? "";
    requireExecutable(program);
    const through = [...this.#program.slice(0, -1), ...asUser(caller)];
    return new OciCommand([...through, program], this.#run, `${this.#directory}-${caller}`, caller);
  }

  /**
   * Runs one command to its end.
   * @param history gets a record of it.
   * @throws EngineFailure when it does not finish in time or cannot be executed; its exit status is the caller's to judge.
   */
  async run(args: string[], history: CommandRecord[], options: CommandOptions): Promise<CommandRecord> {
    const log = join(this.#directory, "logs", `${process.hrtime.bigint()}-${this.#logs++}`);
    const full = [...this.#program, "--root", join(this.#directory, "state"), "--log", log, "--log-format", "json", ...args];
    const { operation, captures, stdin, cwd = this.#directory, deadline = deadlines.operation } = options;
    let result: ProgramResult;
    try {
      result = await runProgram(full, {
        env: programEnvironment(this.#run.id),
        cwd,
        deadline,
        ...(captures && { captures }),
        ...(stdin !== undefined && { stdin }),
        ...(this.#caller !== undefined && { owner: this.#caller }),
      });
    } catch (cause) {
      // Anything else, such as the loss of the launcher, is no fault of the engine.
      if (!(cause instanceof Error && "syscall" in cause && cause.syscall === "exec")) throw cause;
      throw new EngineFailure(`${operation}: "${full.join(" ")}" could not be executed: ${String(cause)}`, { operation, cause });
    }
    const written = textOf(log);
    const record: CommandRecord = {
      args: full,
      exitStatus: result.exitStatus,
      timedOut: result.timedOut,
      millis: result.millis,
      stdout: captures?.stdout.text() ?? result.stdout,
      stderr: captures?.stderr.text() ?? result.stderr,
      errors: errorsOfLog(written),
      warnings: warningsOfLog(written),
    };
    rmSync(log, { force: true });
    history.push(record);
    if (result.timedOut) throw failure(operation, record, `did not finish within its deadline and was killed after ${result.millis} ms`);
    return record;
  }
}

/** The failure of a command, with all that it said. */
export function failure(operation: string, record: CommandRecord, what = `ended with exit status ${record.exitStatus}`): EngineFailure {
  const output = [...record.errors, record.stderr, record.stdout].map((text) => text.trim()).filter(Boolean);
  const distinct = output.filter(
    (text, index) => !output.slice(0, index).some((earlier) => text.includes(earlier) || earlier.includes(text)),
  );
  return new EngineFailure(`${operation}: "${record.args.join(" ")}" ${what}. It said: ${distinct.join("\n") || "(nothing)"}`, {
    operation,
    output: output.join("\n"),
  });
}

/** A runtime that does not know --log writes none. */
function textOf(log: string): string {
  try {
    return readFileSync(log, "utf8");
  } catch {
    return "";
  }
}

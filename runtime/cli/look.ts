/** state, list, ps, events, spec, plan: what is told without changing anything. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ContainerGone, describeStep, Runtime, type Container } from "../index.ts";
import { stateFiles } from "../plan/create.ts";
import { CommandError, existing, type Globals } from "./globals.ts";
import { defaultConfiguration } from "./default_configuration.ts";
import { oomKills, statisticsOf } from "./statistics.ts";

export const print = (text: string): void => void process.stdout.write(`${text}\n`);
const printJson = (value: unknown): void => print(JSON.stringify(value, undefined, 2));

/** As the specification has it (runtime.md, "State"), and what runc adds to it. */
function described(container: Container): Record<string, unknown> {
  const { ociVersion, id, status, pid = 0, bundle, annotations } = container.state;
  // Without a bundle nothing else has been recorded.
  const rootfs = bundle && container.record.rootfs;
  const owner = ownerOf(container);
  return { ociVersion, id, pid, status, bundle, rootfs, created: createdAt(container), ...(annotations && { annotations }), owner };
}

/** The name of who created it, or the number where it has none here. */
function ownerOf({ directory }: Container): string {
  const uid = statSync(directory, { throwIfNoEntry: false })?.uid;
  if (uid === undefined) return "";
  try {
    const users = readFileSync("/etc/passwd", "utf8").split("\n");
    return users.map((line) => line.split(":")).find(([, , number]) => number === String(uid))?.[0] ?? String(uid);
  } catch {
    return String(uid);
  }
}

/** Undefined when somebody has removed it meanwhile. */
function createdAt({ directory }: Container): string | undefined {
  const entry = [path.join(directory, stateFiles.state), directory].map((file) => statSync(file, { throwIfNoEntry: false })).find(Boolean);
  return entry?.mtime.toISOString();
}

/** None where somebody has deleted it meanwhile. */
function unlessGone<Value>(look: () => Value): [] | [Value] {
  try {
    return [look()];
  } catch (error) {
    if (error instanceof ContainerGone) return [];
    throw error;
  }
}

export function state(globals: Globals, id: string): void {
  printJson(described(existing(globals, "tell the state of", id)));
}

export function list(globals: Globals, { format, quiet }: { format: "table" | "json"; quiet?: true }): void {
  const containers = existsSync(globals.root) ? new Runtime({ root: globals.root }).list() : [];
  if (quiet) {
    for (const { id } of containers) print(id);
    return;
  }
  const rows = containers.flatMap((container) => unlessGone(() => described(container))).filter(({ created }) => created !== undefined);
  if (format === "json") return print(JSON.stringify(rows));
  const columns = ["id", "pid", "status", "bundle", "created", "owner"];
  table([columns.map((name) => name.toUpperCase()), ...rows.map((row) => columns.map((name) => String(row[name])))]);
}

function table(rows: readonly string[][]): void {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of rows)
    print(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("   ")
        .trimEnd(),
    );
}

/** @param psOptions of ps(1): what it says of the processes of the container is printed */
export async function ps(globals: Globals, id: string, psOptions: string[], { format }: { format: "table" | "json" }): Promise<void> {
  const container = existing(globals, "list the processes of", id);
  if (container.status === "stopped")
    throw new CommandError(`cannot list the processes of container "${id}": it is stopped (container not running)`);
  const pids = await container.processes();
  if (format === "json") return print(JSON.stringify(pids));
  const { status, stdout, stderr, error } = spawnSync("ps", psOptions.length > 0 ? psOptions : ["-ef"], { encoding: "utf8" });
  if (error) throw new CommandError(`the table of processes is made by ps(1), which cannot be executed: ${error.message}`, 1, error);
  if (status !== 0) throw new CommandError(`ps ended with status ${status}: ${stderr.trim()}`);
  const [heading = "", ...lines] = stdout.split("\n");
  const column = heading.split(/\s+/).filter(Boolean).indexOf("PID");
  if (column < 0) throw new CommandError("the options of ps have to ask for the column PID");
  print(heading);
  const wanted = new Set(pids);
  for (const line of lines) if (wanted.has(Number(line.split(/\s+/).filter(Boolean)[column]))) print(line);
}

/** ms between two looks whether processes were ended for want of memory. */
const oomInterval = 100;

/** One line of JSON for each look, and for each time that a process was ended for want of memory, as runc gives it. Until the container's end. */
export async function events(globals: Globals, id: string, { stats, interval }: { stats?: true; interval: number }): Promise<void> {
  const container = existing(globals, "tell the statistics of", id);
  if (container.status === "stopped")
    throw new CommandError(`cannot tell the statistics of container "${id}": it is stopped (container not running)`);
  const tell = (type: "stats" | "oom", data?: object): void => print(JSON.stringify({ type, id, ...(data && { data }) }));
  let kills = oomKills(container.record);
  for (let next = Date.now(); unlessGone(() => container.status).some((status) => status !== "stopped");) {
    if (Date.now() >= next) {
      tell("stats", statisticsOf(container.record));
      next += interval;
    }
    if (stats) return;
    await new Promise((resolve) => setTimeout(resolve, Math.min(oomInterval, Math.max(next - Date.now(), 0))));
    for (const now = oomKills(container.record); kills < now; kills++) tell("oom");
  }
}

/** Writes the configuration that a new bundle begins with. */
export function spec({ bundle, rootless }: { bundle: string; rootless?: true }): void {
  const file = path.join(bundle, "config.json");
  try {
    writeFileSync(file, `${JSON.stringify(defaultConfiguration(rootless ?? false), undefined, 2)}\n`, { flag: "wx", mode: 0o644 });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === "EEXIST"
      ? new CommandError(`${file} exists already: remove it first`)
      : new CommandError(`${file} cannot be written: ${(error as Error).message}`, 1, error);
  }
}

/** The launch plan of a bundle, a step a line. */
export async function plan(
  globals: Globals,
  { bundle, id, format }: { bundle: string; id: string; format: "text" | "json" },
): Promise<void> {
  const steps = await new Runtime({ root: globals.root }).plan({ id, bundle });
  if (format === "json") printJson(steps);
  else for (const step of steps) print(describeStep(step));
}

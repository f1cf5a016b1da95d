/**
 * One of the processes of `npm run soak`: random operations on containers that it shares with others, told as JSON lines.
 *
 *   node worker.ts ROOT BUNDLES SEED SECONDS library|command ID...
 */
import { execFile } from "node:child_process";
import { openSync, writeSync } from "node:fs";
import path from "node:path";
import { Runtime } from "../container/runtime.ts";
import { ContainerError } from "../container/error.ts";
import { ContainerGone } from "../container/lock.ts";

const [root = "", bundles = "", seed = "", seconds = "", way = "", ...ids] = process.argv.slice(2);

/** Often enough that containers live for some operations, and end. */
const weights = {
  create: 6,
  start: 5,
  kill: 2,
  pause: 2,
  resume: 3,
  exec: 3,
  update: 2,
  state: 5,
  list: 1,
  delete: 2,
  "delete --force": 1,
} as const;
type Operation = keyof typeof weights;
const lots = Object.entries(weights).flatMap(([operation, weight]) => Array<Operation>(weight).fill(operation as Operation));

/** mulberry32: the same seed gives the same operations. From 0 to 1. */
function generator(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
const random = generator(Number(seed));
const oneOf = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;

const nothing = openSync("/dev/null", "r+");
const stdio = { stdin: nothing, stdout: nothing, stderr: nothing };
const runtime = new Runtime({ root });

/** A refusal, with its reason. Anything else that is thrown is a fault. */
class Refused extends Error {}

async function byLibrary(operation: Operation, id: string, choice: number): Promise<string> {
  if (operation === "create") {
    await runtime.create({ id, bundle: path.join(bundles, id), stdio, persistent: true });
    return "ok";
  }
  if (operation === "list") {
    for (const container of runtime.list()) {
      try {
        void container.status;
      } catch (error) {
        if (!(error instanceof ContainerGone)) throw error;
      }
    }
    return "ok";
  }
  const container = runtime.find(id);
  if (!container) {
    if (operation === "delete --force") return "ok";
    throw new Refused("container does not exist");
  }
  if (operation === "start") await container.start();
  else if (operation === "kill") await container.kill(choice < 0.5 ? "SIGTERM" : "SIGKILL");
  else if (operation === "pause") await container.pause();
  else if (operation === "resume") await container.resume();
  else if (operation === "exec") await container.execute(["/bin/probe", "--quiet", "exit", "0"], stdio);
  else if (operation === "update") await container.update({ pids: { limit: 20 + Math.floor(choice * 100) } });
  else if (operation === "state") return container.status;
  else await container.delete({ force: operation === "delete --force" });
  return "ok";
}

const program = path.join(import.meta.dirname, "../../bin/brine-runtime");

function byCommand(operation: Operation, id: string, choice: number): Promise<string> {
  const args = {
    create: ["create", "--bundle", path.join(bundles, id), id],
    start: ["start", id],
    kill: ["kill", id, choice < 0.5 ? "TERM" : "KILL"],
    pause: ["pause", id],
    resume: ["resume", id],
    exec: ["exec", id, "/bin/probe", "--quiet", "exit", "0"],
    update: ["update", "--pids-limit", String(20 + Math.floor(choice * 100)), id],
    state: ["state", id],
    list: ["list", "--format", "json"],
    delete: ["delete", id],
    "delete --force": ["delete", "--force", id],
  }[operation];
  return new Promise((resolve, reject) => {
    // A container that it creates keeps its streams: they must not be pipes of this process.
    const streams = operation === "create" ? `exec "$@" </dev/null >/dev/null 2>&1` : `exec "$@" </dev/null`;
    execFile("sh", ["-c", streams, "sh", program, "--root", root, ...args], (error, stdout, stderr) => {
      const status = error ? Number(error.code ?? 255) : 0;
      // 137: the container ended, and the executed program with it.
      if (operation === "exec" && status === 137) resolve("ok");
      else if (status !== 0) reject(new Refused(stderr.trim()));
      else resolve(operation === "state" ? String((JSON.parse(stdout) as { status: unknown }).status) : "ok");
    });
  });
}

const perform = way === "command" ? byCommand : byLibrary;
/** ms for an operation. A program that is executed waits for as long as its container is suspended: then that is ended. */
const patience = 3000;
const now = (): number => Number(process.hrtime.bigint());

const tell = (event: object): number => writeSync(1, `${JSON.stringify(event)}\n`);

for (const end = now() + Number(seconds) * 1e9; now() < end;) {
  const [operation, id, choice] = [oneOf(lots), oneOf(ids), random()];
  const begin = now();
  // Told before, too: what hangs would otherwise be told by nobody.
  tell({ id, operation, begin });
  let outcome = "refused";
  let message: string | undefined;
  const rescue = setTimeout(() => {
    const started = now();
    void byCommand("delete --force", id, 0).then(
      (done) => tell({ id, operation: "delete --force", begin: started, end: now(), outcome: done }),
      (error: Error) => tell({ id, operation: "delete --force", begin: started, end: now(), outcome: "refused", message: error.message }),
    );
  }, patience);
  try {
    outcome = await perform(operation, id, choice);
  } catch (error) {
    if (!(error instanceof ContainerError || error instanceof Refused)) outcome = "fault";
    message = error instanceof Error ? (outcome === "fault" ? error.stack : error.message) : String(error);
  }
  clearTimeout(rescue);
  tell({ id, operation, begin, end: now(), outcome, message });
}

// Its containers are others' to end, and would keep this process.
process.exit(0);

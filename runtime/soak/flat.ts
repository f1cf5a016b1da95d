/**
 * Whether containers cost anything for good: a thousand one after another, and two hundred at once, after twice as many that do not count.
 *
 *   node --expose-gc flat.ts ROOT BUNDLE PREFIX
 */
import { openSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { Launcher } from "../../native/index.ts";
import { Runtime } from "../container/runtime.ts";

const [root = "", bundle = "", prefix = ""] = process.argv.slice(2);
const inSequence = 1000;
const atOnce = 200;
/** Times of all that, until V8 has compiled what is worth it. */
const warmUp = 2;
/** Memory may be more by this part. */
const tolerance = 0.05;
/** ms for the launcher to come to rest. */
const patience = 10_000;

const nothing = openSync("/dev/null", "r+");
const stdio = { stdin: nothing, stdout: nothing, stderr: nothing };
const runtime = new Runtime({ root });
let count = 0;
const next = (): { id: string; bundle: string; stdio: typeof stdio } => ({ id: `${prefix}-flat-${count++}`, bundle, stdio });

async function live(): Promise<void> {
  for (let time = 0; time < inSequence; time++) {
    const container = await runtime.create(next());
    await container.start();
    await container.delete({ force: true });
  }
  const containers = await Promise.all(Array.from({ length: atOnce }, () => runtime.create(next())));
  await Promise.all(containers.map((container) => container.start()));
  if (runtime.list().filter(({ status }) => status === "running").length !== atOnce) throw new Error(`not all ${atOnce} run at once`);
  await Promise.all(containers.map((container) => container.delete({ force: true })));
}

/** kB of memory that a process has for itself, its part of what it shares included (proc(5), smaps_rollup). */
function proportionalSize(pid: number | "self"): number {
  return Number(/^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1]);
}

/** Those of this process and of all below it: what loses its parent comes to the launcher. What others do on this machine is theirs. */
function networks(): number {
  const found = new Set<string>();
  const look = (pid: number): void => {
    try {
      found.add(readlinkSync(`/proc/${pid}/ns/net`));
      for (const thread of readdirSync(`/proc/${pid}/task`))
        for (const child of readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean)) look(Number(child));
    } catch {
      // It has just ended.
    }
  };
  look(process.pid);
  return found.size;
}

/** What another run of this project mounts below a directory of its own is that one's. */
function mounts(): number {
  const points = readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .map((line) => line.split(" ")[4] ?? "");
  const isOwn = (point: string): boolean => [root, bundle].some((own) => `${point}/`.startsWith(`${own}/`));
  return points.filter((point) => isOwn(point) || !point.includes("brine")).length;
}

/** Its last reply is not the last thing that the launcher does: it also gives memory back. Then it sleeps (proc(5), /proc/<pid>/stat). */
async function fallsAsleep(launcher: number): Promise<void> {
  const deadline = Date.now() + patience;
  while (!readFileSync(`/proc/${launcher}/stat`, "utf8").includes(") S ")) {
    if (Date.now() > deadline) throw new Error(`the launcher, process ${launcher}, has not come to rest in ${patience / 1000} s`);
    await setTimeout(1);
  }
}

async function look(): Promise<Record<string, number>> {
  globalThis.gc?.();
  const launcher = Launcher.get().pid;
  await fallsAsleep(launcher);
  const { heapUsed, external } = process.memoryUsage();
  return {
    "memory of Node, kB": proportionalSize("self"),
    "memory of Node that is in use, kB": Math.round((heapUsed + external) / 1024),
    "memory of the launcher, kB": proportionalSize(launcher),
    "descriptors of Node": readdirSync("/proc/self/fd").length,
    "descriptors of the launcher": readdirSync(`/proc/${launcher}/fd`).length,
    mounts: mounts(),
    "network namespaces": networks(),
    "entries in the state directory": readdirSync(root).length,
  };
}

for (let time = 0; time < warmUp; time++) await live();
const before = await look();
await live();
const after = await look();
let isFlat = true;
for (const [name, value] of Object.entries(after)) {
  const earlier = before[name] ?? Number.NaN;
  const most = name.startsWith("memory") ? earlier * (1 + tolerance) : earlier;
  if (!(value <= most)) isFlat = false;
  console.log(`  ${value <= most ? "✔" : "✖"} ${name}: ${earlier}, and after ${inSequence} more one by one and ${atOnce} at once ${value}`);
}
process.exit(isFlat ? 0 : 1);

/** The benchmark itself, in its private mount namespace: node contest.ts DIRECTORY PREFIX RUNS PARTS FILE. See docs/bench.md. */
import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { prepareArena } from "./arena.ts";
import { brine } from "./contestants/brine.ts";
import { command } from "./contestants/command.ts";
import { floor } from "./contestants/floor.ts";
import { raceExecutions, raceRuns, raceThroughput } from "./disciplines.ts";
import { EventLoop } from "./event_loop.ts";
import { describeMachine } from "./machine.ts";
import { judge, type Part, type Result } from "./result.ts";
import { compareWork, expectFiltered } from "./same_work.ts";
import { print } from "./table.ts";

/** The library's containers before any are timed, as in a service that has run for a while: V8 compiles the way again until about the 750th (node --trace-opt). */
const practice = 1000;
const ballast = 500 * 1024 * 1024;

const [directory = "", prefix = "", runsText = "", partsText = "", file = ""] = process.argv.slice(2);
const runs = Number(runsText);
const isAsked = (part: Part): boolean => partsText.split(",").includes(part);
const arena = prepareArena(directory);
const cold = floor(arena, "cold");
const pooled = floor(arena, "pooled");
const included = brine(arena, "cold");
const ready = brine(arena, "pooled");
const [runc, crun] = ["runc", "crun"].map((name) => command(name, arena));
const contestants = [cold, pooled, included, ready, runc, crun].filter((each) => each !== undefined);
const inHolding = contestants.filter((each) => each !== pooled && each !== ready);
let interruption: NodeJS.Signals | undefined;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => (interruption ??= signal));
let count = 0;

/** The id of one more container. @throws when somebody wants this to end: between two containers nothing is left behind. */
function nextId(): string {
  if (interruption) throw new Error(`ended by ${interruption}: nothing is written`);
  return `${prefix}-${count++}`;
}

try {
  const differences = await compareWork(contestants, nextId, arena.readOutput);
  for (const contestant of [included, crun]) if (contestant) await expectFiltered(contestant, nextId, arena.readOutput);
  const result: Result = { machine: describeMachine(contestants.map(({ name }) => name)), differences };
  for (let time = 0; time < practice; time++) await included.runPlainly(nextId());
  const loop = isAsked("loop") ? new EventLoop(included.runPlainly, nextId, Math.max(runs, 200), ballast) : undefined;
  await loop?.look();
  if (isAsked("run")) result.run = await raceRuns(contestants, [included, ...(crun ? [crun] : [])], nextId, runs);
  await loop?.look();
  if (isAsked("exec")) result.exec = await raceExecutions(inHolding, nextId, runs);
  await loop?.look();
  if (isAsked("throughput"))
    result.throughput = await raceThroughput([cold, pooled, included, ready, ...(crun ? [crun] : [])], nextId, runs);
  await loop?.look();
  if (loop) result.loop = loop.flatness;
  const verdict = judge(result);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...result, ...verdict }, undefined, 2)}\n`);
  print(result, verdict);
  console.log(`All figures: ${path.relative(process.cwd(), file)}`);
  if (verdict.goals.some(({ met }) => !met)) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = interruption ? 128 + os.constants.signals[interruption] : 1;
} finally {
  for (const contestant of contestants) await contestant.close();
  arena.close();
}

/** The benchmark itself, in its private mount namespace: node contest.ts DIRECTORY PREFIX RUNS FILE. See docs/bench.md. */
import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { prepareArena } from "./arena.ts";
import { brine } from "./contestants/brine.ts";
import { command } from "./contestants/command.ts";
import type { Contestant } from "./contestants/contestant.ts";
import { floor } from "./contestants/floor.ts";
import { measureFlatness } from "./event_loop.ts";
import { describeMachine } from "./machine.ts";
import { judge, type Result } from "./result.ts";
import { compareWork } from "./same_work.ts";
import { shuffled, summarise } from "./statistics.ts";
import { print } from "./table.ts";

/** Rounds that are not counted: caches fill, the launcher starts, V8 compiles. */
const warmUp = 5;
const ballast = 500 * 1024 * 1024;
/** Containers before the event loop is measured, as in a service that has run for a while: V8 compiles the way again until about the 600th. */
const practice = 1000;

const [directory = "", prefix = "", runsText = "", file = ""] = process.argv.slice(2);
const runs = Number(runsText);
const arena = prepareArena(directory);
const included = brine(arena);
const contestants = [floor(arena), included, command("runc", arena), command("crun", arena)].filter((each) => each !== undefined);
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
  const times = await compete(contestants);
  for (let time = 0; time < practice; time++) await included.run(nextId(), "true");
  const [lean, heavy] = await measureFlatness(included, nextId, Math.max(runs, 200), ballast);
  const result: Result = {
    machine: describeMachine(contestants.map(({ name }) => name)),
    runToExit: contestants.map(({ name, timed }) => ({ name, timed, microseconds: summarise(times.get(name) ?? []) })),
    eventLoopBlocked: { lean, heavy },
    differences,
  };
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

/** Round by round, each in another order, so that whatever the machine does besides meets them all alike. */
async function compete(all: readonly Contestant[]): Promise<Map<string, number[]>> {
  const times = new Map(all.map(({ name }) => [name, [] as number[]]));
  for (let round = -warmUp; round < runs; round++)
    for (const contestant of shuffled(all)) {
      const { microseconds } = await contestant.run(nextId(), "true");
      if (round >= 0) times.get(contestant.name)?.push(microseconds);
    }
  return times;
}

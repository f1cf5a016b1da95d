/**
 * How long a container keeps Node's main thread from doing anything else.
 *
 * Event loop utilisation (perf_hooks, "performance.eventLoopUtilization") tells the time that the loop was not waiting in the kernel
 * for events. While containers run one after another, and nothing else does, that is everything that a container costs the thread:
 * the call, every callback and promise, replies read from the launcher's socket, and garbage collection in between. It is wall-clock
 * time: where other processes want the same CPU, what they take counts too. The median is judged, as that reaches only some containers;
 * the thread's CPU time, which it does not reach at all, stands beside it.
 */
import { performance } from "node:perf_hooks";
import { expectSuccess } from "./contestants/contestant.ts";
import { summarise, type Summary } from "./statistics.ts";

export interface Blocked {
  /** Resident memory of this process while measuring, MB. */
  residentMegabytes: number;
  /** µs a container: all time that the loop was busy, by the number of containers. */
  mean: number;
  /** µs a container: CPU time of the main thread, including the kernel's part of falling asleep and waking up. */
  cpu: number;
  /** µs, container by container. */
  each: Summary;
}

/** Containers that were run before. V8 compiles the way anew, and better, about the 600th time and about the 5,000th (node --trace-opt). */
export const ages = { young: 1000, settled: 6000 } as const;

/** ms since the process began in which the loop was not waiting: as `performance.eventLoopUtilization().active`, with less done to tell it. */
function active(): number {
  return performance.now() - performance.nodeTiming.idleTime;
}

/** Runs one container to its end, with nothing around that a service would not have. */
export type Run = (id: string) => Promise<{ exitStatus: number }>;

async function measureBlocked(run: Run, nextId: () => string, containers: number): Promise<Blocked> {
  const before = active();
  const cpuBefore = process.threadCpuUsage();
  const each: number[] = [];
  for (let time = 0; time < containers; time++) {
    const id = nextId();
    const start = active();
    const { exitStatus } = await run(id);
    each.push((active() - start) * 1000);
    expectSuccess("brine", "the container of /true", exitStatus);
  }
  const mean = ((active() - before) * 1000) / containers;
  const { user, system } = process.threadCpuUsage(cpuBefore);
  return { residentMegabytes: Math.round(process.memoryUsage.rss() / 1e6), mean, cpu: (user + system) / containers, each: summarise(each) };
}

/** Measures when so many have been run, as a service has that runs for a while; then with so many more bytes of touched memory. */
export async function measureFlatness(
  run: Run,
  nextId: () => string,
  containers: number,
  bytes: number,
): Promise<{ young: Blocked; lean: Blocked; heavy: Blocked }> {
  for (let time = 0; time < ages.young; time++) await run(nextId());
  const young = await measureBlocked(run, nextId, containers);
  for (let time = ages.young + containers; time < ages.settled; time++) await run(nextId());
  const lean = await measureBlocked(run, nextId, containers);
  const ballast = Buffer.alloc(bytes, 1);
  const heavy = await measureBlocked(run, nextId, containers);
  // So that it is still in use, and in memory, until here.
  if (ballast.at(-1) !== 1) throw new Error("the ballast has lost its content");
  return { young, lean, heavy };
}

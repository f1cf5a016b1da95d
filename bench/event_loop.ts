/**
 * How long a container keeps Node's main thread from doing anything else.
 *
 * Node tells the time that the loop was waiting in the kernel for events (perf_hooks, "performanceNodeTiming.idleTime"); this is the rest.
 * While containers run one after another, and nothing else does, that is everything that a container costs the thread: the call, every
 * callback and promise, replies read from the launcher's socket, and garbage collection in between. It is wall-clock time: where other
 * processes want the same CPU, what they take counts too. The median is judged, as that reaches only some containers; the thread's CPU
 * time, which it does not reach at all, stands beside it.
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

/**
 * ms since the process began in which the loop was not waiting, as `performance.eventLoopUtilization().active`. Asking takes a microsecond or
 * two where caches are cold, so the clock is read last before what is measured, and first after it; meanwhile nobody waits.
 */
const activeBefore = (): number => {
  const idle = performance.nodeTiming.idleTime;
  return performance.now() - idle;
};
const activeAfter = (): number => {
  const now = performance.now();
  return now - performance.nodeTiming.idleTime;
};

/** Runs one container to its end, with nothing around that a service would not have. */
export type Run = (id: string) => Promise<{ exitStatus: number }>;

async function measureBlocked(run: Run, nextId: () => string, containers: number): Promise<Blocked> {
  const before = activeBefore();
  const cpuBefore = process.threadCpuUsage();
  const each: number[] = [];
  for (let time = 0; time < containers; time++) {
    const id = nextId();
    const start = activeBefore();
    const { exitStatus } = await run(id);
    each.push((activeAfter() - start) * 1000);
    expectSuccess("brine", "the container of /true", exitStatus);
  }
  const mean = ((activeAfter() - before) * 1000) / containers;
  const { user, system } = process.threadCpuUsage(cpuBefore);
  return { residentMegabytes: Math.round(process.memoryUsage.rss() / 1e6), mean, cpu: (user + system) / containers, each: summarise(each) };
}

/** Containers before it is measured, as in a service that has run for a while: V8 compiles the way again until about the 750th (node --trace-opt). */
const practice = 1000;

/** Measures twice: as the process is, and with so many more bytes of touched memory. */
export async function measureFlatness(
  run: Run,
  nextId: () => string,
  containers: number,
  bytes: number,
): Promise<{ lean: Blocked; heavy: Blocked }> {
  for (let time = 0; time < practice; time++) await run(nextId());
  const lean = await measureBlocked(run, nextId, containers);
  const ballast = Buffer.alloc(bytes, 1);
  const heavy = await measureBlocked(run, nextId, containers);
  // So that it is still in use, and in memory, until here.
  if (ballast.at(-1) !== 1) throw new Error("the ballast has lost its content");
  return { lean, heavy };
}

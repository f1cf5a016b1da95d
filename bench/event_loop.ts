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
import { setTimeout } from "node:timers/promises";
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

/** ms between two looks, at least: what disturbs one often lasts for seconds. */
const apart = 5000;

/** As the process is, and with so much more touched memory: one of each for each look. */
export interface Flatness {
  lean: Blocked[];
  heavy: Blocked[];
}

/**
 * The look that judges. What the neighbours of a virtual machine do to its caches takes a container's part of the loop up to twice and
 * threefold, for some seconds or minutes, and only ever adds to it.
 */
export function quietest(looks: readonly Blocked[]): Blocked | undefined {
  return looks.toSorted((one, other) => one.each.median - other.each.median)[0];
}

export class EventLoop {
  readonly flatness: Flatness = { lean: [], heavy: [] };
  readonly #run: Run;
  readonly #nextId: () => string;
  readonly #containers: number;
  readonly #bytes: number;
  /** performance.now() at the end of the last look. */
  #last = -Infinity;

  /** @param containers of each look @param bytes of memory, for the heavy process */
  constructor(run: Run, nextId: () => string, containers: number, bytes: number) {
    this.#run = run;
    this.#nextId = nextId;
    this.#containers = containers;
    this.#bytes = bytes;
  }

  async look(): Promise<void> {
    await setTimeout(Math.max(0, this.#last + apart - performance.now()));
    this.flatness.lean.push(await this.#measure());
    const ballast = new Uint8Array(this.#bytes).fill(1);
    this.flatness.heavy.push(await this.#measure());
    // So that it was in memory until here, and no longer is.
    ballast.buffer.transfer(0);
    this.#last = performance.now();
  }

  #measure(): Promise<Blocked> {
    return measureBlocked(this.#run, this.#nextId, this.#containers);
  }
}

import { spawnSync } from "node:child_process";
import { performance } from "node:perf_hooks";

/** Milliseconds that making, running and reaping a tiny static process takes from Node on the reference machine. */
const reference = 5;
const attempts = 5;
/** Beyond this a run would rather wait for ever than tell. */
const ceiling = 20;

/**
 * How much slower than the reference this machine is, 1 to 20: deadlines are multiplied with it. Starting a process is measured,
 * because that is what scenarios mostly wait for; the median keeps one hiccup from stretching every deadline.
 */
export function measureSlowness(probe: string): number {
  const durations = Array.from({ length: attempts }, () => {
    const started = performance.now();
    spawnSync(probe, ["true"], { stdio: "ignore" });
    return performance.now() - started;
  }).sort((a, b) => a - b);
  const median = durations[Math.floor(attempts / 2)] ?? reference;
  return Math.min(ceiling, Math.max(1, median / reference));
}

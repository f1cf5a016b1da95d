/** Exit statuses of a process that ended because of a signal, as shells tell them: 128 + its number. */
const statuses = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Ends this process on the first SIGINT, SIGTERM or SIGHUP with the status that shells give it. Scenarios cannot be stopped half-way in
 * the same process, so nothing is cleaned up here: the process that started this one does it as soon as this one has gone, and
 * else the next run does (the lock tells them that nobody is alive). `stop` takes the signals back to their defaults.
 */
export function endOnSignals(): { stop(): void } {
  const end = (signal: NodeJS.Signals): void => {
    process.stderr.write(`\nEnded by ${signal}: no verdicts are written. What the run made is swept now.\n`);
    process.exit(statuses[signal as keyof typeof statuses]);
  };
  const signals = Object.keys(statuses) as NodeJS.Signals[];
  for (const signal of signals) process.once(signal, end);
  return {
    stop: () => {
      for (const signal of signals) process.removeListener(signal, end);
    },
  };
}

/** Ends a machine when this process is asked to end. */
export interface Interruption extends Disposable {
  /** Fires with an `Interrupted`. */
  signal: AbortSignal;
}

/** Exit statuses of a process that ended because of a signal, as shells tell them: 128 + its number. */
const statuses = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Someone wants this to end: no failure of anything. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly status: number;
  constructor(signal: keyof typeof statuses) {
    super(`Ended by ${signal}: no verdicts are written, and the machine is gone.`);
    this.status = statuses[signal];
  }
}

/** Turns SIGINT, SIGTERM and SIGHUP into an abort, until it is disposed of. */
export function interruption(): Interruption {
  const controller = new AbortController();
  const abort = (signal: NodeJS.Signals): void => controller.abort(new Interrupted(signal as keyof typeof statuses));
  const signals = Object.keys(statuses) as NodeJS.Signals[];
  for (const signal of signals) process.on(signal, abort);
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      for (const signal of signals) process.removeListener(signal, abort);
    },
  };
}

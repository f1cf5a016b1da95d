import { constants } from "node:os";
import { close, pidfdOpen, pidfdSendSignal } from "../../native/index.ts";
import { processStatus } from "./process.ts";

/** The first real-time signal that programs may use: glibc keeps 32 and 33 for itself (signal(7), "Real-time signals"). */
const firstRealTime = 34;
const lastRealTime = 64;

/**
 * The number of a signal by name: "SIGTERM", "SIGRTMIN+3", "SIGRTMAX-1".
 * @throws Error for a name that signal(7) does not have.
 */
export function signalNumber(name: string): number {
  const realTime = /^SIGRT(MIN|MAX)(?:([+-])(\d+))?$/.exec(name);
  if (realTime) {
    const offset = Number(realTime[3] ?? 0) * (realTime[2] === "-" ? -1 : 1);
    const number = (realTime[1] === "MIN" ? firstRealTime : lastRealTime) + offset;
    if (number >= firstRealTime && number <= lastRealTime) return number;
  } else {
    const number = (constants.signals as Record<string, number>)[name];
    if (number !== undefined) return number;
  }
  throw new Error(`There is no signal "${name}"; names are those of signal(7), such as SIGTERM or SIGRTMIN+3.`);
}

/**
 * Sends a signal from the host, through a pidfd: what has the PID by now is not hit in place of what had it.
 * @param startTime of the process meant (`ProcessStatus.startTime`); without it, whatever has the PID now.
 * @throws a Node system error; ESRCH when the process has gone.
 */
export function sendSignal(pid: number, signal: string, startTime?: number): void {
  const number = signalNumber(signal);
  const descriptor = pidfdOpen(pid);
  try {
    // The pidfd pins a process; only then does comparing its start time prove that it is the one meant.
    if (startTime !== undefined && processStatus(pid)?.startTime !== startTime)
      throw Object.assign(new Error(`ESRCH: process ${pid} is not the one that started at tick ${startTime} any more`), {
        code: "ESRCH",
        syscall: "pidfd_send_signal",
      });
    pidfdSendSignal(descriptor, number);
  } finally {
    close(descriptor);
  }
}

import os from "node:os";
import { close, pidfdOpen, pidfdSendSignal } from "../../native/index.ts";
import { isAlive, type ProcessIdentity } from "./state.ts";

/** glibc keeps the kernel's first two real-time signals to itself (signal(7)). */
const firstRealTimeSignal = 34;
const lastSignal = 64;

/** The number of "SIGTERM", "TERM", "15" or "SIGRTMIN+3"; undefined when there is no such signal. */
export function signalNumber(name: string): number | undefined {
  const realTime = /^(?:SIG)?RTMIN(?:\+(\d+))?$/.exec(name);
  const number = realTime ? firstRealTimeSignal + Number(realTime[1] ?? 0) : /^\d+$/.test(name) ? Number(name) : undefined;
  if (number !== undefined) return number <= lastSignal ? number : undefined;
  return (os.constants.signals as Record<string, number>)[name.startsWith("SIG") ? name : `SIG${name}`];
}

/** Sends a signal to that very process (pidfd_send_signal(2)). False when it has ended. */
export function signalProcess(identity: ProcessIdentity, signal: number): boolean {
  let pidfd: number;
  try {
    pidfd = pidfdOpen(identity.pid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
    throw error;
  }
  try {
    // After the pidfd is open: from here on the PID cannot pass to another process unseen.
    if (!isAlive(identity)) return false;
    pidfdSendSignal(pidfd, signal);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
    throw error;
  } finally {
    close(pidfd);
  }
}

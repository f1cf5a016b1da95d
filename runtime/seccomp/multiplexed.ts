/** The calls that i386 has behind one number, told apart by the first argument (linux/net.h, linux/ipc.h). */

const socketCalls = [
  "socket", "bind", "connect", "listen", "accept", "getsockname", "getpeername", "socketpair", "send", "recv", "sendto", "recvfrom",
  "shutdown", "setsockopt", "getsockopt", "sendmsg", "recvmsg", "accept4", "recvmmsg", "sendmmsg",
]; // prettier-ignore

const ipcCalls: Record<string, number> = {
  semop: 1,
  semget: 2,
  semctl: 3,
  semtimedop: 4,
  msgsnd: 11,
  msgrcv: 12,
  msgget: 13,
  msgctl: 14,
  shmat: 21,
  shmdt: 22,
  shmget: 23,
  shmctl: 24,
};

/** The call that carries another one on i386, and what it calls that one. */
export function multiplexed(name: string): { by: "socketcall" | "ipc"; as: number } | undefined {
  const socket = socketCalls.indexOf(name);
  if (socket >= 0) return { by: "socketcall", as: socket + 1 };
  const ipc = ipcCalls[name];
  return ipc === undefined ? undefined : { by: "ipc", as: ipc };
}

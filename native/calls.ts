/**
 * The addon: system calls that Node lacks, and the socket to a launcher. Errors are Node system errors
 * (`code`, `errno`, `syscall`, `path`).
 */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** The launcher's socket; see native/addon/launcher_socket.cc. */
export interface LauncherSocket {
  readonly pid: number;
  /**
   * The payload is read before the call returns. Descriptors are duplicated into the launcher. A request to run a plan keeps the event
   * loop alive until the last reply to it.
   */
  send(kind: number, id: number, flags: number, payload: Buffer | undefined, length: number, descriptors: readonly number[]): void;
  /** Sends the order that stands in the exchange; otherwise as `send`. */
  runOrdered(): void;
  /** With true the event loop stays alive for one thing more, until there is a false for it. */
  keepAlive(on: boolean): void;
  close(): void;
}

interface Addon {
  mount(source: string, target: string, type: string, flags: number, data?: string): void;
  umount(target: string, flags: number): void;
  getxattr(path: string, name: string): Buffer | undefined;
  listxattr(path: string): string[];
  pidfdOpen(pid: number): number;
  pidfdSendSignal(fd: number, signal: number): void;
  flock(fd: number, exclusive: boolean): boolean;
  pipe(): [number, number];
  socketPair(): [number, number];
  setTerminalSize(terminal: number, rows: number, columns: number): void;
  fileEquals(path: string, content: Buffer): boolean;
  close(fd: number): void;
  listenLocal(path: string): number;
  acceptLocal(listener: number): number | undefined;
  receiveDescriptor(connection: number): number | undefined;
  LauncherSocket: new (
    path: string,
    /** Of an `Exchange`: a reply stands there when `onReply` is called. */
    memory: ArrayBuffer,
    onReply: () => void,
    onClose: () => void,
  ) => LauncherSocket;
}

/** Where node-gyp puts what it builds. */
export const buildDirectory: string = fileURLToPath(new URL("build/Release/", import.meta.url));

const addon = createRequire(import.meta.url)(`${buildDirectory}brine.node`) as Addon;

/** mount(2). */
export const mount = addon.mount;
/** umount2(2). */
export const umount = addon.umount;
/** lgetxattr(2); undefined when there is no such attribute. */
export const getxattr = addon.getxattr;
/** llistxattr(2). */
export const listxattr = addon.listxattr;
/** pidfd_open(2). To be closed with `close`. */
export const pidfdOpen = addon.pidfdOpen;
/** pidfd_send_signal(2), by the signal's number. */
export const pidfdSendSignal = addon.pidfdSendSignal;
/** flock(2) with LOCK_NB; false when another open file description holds the lock. */
export const flock = addon.flock;
/** pipe2(2) with O_CLOEXEC; the first, reading end does not block. To be closed with `close`. */
export const pipe = addon.pipe;
/** socketpair(2), of stream sockets with SOCK_CLOEXEC. To be closed with `close`. */
export const socketPair = addon.socketPair;
/** ioctl_tty(2), TIOCSWINSZ. */
export const setTerminalSize = addon.setTerminalSize;
/** Whether a file can be read and holds just these bytes: one call where Node needs three, without a string or a buffer made. */
export const fileEquals = addon.fileEquals;
/** close(2), for the descriptors that these calls return: of those Node's fs module knows nothing. */
export const close = addon.close;
/** socket(2), bind(2) and listen(2): a Unix socket at the path, which has to be shorter than 108 bytes. To be closed with `close`. */
export const listenLocal = addon.listenLocal;
/** accept4(2); undefined while nobody has connected. To be closed with `close`. */
export const acceptLocal = addon.acceptLocal;
/** recvmsg(2): the descriptor that a message carries, which does not block from then on; undefined while none has come. To be closed with `close`. */
export const receiveDescriptor = addon.receiveDescriptor;
export const LauncherSocketClass = addon.LauncherSocket;

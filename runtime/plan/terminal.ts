/** The steps that give a process a terminal of the container's own, whose other end is handed to who asked for it (config.md, "Process"). */
import path from "node:path";
import type { Step } from "../../native/index.ts";
import { ConfigurationError } from "../configuration/error.ts";
import type { Process } from "../configuration/types.ts";
import { stdioSlots } from "./input.ts";
import type { Slots } from "./slots.ts";

const child = "child" as const;

export interface TerminalSteps {
  /** Before the child is made: who takes the terminal must be there. */
  before: Step[];
  /** As soon as the container's /dev/pts is mounted. */
  open: Step[];
  /** The terminal is seen as /dev/console, by whoever enters the container. */
  console: Step[];
  /** Standard streams, session, and the other end on its way. */
  take: Step[];
}

const nothing: TerminalSteps = { before: [], open: [], console: [], take: [] };

/**
 * @param consoleSocket what takes the other end: the path of a listening socket, as runc's `--console-socket`, or the slot of a connected one
 * @throws `ConfigurationError` when there is one and no terminal, or the other way round
 */
export function terminalSteps(process: Process, consoleSocket: string | number | undefined, slots: Slots): TerminalSteps {
  const { terminal = false, consoleSize, user } = process;
  if (terminal !== (consoleSocket !== undefined))
    throw new ConfigurationError(
      "process.terminal",
      terminal ? "needs a console socket, to hand the terminal to" : "must be true when there is a console socket",
      terminal,
    );
  if (consoleSocket === undefined) return nothing;
  const socketSlot = typeof consoleSocket === "number" ? consoleSocket : slots.take();
  const [masterSlot, slot] = [slots.take(), slots.take()];
  const { height: rows = 0, width: columns = 0 } = consoleSize ?? {};
  const treeSlot = slots.take();
  // Who holds a connected socket joins the terminal to streams of its own.
  const plain = typeof consoleSocket === "number";
  return {
    before:
      typeof consoleSocket === "number"
        ? []
        : [{ kind: "connect", actor: "launcher", slot: socketSlot, path: path.resolve(consoleSocket), asked: "the console socket" }],
    open: [{ kind: "openTerminal", actor: child, masterSlot, slot, uid: user.uid, rows, columns, ...(plain && { plain }) }],
    console: [
      { kind: "makeMountPoint", actor: child, path: "/dev/console", directory: false },
      { kind: "cloneTree", actor: child, from: slot, slot: treeSlot },
      { kind: "moveMount", actor: child, slot: treeSlot, target: "/dev/console", noSymlinks: true },
    ],
    take: [
      { kind: "stdio", actor: child, slots: [slot, slot, slot] },
      { kind: "controllingTerminal", actor: child },
      { kind: "close", actor: child, slot },
      // The caller's own streams: one who waits for their end (containerd's shim does) would wait for the container's start.
      ...stdioSlots.map((each): Step => ({ kind: "close", actor: child, slot: each })),
      { kind: "sendDescriptor", actor: child, socketSlot, slot: masterSlot, message: "/dev/ptmx" },
    ],
  };
}

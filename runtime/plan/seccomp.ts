/** The steps that put a process under its filter (config-linux.md, "Seccomp"). */
import type { Step } from "../../native/index.ts";
import { ConfigurationError } from "../configuration/error.ts";
import type { SeccompFilter } from "../seccomp/filter.ts";
import type { Slots } from "./slots.ts";

/** What the listener of a filter is told of the container (runtime.md, "State"). */
export interface ListenedState {
  ociVersion: string;
  id: string;
  status: "creating" | "running";
  /** Of the container's first process, where it is another one than that under the filter. */
  pid?: number;
  bundle: string;
  annotations?: Record<string, string> | undefined;
}

export interface FilterSteps {
  /** Before the child is made: who takes the listener must be there. */
  before: Step[];
  /** The filter is loaded. */
  load: Step[];
}

/** @param waits whether the process waits for its start when the filter is in force already */
export function filterSteps(filter: SeccompFilter | undefined, state: ListenedState, slots: () => Slots, waits: boolean): FilterSteps {
  if (!filter) return { before: [], load: [] };
  const { listener, ...program } = filter;
  if (!listener) return { before: [], load: [{ kind: "seccomp", actor: "child", ...program }] };
  if (waits && !listener.letsWait)
    throw new ConfigurationError(
      "linux.seccomp",
      "with SCMP_ACT_NOTIFY must not deny read(2): the listener is handed over when the container is created, which then waits for its start",
    );
  const slot = slots().take();
  return {
    before: [{ kind: "connect", actor: "launcher", slot, path: listener.path, asked: "linux.seccomp.listenerPath" }],
    load: [
      // There the child learns of its PID.
      { kind: "sync", actor: "child", name: "listened to" },
      { kind: "seccomp", actor: "child", ...program, listener: { slot, state: processState(state, listener.metadata) } },
    ],
  };
}

/** In parts, between which the PID of the process stands (config-linux.md, "The Container Process State"). */
function processState({ ociVersion, id, status, pid, bundle, annotations }: ListenedState, metadata: string | undefined): string[] {
  const open = (value: object): string => JSON.stringify(value).slice(0, -1);
  const first = `${open({ ociVersion, fds: ["seccompFd"] })},"pid":`;
  const second = `${metadata === undefined ? "" : `,"metadata":${JSON.stringify(metadata)}`},"state":${open({ ociVersion, id, status })},"pid":`;
  const third = `,"bundle":${JSON.stringify(bundle)}${annotations ? `,"annotations":${JSON.stringify(annotations)}` : ""}}}`;
  return pid === undefined ? [first, second, third] : [first, `${second}${pid}${third}`];
}

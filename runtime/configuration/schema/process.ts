/** `process` (runtime-spec config.md, "Process"). */
import { rlimitNumbers } from "../../plan/kernel.ts";
import { capabilitySets } from "../types.ts";
import { absolutePath, boolean, id, int32, integer, listOf, object, oneOf, text, textLike, uint64, type Shape } from "./shapes.ts";

const capabilities = object({}, Object.fromEntries(capabilitySets.map((set) => [set, listOf(text)])));

const user = object({ uid: id, gid: id }, { umask: integer(0, 0o777), additionalGids: listOf(id), username: text });

const rlimit = object({ type: oneOf(Object.keys(rlimitNumbers)), soft: uint64, hard: uint64 });

const scheduler = object(
  { policy: oneOf(["OTHER", "FIFO", "RR", "BATCH", "ISO", "IDLE", "DEADLINE"].map((name) => `SCHED_${name}`)) },
  {
    nice: int32,
    priority: int32,
    flags: listOf(
      oneOf(
        ["RESET_ON_FORK", "RECLAIM", "DL_OVERRUN", "KEEP_POLICY", "KEEP_PARAMS", "UTIL_CLAMP_MIN", "UTIL_CLAMP_MAX"].map(
          (name) => `SCHED_FLAG_${name}`,
        ),
      ),
    ),
    runtime: uint64,
    deadline: uint64,
    period: uint64,
  },
);

const cpuList = textLike("^[0-9, -]*$", "must be a list of CPUs such as 0-3,7");

export const process: Shape = object(
  {
    cwd: absolutePath,
    args: { ...listOf(text), minItems: 1, rule: "must hold at least the program" },
    user,
  },
  {
    terminal: boolean,
    consoleSize: object({ height: uint64, width: uint64 }),
    env: listOf(text),
    commandLine: text,
    capabilities,
    noNewPrivileges: boolean,
    apparmorProfile: text,
    selinuxLabel: text,
    oomScoreAdj: integer(-1000, 1000),
    rlimits: listOf(rlimit),
    scheduler,
    ioPriority: object({ class: oneOf(["RT", "BE", "IDLE"].map((name) => `IOPRIO_CLASS_${name}`)), priority: integer(0, 7) }),
    execCPUAffinity: object({}, { initial: cpuList, final: cpuList }),
  },
);

/** Compiles linux.seccomp to the program that the kernel asks about each system call (seccomp(2)). */
import type { FilterInstruction } from "../../native/index.ts";
import { ConfigurationError } from "../configuration/error.ts";
import { actions, enosys, flagBits, newListener, verdictOf } from "./actions.ts";
import { families, numbersOf, x32Bit, type Architecture } from "./architectures.ts";
import { Assembler, type Label } from "./assembler.ts";
import { writeCondition } from "./conditions.ts";
import { decide, type Decision, type Decisions } from "./decisions.ts";
import { interpret } from "./interpreter.ts";
import { spansOf, type Span } from "./spans.ts";
import type { Seccomp } from "./types.ts";

/** A filter as the launcher loads it: plain data. */
export interface SeccompFilter {
  /** SECCOMP_FILTER_FLAG_*. */
  flags: number;
  instructions: readonly FilterInstruction[];
  /** Who answers the calls of SCMP_ACT_NOTIFY. */
  listener?: {
    /** Of a socket that takes the listener. */
    path: string;
    metadata?: string;
    /** Whether a process under the filter can wait by read(2), though perhaps for an answer too. */
    letsWait: boolean;
  };
}

/** BPF_MAXINSNS (linux/bpf_common.h). */
const mostInstructions = 4096;
/** Offsets in struct seccomp_data. */
const data = { number: 0, architecture: 4 } as const;
const largest = 0xffffffff;
const { SECCOMP_FILTER_FLAG_TSYNC: synchronise = 0, SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV: waitKillable = 0 } = flagBits;

/**
 * A pure function. For each architecture the numbers of calls are divided into spans with the same answer, among which the program
 * searches binarily: a kernel from 5.11 on runs it once for every number when it is loaded, so that its depth is what loading costs.
 *
 * A call of an architecture that the profile does not list ends the thread, as with libseccomp.
 *
 * @param machine `process.arch`
 * @throws `ConfigurationError` when the program is too long, or this machine is of no kind that has a table of calls
 */
export function compileSeccomp(profile: Seccomp, machine: string): SeccompFilter {
  const family = families[machine];
  if (!family) throw new ConfigurationError("linux.seccomp", "has no table of system calls for this machine", machine);
  // The native one always, as with runc. Those that this kernel never reports need no code.
  const wanted = new Set([family.native, ...(profile.architectures ?? []).flatMap((name) => family.compatible[name] ?? [])]);
  const assembler = new Assembler();
  const stranger = assembler.answer(actions["SCMP_ACT_KILL_THREAD"]!.code);
  let entry = stranger;
  for (const architecture of [...wanted].toReversed()) {
    if (architecture.column === "x32") continue;
    const x32 = [...wanted].find(({ column }) => column === "x32");
    const root = search(assembler, spansFor(profile, architecture, x32, stranger, assembler));
    entry = assembler.compare("equal", architecture.audit, assembler.load(data.number, root), entry);
  }
  assembler.load(data.architecture, entry);
  const instructions = assembler.program();
  if (instructions.length > mostInstructions)
    throw new ConfigurationError(
      "linux.seccomp",
      `compiles to ${instructions.length} instructions, and the kernel takes ${mostInstructions} (BPF_MAXINSNS): compare fewer arguments, or list fewer architectures`,
    );
  if (!isListened(profile)) return { flags: flagsOf(profile), instructions };
  const { answer } = interpret(instructions, { number: numbersOf(family.native.column).get("read") ?? -1, audit: family.native.audit });
  const letsWait = ["SCMP_ACT_ALLOW", "SCMP_ACT_LOG", "SCMP_ACT_NOTIFY"].some((action) => actions[action]?.code === answer);
  const { listenerPath: path = "", listenerMetadata: metadata } = profile;
  const listener = { path, letsWait, ...(metadata !== undefined && { metadata }) };
  return { flags: listeningFlagsOf(profile), instructions, listener };
}

/** The spans of an audit architecture, from 0 to the largest number; where each leads is written. */
function spansFor(
  profile: Seccomp,
  architecture: Architecture,
  x32: Architecture | undefined,
  stranger: Label,
  assembler: Assembler,
): Span[] {
  const spans = (of: Architecture, decisions: Decisions, first: number, last: number): Span[] => {
    const write = leafWriter(assembler, of.wide);
    const calls = [...decisions.calls].map(([number, decision]) => ({ number: first + number, leadsTo: write(decision) }));
    const byDefault = assembler.answer(verdictOf(profile.defaultAction, profile.defaultErrnoRet));
    const unheard = assembler.answer(unheardOf(profile, decisions));
    return spansOf(calls, first, last, { end: first + decisions.newest, known: byDefault, beyond: unheard });
  };
  const decisions = decide(profile, architecture.column);
  if (architecture.column !== "x86_64") return spans(architecture, decisions, 0, largest);
  return [
    ...spans(architecture, decisions, 0, x32Bit - 1),
    ...(x32 ? spans(x32, decide(profile, x32.column), x32Bit, largest - 1) : [{ first: x32Bit, leadsTo: stranger }]),
    // No call of x32, whatever its bits say: -1 is what a tracer leaves of a call that it has dealt with.
    { first: largest, leadsTo: assembler.answer(unheardOf(profile, decisions)) },
  ];
}

/**
 * What a call newer than the profile gets. A C library that tries a new call goes back to the old one at ENOSYS only, so that EPERM would
 * break programs which are newer than the profile; runc answers in the same way, and for the same defaults.
 */
function unheardOf({ defaultAction, defaultErrnoRet }: Seccomp, { newest }: Decisions): number {
  const isPermissive = ["SCMP_ACT_ALLOW", "SCMP_ACT_LOG", "SCMP_ACT_TRACE", "SCMP_ACT_NOTIFY"].includes(defaultAction);
  return isPermissive || newest < 0 ? verdictOf(defaultAction, defaultErrnoRet) : verdictOf("SCMP_ACT_ERRNO", enosys);
}

/** Writes what decides about a call once the number is known; the same decision once. */
function leafWriter(assembler: Assembler, wide: boolean): (decision: Decision) => Label {
  const written = new Map<string, Label>();
  return ({ alternatives, otherwise }) => {
    if (alternatives.length === 0) return assembler.answer(otherwise);
    const key = JSON.stringify([alternatives, otherwise], (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
    let label = written.get(key);
    if (label !== undefined) return label;
    label = assembler.answer(otherwise);
    for (const { conditions, verdict } of alternatives.toReversed()) {
      let held = assembler.answer(verdict);
      for (const condition of conditions.toReversed()) held = writeCondition(assembler, condition, wide, held, label);
      label = held;
    }
    written.set(key, label);
    return label;
  };
}

/** The binary search. */
function search(assembler: Assembler, spans: readonly Span[]): Label {
  const middle = spans.length >> 1;
  const pivot = spans[middle];
  if (middle === 0 || !pivot) return spans[0]!.leadsTo;
  const above = search(assembler, spans.slice(middle));
  const below = search(assembler, spans.slice(0, middle));
  return assembler.compare("notLess", pivot.first, above, below);
}

/** Whether some call is to be answered by another process. */
export function isListened({ defaultAction, syscalls = [] }: Seccomp): boolean {
  return defaultAction === "SCMP_ACT_NOTIFY" || syscalls.some(({ action }) => action === "SCMP_ACT_NOTIFY");
}

/** A flag about notifications the kernel takes with a listener only. */
function flagsOf({ flags }: Seccomp): number {
  return (flags ?? []).reduce((bits, flag) => bits | (flagBits[flag] ?? 0), 0) & ~waitKillable;
}

/** Without synchronisation of threads: that of the helper (native/launcher/listener.cc) is not to be under the filter, and there is no other. */
function listeningFlagsOf({ flags }: Seccomp): number {
  return (flags ?? []).reduce((bits, flag) => bits | (flagBits[flag] ?? 0), newListener) & ~synchronise;
}

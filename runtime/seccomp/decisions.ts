/** What a profile says about each system call of an architecture. */
import { verdictOf } from "./actions.ts";
import { numbersOf, type Column } from "./architectures.ts";
import { conditionOf, type Condition } from "./conditions.ts";
import { multiplexed } from "./multiplexed.ts";
import type { Seccomp, SeccompRule } from "./types.ts";

/** The first alternative all of whose conditions hold decides, else `otherwise`. */
export interface Decision {
  alternatives: { conditions: Condition[]; verdict: number }[];
  otherwise: number;
}

/** Of a profile, for one architecture. */
export interface Decisions {
  /** By number. A call that is not in it gets the profile's default. */
  calls: Map<number, Decision>;
  /** The highest number among the calls that the profile names, -1 without one. */
  newest: number;
}

/** From here on the numbers are arm's private ones, which tell nothing about the age of a call. */
const privateNumbers = 0xf0000;

/**
 * As libseccomp and runc have it: a rule with the default's action says nothing; a name that the architecture does not know is ignored; a
 * rule without arguments decides whatever other rules of the call ask for, the first of several.
 */
export function decide(profile: Seccomp, column: Column): Decisions {
  const numbers = numbersOf(column);
  const byDefault = verdictOf(profile.defaultAction, profile.defaultErrnoRet);
  const calls = new Map<number, Decision>();
  const settled = new Set<number>();
  let newest = -1;

  const settle = (number: number, decision: Decision): void => {
    if (settled.has(number)) return;
    calls.set(number, decision);
    settled.add(number);
  };
  const add = (number: number, alternatives: readonly Condition[][], verdict: number): void => {
    if (!settled.has(number)) {
      const decision = calls.get(number) ?? { alternatives: [], otherwise: byDefault };
      decision.alternatives.push(...alternatives.map((conditions) => ({ conditions, verdict })));
      calls.set(number, decision);
    }
  };

  for (const rule of profile.syscalls ?? []) {
    const verdict = verdictOf(rule.action, rule.errnoRet);
    const alternatives = alternativesOf(rule);
    const unconditional: Decision | undefined = alternatives.length === 0 ? { alternatives: [], otherwise: verdict } : undefined;
    for (const name of rule.names) {
      const number = numbers.get(name);
      if (number !== undefined && number < privateNumbers) newest = Math.max(newest, number);
      if (verdict === byDefault) continue;
      if (number !== undefined && unconditional) settle(number, unconditional);
      else if (number !== undefined) add(number, alternatives, verdict);
      const through = column === "x86" && unconditional ? multiplexed(name) : undefined;
      // Its own arguments lie in memory then, where a filter cannot look.
      if (through) add(numbers.get(through.by)!, [[conditionOf({ index: 0, op: "SCMP_CMP_EQ", value: through.as })]], verdict);
    }
  }
  return { calls, newest };
}

/** Lists of conditions of which one must hold as a whole; none where the rule asks for nothing. */
function alternativesOf({ args }: SeccompRule): Condition[][] {
  const conditions = (args ?? []).map(conditionOf);
  if (conditions.length === 0) return [];
  // Two comparisons of one argument are alternatives, each by itself: so do runc and crun, for which profiles are written.
  const isRepeated = new Set(conditions.map(({ index }) => index)).size < conditions.length;
  return isRepeated ? conditions.map((condition) => [condition]) : [conditions];
}

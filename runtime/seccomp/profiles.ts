/** Profiles made up at random, the same for the same seed, and what they say by the letter: for tests. */
import { actions, verdictOf } from "./actions.ts";
import { families, numbersOf, x32Bit } from "./architectures.ts";
import { multiplexed } from "./multiplexed.ts";
import type { Call } from "./interpreter.ts";
import type { Operator, Seccomp, SeccompArgument, SeccompRule } from "./types.ts";

/** Mulberry32: whole numbers below `limit`. */
export function generator(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

type Random = ReturnType<typeof generator>;

const operators: Operator[] = [
  "SCMP_CMP_NE",
  "SCMP_CMP_LT",
  "SCMP_CMP_LE",
  "SCMP_CMP_EQ",
  "SCMP_CMP_GE",
  "SCMP_CMP_GT",
  "SCMP_CMP_MASKED_EQ",
];
/** Around the borders of the halves. */
const words: bigint[] = [0n, 1n, 2n, 0x7fffffffn, 0xffffffffn, 1n << 32n, (1n << 32n) + 1n, 1n << 63n, (1n << 64n) - 1n, 0x7e020000n];
const pick = <T>(random: Random, list: readonly T[]): T => list[random(list.length)]!;

function argument(random: Random): SeccompArgument {
  const op = pick(random, operators);
  return { index: random(6), op, value: pick(random, words), ...(op === "SCMP_CMP_MASKED_EQ" && { valueTwo: pick(random, words) }) };
}

/** A profile of up to `most` rules. */
export function randomProfile(random: Random, most: number): Seccomp {
  const names = [...new Set(["x86_64", "x86", "aarch64"].flatMap((column) => [...numbersOf(column as "x86").keys()]))];
  const rule = (): SeccompRule => {
    const action = pick(random, Object.keys(actions));
    return {
      names: Array.from({ length: 1 + random(30) }, () => (random(20) === 0 ? "no_such_call" : pick(random, names))),
      action,
      ...(actions[action]?.most && random(2) && { errnoRet: random(200) }),
      ...(random(3) === 0 && { args: Array.from({ length: 1 + random(3) }, () => argument(random)) }),
    };
  };
  return {
    defaultAction: pick(
      random,
      Object.keys(actions).filter((name) => name !== "SCMP_ACT_NOTIFY"),
    ),
    architectures: ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32", "SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM"].filter(() => random(2)),
    syscalls: Array.from({ length: random(most) }, rule),
  };
}

/** A call that has something to do with the profile, mostly. */
export function randomCall(random: Random): Call {
  const audit = pick(random, [0xc000003e, 0xc000003e, 0x40000003, 0xc00000b7, 0x40000028, 0x8]);
  const number = pick(random, [
    random(480),
    random(600),
    x32Bit + random(560),
    0xffffffff,
    x32Bit - 1,
    random(2 ** 31) * 2,
    0xf0000 + random(8),
  ]);
  const wide = audit >= 0x80000000;
  return { audit, number, args: Array.from({ length: 6 }, () => pick(random, words) & (wide ? (1n << 64n) - 1n : 0xffffffffn)) };
}

function holds({ index, op, value, valueTwo = 0 }: SeccompArgument, args: readonly bigint[]): boolean {
  const [given, wanted] = [args[index] ?? 0n, BigInt(value)];
  switch (op) {
    case "SCMP_CMP_NE":
      return given !== wanted;
    case "SCMP_CMP_LT":
      return given < wanted;
    case "SCMP_CMP_LE":
      return given <= wanted;
    case "SCMP_CMP_EQ":
      return given === wanted;
    case "SCMP_CMP_GE":
      return given >= wanted;
    case "SCMP_CMP_GT":
      return given > wanted;
    case "SCMP_CMP_MASKED_EQ":
      return (given & wanted) === (BigInt(valueTwo) & wanted);
  }
}

/** What the profile answers, found by reading it rule by rule. */
export function readProfile(profile: Seccomp, machine: string, { number, audit, args = [] }: Call): number {
  const { native, compatible } = families[machine]!;
  const known = [native, ...(profile.architectures ?? []).flatMap((name) => compatible[name] ?? [])];
  const isX32 = audit === 0xc000003e && number >= x32Bit && number !== 0xffffffff;
  const architecture = known.find((each) => each.audit === audit && (each.column === "x32") === isX32);
  if (!architecture) return verdictOf("SCMP_ACT_KILL", undefined);
  const numbers = numbersOf(architecture.column);
  const called = isX32 ? number - x32Bit : number;
  const byDefault = verdictOf(profile.defaultAction, profile.defaultErrnoRet);

  const rules = (profile.syscalls ?? []).flatMap(({ names, action, errnoRet, args: conditions = [] }) =>
    names.flatMap((name) => {
      const verdict = verdictOf(action, errnoRet);
      const own = numbers.get(name) === called ? [{ verdict, conditions }] : [];
      const carried = architecture.column === "x86" && conditions.length === 0 ? multiplexed(name) : undefined;
      const carrier: { verdict: number; conditions: SeccompArgument[] }[] =
        carried && numbers.get(carried.by) === called
          ? [{ verdict, conditions: [{ index: 0, op: "SCMP_CMP_EQ", value: carried.as }] }]
          : [];
      return [...own, ...carrier];
    }),
  );
  const telling = rules.filter(({ verdict }) => verdict !== byDefault);
  const unconditional = telling.find(({ conditions }) => conditions.length === 0);
  if (unconditional) return unconditional.verdict;
  const matching = telling.find(({ conditions }) => {
    const isRepeated = new Set(conditions.map(({ index }) => index)).size < conditions.length;
    return isRepeated ? conditions.some((each) => holds(each, args)) : conditions.every((each) => holds(each, args));
  });
  if (matching) return matching.verdict;

  const named = (profile.syscalls ?? []).flatMap(({ names }) => names.map((name) => numbers.get(name) ?? -1));
  const newest = Math.max(-1, ...named.filter((each) => each < 0xf0000));
  const isPermissive = /ALLOW|LOG|TRACE/.test(profile.defaultAction);
  return !isPermissive && newest >= 0 && called > newest ? verdictOf("SCMP_ACT_ERRNO", 38) : byDefault;
}

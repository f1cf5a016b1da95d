/** `linux.seccomp` (runtime-spec config-linux.md, "Seccomp"). */
import { actions, flagBits } from "../../seccomp/actions.ts";
import { architectureNames } from "../../seccomp/architectures.ts";
import { operators } from "../../seccomp/types.ts";
import { integer, listOf, object, oneOf, text, textThatIsNotEmpty, uint32, type Shape } from "./shapes.ts";

const action = oneOf(Object.keys(actions));

/** 64 bits, of which a number holds 53: runtime/seccomp/check.ts looks at it. */
const word: Shape = { rule: "must be an integer of 64 bits, without a sign" };

const argument = object(
  { index: integer(0, 5, "must be an integer from 0 to 5: a system call has six arguments"), value: word, op: oneOf(operators) },
  { valueTwo: word },
);

const rule = object(
  { names: { ...listOf(textThatIsNotEmpty), minItems: 1, rule: "must hold at least one name" }, action },
  { errnoRet: uint32, args: listOf(argument) },
);

export const seccomp: Shape = object(
  { defaultAction: action },
  {
    defaultErrnoRet: uint32,
    architectures: listOf(oneOf(architectureNames)),
    flags: listOf(oneOf(Object.keys(flagBits))),
    listenerPath: text,
    listenerMetadata: text,
    syscalls: listOf(rule),
  },
);

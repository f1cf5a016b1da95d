import type { ContainerRequest, SystemCallRule } from "../contract.ts";
import type { RequestMutant } from "./request_mutant.ts";

/** A mutant of the containers that have a profile. */
function rules(name: string, change: (rule: SystemCallRule) => SystemCallRule): RequestMutant {
  return {
    name: `seccomp/${name}`,
    container: (request) => (request.systemCalls ? { ...request, systemCalls: request.systemCalls.map(change) } : request),
  };
}

/** A mutant of the containers that have none. */
function imposed(name: string, rule: SystemCallRule): RequestMutant {
  return {
    name: `seccomp/${name}`,
    container: (request): ContainerRequest => (request.systemCalls ? request : { ...request, systemCalls: [rule] }),
  };
}

/** Profiles that are not applied, applied otherwise, or applied unasked. */
export const seccompMutants: RequestMutant[] = [
  {
    name: "seccomp/dropped",
    container: (request) => {
      const { systemCalls, ...others } = request;
      return systemCalls ? others : request;
    },
  },
  rules("other-error", (rule) => (rule.answer === "kill" ? rule : { ...rule, answer: "ENOSPC" })),
  rules("error-in-place-of-the-end", (rule) => (rule.answer === "kill" ? { ...rule, answer: "EPERM" } : rule)),
  rules("whatever-the-argument", (rule) => ({ names: rule.names, answer: rule.answer })),
  rules("other-argument", (rule) => (rule.argument ? { ...rule, argument: { ...rule.argument, value: rule.argument.value + 1 } } : rule)),
  rules("about-mkdir-too", (rule) => (rule.names.includes("mkdir") ? rule : { ...rule, names: [...rule.names, "mkdir", "mkdirat"] })),
  imposed("imposed", { names: ["mkdir", "mkdirat"], answer: "EPERM" }),
  imposed("imposed/kills-fork", { names: ["clone", "clone3", "fork", "vfork"], answer: "kill" }),
];

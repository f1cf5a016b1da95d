import { configurationMutants } from "./configuration.ts";
import { diskMutants } from "./disks.ts";
import { idMutants } from "./ids.ts";
import { imageMutants } from "./images.ts";
import { kernelMutants } from "./kernel.ts";
import { limitMutants } from "./limits.ts";
import { namespaceMutants } from "./namespaces.ts";
import { operationMutants } from "./operations.ts";
import { podMutants } from "./pods.ts";
import { capabilityMutants, hostnameMutants, programMutants } from "./programs.ts";
import { removalMutants } from "./removals.ts";
import { seccompMutants } from "./seccomp.ts";
import { stateMutants } from "./states.ts";
import type { RequestMutant } from "./request_mutant.ts";

/** Every mutant of the request. */
export const requestMutants: readonly RequestMutant[] = [
  ...limitMutants,
  ...namespaceMutants,
  ...idMutants,
  ...hostnameMutants,
  ...capabilityMutants,
  ...programMutants,
  ...seccompMutants,
  ...configurationMutants,
  ...diskMutants,
  ...imageMutants,
  ...podMutants,
  ...kernelMutants,
  ...operationMutants,
  ...removalMutants,
  ...stateMutants,
];

/** @throws Error that lists the mutants there are. */
export function requestMutant(name: string): RequestMutant {
  const found = requestMutants.find((each) => each.name === name);
  if (!found)
    throw new Error(`There is no mutant of the request "${name}". There are: ${requestMutants.map((each) => each.name).join(", ")}.`);
  return found;
}

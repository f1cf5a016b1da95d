import type { ContainerRequest, ImageDefinition, KernelRequest, PodRequest } from "../contract.ts";
import type { OperationName } from "./request_mutant.ts";

/** Something that a scenario asked an engine for. */
export type Asked =
  | { kind: "container"; request: ContainerRequest }
  | { kind: "pod"; request: PodRequest }
  | { kind: "image"; image: ImageDefinition }
  | { kind: "process"; request: KernelRequest }
  | { kind: "list" }
  | { kind: "operation"; of: OperationName; args: readonly unknown[] };

/** An operation that rejected. */
export interface Refusal {
  operation: string;
  message: string;
}

/** What was seen at the contract while a scenario ran. */
export interface Testimony {
  asked: Asked[];
  refusals: Refusal[];
}

let testimony: Testimony = { asked: [], refusals: [] };

/** Notes what is asked for; polling repeats itself, and is noted once. */
export function noteAsked(asked: Asked): void {
  const isRepeated =
    asked.kind === "operation" &&
    testimony.asked.some(
      (each) => each.kind === "operation" && each.of === asked.of && JSON.stringify(each.args) === JSON.stringify(asked.args),
    );
  if (!isRepeated) testimony.asked.push(asked);
}

export function noteRefusal(operation: string, error: unknown): void {
  testimony.refusals.push({ operation, message: error instanceof Error ? error.message : String(error) });
}

/** What has been noted since the last time it was taken. Engine and harness must be in one thread. */
export function takeTestimony(): Testimony {
  const taken = testimony;
  testimony = { asked: [], refusals: [] };
  return taken;
}

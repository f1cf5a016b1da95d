import type { Container, ContainerRequest, IdMapping, ImageDefinition, KernelRequest, Pod, PodRequest, State } from "../contract.ts";

/** What else there is when something is asked for. */
export interface Scene {
  /** The container or infra container that was made before, if one still is: its first process as the host numbers it. */
  earlier: number | undefined;
  /** The IDs of its user namespace. */
  ids?: readonly IdMapping[];
}

/** The operations of a container, and those of a pod, that can be sabotaged. */
export type OperationName =
  | "create"
  | "start"
  | "kill"
  | "delete"
  | "wait"
  | "status"
  | "state"
  | "exec"
  | "update"
  | "pause"
  | "resume"
  | "output"
  | "type"
  | "restart"
  | "infra";

/** An operation that is done otherwise than asked. */
export interface OperationChange {
  of: OperationName;
  /** Which calls are meant; all of them without it. */
  when?: (args: readonly unknown[]) => boolean;
  /** Stands in for the operation; a container's gets the container, a pod's the pod. `request` is what the container was asked for by. */
  container?: (
    container: Container,
    args: readonly unknown[],
    others: readonly Container[],
    request: ContainerRequest | undefined,
  ) => Promise<unknown>;
  pod?: (pod: Pod, args: readonly unknown[]) => unknown;
}

/**
 * A change to what is asked at the contract, so that it works on every engine. Each member is a pure function that returns what it was
 * given where the mutant has nothing to change; `operation` replaces one operation.
 */
export interface RequestMutant {
  /** "limits/cpu/doubled": stable, it names the mutant in reports and exceptions. */
  name: string;
  container?: (request: ContainerRequest, scene: Scene) => ContainerRequest;
  pod?: (request: PodRequest, scene: Scene) => PodRequest;
  image?: (image: ImageDefinition) => ImageDefinition;
  process?: (request: KernelRequest) => KernelRequest;
  /** What the engine tells of all its containers. */
  list?: (states: State[]) => State[];
  operation?: OperationChange;
}

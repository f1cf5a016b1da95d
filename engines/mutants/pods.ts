import type { NamespaceType, Pod, PodRequest } from "../contract.ts";
import type { OperationChange, RequestMutant } from "./request_mutant.ts";

/** What a pod can share; its mount namespaces are never touched (see namespaces.ts). */
const sharable: readonly NamespaceType[] = ["network", "ipc", "uts", "pid"];

function sharing(type: NamespaceType): RequestMutant[] {
  const change = (name: string, shared: boolean): RequestMutant => ({
    name: `pod/${type}/${name}`,
    pod: (request: PodRequest) => {
      if (request.shares.includes(type) === shared) return request;
      return { ...request, shares: shared ? [...request.shares, type] : request.shares.filter((each) => each !== type) };
    },
  });
  return [change("shared", true), change("not-shared", false)];
}

/** A pod whose infra container is nothing but its first one. */
const firstAsInfra: OperationChange = { of: "infra", pod: (pod: Pod, args) => pod.container((args[0] as PodRequest).containers[0]!.name) };

/** Pods that share more or less than asked, or lose what a pod is. */
export const podMutants: RequestMutant[] = [
  ...sharable.flatMap(sharing),
  { name: "pod/restart-ignored", operation: { of: "restart", pod: async () => undefined } },
  { name: "pod/first-container-is-infra", operation: firstAsInfra },
  {
    name: "pod/infra-is-a-busy-loop",
    pod: (request) => ({
      ...request,
      containers: request.containers.map((member, index) => (index === 0 ? { ...member, args: [member.args[0]!, "busy", "1"] } : member)),
    }),
    operation: firstAsInfra,
  },
];

import type { NamespaceType, Pod, PodRequest } from "../contract.ts";
import type { RequestMutant } from "./request_mutant.ts";

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

/** Pods that share more or less than asked, or lose what a pod is. */
export const podMutants: RequestMutant[] = [
  ...sharable.flatMap(sharing),
  { name: "pod/restart-ignored", operation: { of: "restart", pod: async () => undefined } },
  {
    name: "pod/first-container-is-infra",
    operation: {
      of: "infra",
      pod: (pod: Pod, args) => pod.container((args[0] as PodRequest).containers[0]!.name),
    },
  },
];

import type { ContainerRequest, IdMapping } from "../contract.ts";
import type { RequestMutant } from "./request_mutant.ts";

/** A mutant of the containers that ask for a mapping of their own. */
function ids(name: string, change: (ids: IdMapping) => IdMapping): RequestMutant {
  return {
    name: `ids/${name}`,
    container: (request): ContainerRequest => (request.ids ? { ...request, ids: change(request.ids) } : request),
  };
}

/** IDs that stand for others than asked for, and more or fewer of them. */
export const idMutants: RequestMutant[] = [
  ids("of-others", (mapping) => ({ ...mapping, hostID: mapping.hostID + 300_000 })),
  // Its root is the host's, with capabilities of its own user namespace.
  ids("of-the-host", (mapping) => ({ ...mapping, hostID: 0 })),
  {
    name: "ids/of-a-later-container-are-others",
    container: (request, { earlier }): ContainerRequest =>
      request.ids && earlier !== undefined ? { ...request, ids: { ...request.ids, hostID: request.ids.hostID + 300_000 } } : request,
  },
  ids("all-the-same", (mapping) => ({ ...mapping, hostID: 100_000 })),
  ids("one-more", (mapping) => ({ ...mapping, size: mapping.size + 1 })),
  ids("one-less", (mapping) => ({ ...mapping, size: mapping.size - 1 })),
];

import { namespaceLinks, namespaceTypes, type ContainerRequest, type NamespaceOrigin, type NamespaceType } from "../contract.ts";
import type { RequestMutant, Scene } from "./request_mutant.ts";

/** What a request that does not name the type gets (contract, ContainerRequest). */
const inheritedByDefault: readonly NamespaceType[] = ["user", "cgroup", "time"];

/**
 * The mount namespace is never taken away: an engine would make the container's mounts on the host. What that would show is shown by
 * mutants of the launch plan, which can be made harmless.
 */
const types = namespaceTypes.filter((type) => type !== "mount");

function origin(request: ContainerRequest, type: NamespaceType): NamespaceOrigin {
  return request.namespaces[type] ?? (inheritedByDefault.includes(type) ? "inherited" : "new");
}

function from(request: ContainerRequest, type: NamespaceType, wanted: NamespaceOrigin): ContainerRequest {
  return { ...request, namespaces: { ...request.namespaces, [type]: wanted } };
}

/** In the host's UTS namespace the container would rename the host: so it neither has a name nor the privilege to set one. */
function withoutName(named: ContainerRequest): ContainerRequest {
  const { hostname: _, ...request } = named;
  return request.capabilities ? { ...request, capabilities: request.capabilities.filter((name) => name !== "CAP_SYS_ADMIN") } : request;
}

/** Some runtimes want the IDs of a user namespace that is joined, too, and take those that it has. */
function joining(request: ContainerRequest, type: NamespaceType, { earlier, ids }: Scene): ContainerRequest {
  const joined = from(request, type, { join: `/proc/${earlier}/ns/${namespaceLinks[type]}` });
  if (type !== "user" || !ids) return joined;
  const { linux, ...rest } = (request.configuration ?? {}) as { linux?: object };
  return { ...joined, configuration: { ...rest, linux: { ...linux, uidMappings: ids, gidMappings: ids } } };
}

function mutantsOf(type: NamespaceType): RequestMutant[] {
  return [
    {
      name: `namespaces/${type}/inherited`,
      container: (request) => {
        if (origin(request, type) === "inherited") return request;
        const shared = from(request, type, "inherited");
        return type === "uts" ? withoutName(shared) : shared;
      },
    },
    {
      name: `namespaces/${type}/new`,
      container: (request) => (origin(request, type) === "new" ? request : from(request, type, "new")),
    },
    {
      name: `namespaces/${type}/of-an-earlier-container`,
      container: (request, scene) =>
        scene.earlier === undefined || origin(request, type) !== "new" ? request : joining(request, type, scene),
    },
  ];
}

/** A configuration that names a type more than once. */
function withoutDuplicates(request: ContainerRequest): ContainerRequest {
  const { linux, ...rest } = (request.configuration ?? {}) as { linux?: { namespaces?: { type: string }[] } };
  if (!linux?.namespaces) return request;
  const namespaces = [...new Map(linux.namespaces.map((each) => [each.type, each])).values()];
  return { ...request, configuration: { ...rest, linux: { ...linux, namespaces } } };
}

/** Namespaces that come from somewhere else than asked. */
export const namespaceMutants: RequestMutant[] = [
  ...types.flatMap(mutantsOf),
  { name: "namespaces/duplicates-removed", container: withoutDuplicates },
];

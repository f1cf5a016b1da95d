import type { ContainerRequest } from "../contract.ts";
import { disks } from "../host/disks.ts";
import type { RequestMutant } from "./request_mutant.ts";

interface Patch {
  linux?: { resources?: { blockIO?: object } };
}

function blockIO({ configuration = {} }: ContainerRequest): object | undefined {
  return (configuration as Patch).linux?.resources?.blockIO;
}

function withBlockIO(request: ContainerRequest, changed: object | undefined): ContainerRequest {
  const { linux, ...rest } = (request.configuration ?? {}) as Patch;
  const { blockIO: _, ...resources } = linux?.resources ?? {};
  return {
    ...request,
    configuration: { ...rest, linux: { ...linux, resources: changed ? { ...resources, blockIO: changed } : resources } },
  };
}

/** Bytes a second. */
const rate = 2 * 1024 ** 2;

/** Rates of disks that are not held to, or unasked. */
export const diskMutants: RequestMutant[] = [
  {
    name: "disk/rate-dropped",
    container: (request) => (blockIO(request) ? withBlockIO(request, undefined) : request),
  },
  {
    // Whoever has a directory of the host may write to whichever disk it lies on.
    name: "disk/rate-imposed",
    container: (request) => {
      const all = disks();
      if (blockIO(request) || !request.binds || all.length === 0) return request;
      return withBlockIO(request, { throttleWriteBpsDevice: all.map((disk) => ({ ...disk, rate })) });
    },
  },
];

import { basename, dirname } from "node:path";
import { namespaceTypes, type KernelCall, type KernelRequest, type NamespaceType } from "../contract.ts";
import type { RequestMutant } from "./request_mutant.ts";

/** Calls that would change the host when the process has no namespace of its own for them: they go where the namespace goes. */
function harmless(request: KernelRequest): KernelRequest {
  const own = new Set<NamespaceType>(request.clone);
  const calls = request.calls.filter((each) => {
    if (each.call === "unshare") for (const type of each.namespaces) own.add(type);
    if (each.call === "setns") own.add(each.namespace);
    return !(each.call === "mountProc" && !own.has("mount")) && !(each.call === "sethostname" && !own.has("uts"));
  });
  return calls.length === request.calls.length ? request : { ...request, calls };
}

/** New calls come last, before the process stands still to be looked at. */
function insert(request: KernelRequest, call: KernelCall): KernelRequest {
  const at = request.calls.findLastIndex((each) => each.call === "pause");
  const index = at < 0 ? request.calls.length : at;
  return { ...request, calls: request.calls.toSpliced(index, 0, call) };
}

function mutantsOf(type: NamespaceType): RequestMutant[] {
  return [
    {
      name: `process/clone/without-${type}`,
      process: (request) =>
        request.clone.includes(type) ? harmless({ ...request, clone: request.clone.filter((each) => each !== type) }) : request,
    },
    {
      name: `process/clone/with-${type}`,
      process: (request) => (request.clone.includes(type) || type === "user" ? request : { ...request, clone: [...request.clone, type] }),
    },
    {
      name: `process/unshare/${type}-inserted`,
      process: (request) => (type === "user" ? request : insert(request, { call: "unshare", namespaces: [type] })),
    },
  ];
}

function without(call: KernelCall["call"]): RequestMutant {
  return {
    name: `process/${call}/dropped`,
    process: (request) => {
      const calls = request.calls.filter((each) => each.call !== call);
      return calls.length === request.calls.length ? request : harmless({ ...request, calls });
    },
  };
}

/** A mutant of the processes whose program makes namespaces and goes on in them (docs/probe.md, `unshare`). */
function unsharing(
  name: string,
  change: (types: string[], command: string[], request: KernelRequest) => string[] | undefined,
): RequestMutant {
  return {
    name: `process/program/${name}`,
    process: (request) => {
      const [program = "", unshare, types = "", ...command] = request.args;
      const changed = unshare === "unshare" ? change(types.split(","), command, request) : undefined;
      return changed ? { ...request, args: [program, "unshare", ...changed] } : request;
    },
  };
}

/** The command that writes a map of IDs, with another map. */
function mapping(map: string, [write, path]: string[]): string[] | undefined {
  return write === "write" && path?.endsWith("/uid_map") ? ["user", write, path, map] : undefined;
}

/** A process that is made, or makes calls, otherwise than asked. */
export const kernelMutants: RequestMutant[] = [
  ...namespaceTypes.flatMap(mutantsOf),
  ...(["unshare", "setns", "mountProc", "sethostname", "setuid", "chroot"] as const).map(without),
  {
    // Into the program's own directory, where it is found again and nothing else.
    name: "process/chroot/inserted",
    process: (request) => {
      const [program = "", ...args] = request.args;
      return { ...insert(request, { call: "chroot", path: dirname(program) }), args: [`/${basename(program)}`, ...args] };
    },
  },
  { name: "process/setuid/inserted", process: (request) => insert(request, { call: "setuid", uid: 65_534 }) },
  {
    name: "process/sethostname/inserted",
    process: (request) => (request.clone.includes("uts") ? insert(request, { call: "sethostname", name: "another-name" }) : request),
  },
  {
    name: "process/proc/mounted-over",
    process: (request) => (request.clone.includes("mount") ? insert(request, { call: "mountProc", path: "/proc" }) : request),
  },
  {
    name: "process/program/without-offsets",
    process: (request) => {
      const at = request.args.indexOf("offset-clocks");
      return at < 0 ? request : { ...request, args: request.args.toSpliced(at + 1, 2, "0", "0") };
    },
  },
  {
    name: "process/program/with-offsets",
    process: (request) =>
      request.args[1] === "fork-report"
        ? { ...request, args: [request.args[0]!, "unshare", "time", "offset-clocks", "1000", "1000", "fork-report"] }
        : request,
  },
  unsharing("without-a-user-namespace", (types, command) =>
    types.includes("user") && types.length > 1 ? [types.filter((type) => type !== "user").join(","), ...command] : undefined,
  ),
  unsharing("with-more-namespaces", (types, command) => [[...new Set([...types, "uts", "mount", "network"])].join(","), ...command]),
  unsharing("maps-the-host's-root", (_, command) => mapping("0 0 1", command)),
  unsharing("maps-its-own-id", (_, command, { calls }) => {
    const own = calls.find((each) => each.call === "setuid");
    return own && mapping(`0 ${own.uid} 1`, command);
  }),
  {
    name: "process/program/forks-no-child",
    process: (request) => (request.args[1] === "fork-report" ? { ...request, args: [request.args[0]!, "report"] } : request),
  },
];

import type { ContainerRequest } from "../contract.ts";
import type { RequestMutant } from "./request_mutant.ts";

/** Arguments of the probe (docs/probe.md), without the probe's own path. */
type Command = readonly string[];

/** A mutant of containers that run `program`: they run another. Undefined leaves the container alone. */
function program(name: string, program: string, change: (args: Command) => Command | undefined): RequestMutant {
  return {
    name: `program/${name}`,
    container: (request: ContainerRequest) => {
      const [path, command, ...args] = request.args;
      const changed = path !== undefined && command === program ? change(args) : undefined;
      return changed ? { ...request, args: [path!, ...changed] } : request;
    },
  };
}

const more = (status: string | undefined): string => String(Number(status) + 1);

/** Of bytes, or of the per cent that a share is told in. */
const quadrupled = (size: string): string => size.replace(/^\d+/, (figure) => String(Number(figure) * 4));

/** Another program than asked for, or the same one that is told something else. */
export const programMutants: RequestMutant[] = [
  program("idle/is-busy", "idle", () => ["busy", "1"]),
  program("idle/holds-memory", "idle", () => ["hold", String(32 * 1024 * 1024)]),
  program("idle/reaps", "idle", () => ["init-reap"]),
  program("idle/exits-on-SIGTERM", "idle", () => ["exit-on", "SIGTERM", "0"]),
  program("idle/exits-on-SIGINT", "idle", () => ["exit-on", "SIGINT", "0"]),
  program("idle/exits-on-SIGUSR1", "idle", () => ["exit-on", "SIGUSR1", "0"]),
  program("idle/ends-at-once", "idle", () => ["exit", "0"]),
  program("idle/has-another-file-open", "idle", () => ["with-open", "/bin/probe", "idle"]),
  program("with-open/opens-nothing", "with-open", ([, ...command]) => command),
  program("busy/is-idle", "busy", () => ["idle"]),
  program("init-idle/reaps", "init-idle", () => ["init-reap"]),
  program("init-idle/is-idle", "init-idle", () => ["idle"]),
  program("init-reap/never-reaps", "init-reap", () => ["init-idle"]),
  program("init-reap/is-idle", "init-reap", () => ["idle"]),
  program("subreaper/is-none", "subreaper", () => ["init-idle"]),
  program("init-idle/has-a-subreaper", "init-idle", () => ["subreaper"]),
  program("exit-on/other-status", "exit-on", ([signal, status]) => ["exit-on", signal!, more(status)]),
  program("init-exit/other-status", "init-exit", ([status]) => ["init-exit", more(status)]),
  program("init-exit/leaves-nothing", "init-exit", ([status]) => ["exit", status!]),
  program("init-exit-on/other-status", "init-exit-on", ([signal, status]) => ["init-exit-on", signal!, more(status)]),
  program("allocate/quadrupled", "allocate", ([size]) => ["allocate", quadrupled(size!)]),
  program("allocate/a-page", "allocate", () => ["allocate", "4096"]),
  program("hold/a-page", "hold", () => ["hold", "4096"]),
  program("fork/twice", "fork", ([times]) => ["fork", String(Number(times) * 2)]),
  program("fork-bomb/is-idle", "fork-bomb", () => ["idle"]),
  program("serve/on-another-port", "serve", ([port]) => ["serve", String(Number(port) + 1000)]),
];

/** Privileges other than asked for. */
export const capabilityMutants: RequestMutant[] = [
  { name: "capabilities/none", container: (request) => (request.capabilities?.length === 0 ? request : { ...request, capabilities: [] }) },
  {
    name: "capabilities/one-more",
    container: (request) => ({
      ...request,
      capabilities: [...new Set([...(request.capabilities ?? ["CAP_AUDIT_WRITE", "CAP_KILL", "CAP_NET_BIND_SERVICE"]), "CAP_SYS_PTRACE"])],
    }),
  },
];

/** Host names other than asked for; those that are not asked for stay the engine's. */
export const hostnameMutants: RequestMutant[] = [
  {
    name: "hostname/dropped",
    container: (request) => {
      const { hostname: _, ...rest } = request;
      return request.hostname === undefined ? request : rest;
    },
  },
  { name: "hostname/other", container: (request) => (request.hostname === undefined ? request : { ...request, hostname: "another-name" }) },
  {
    name: "hostname/inserted",
    container: (request) =>
      request.hostname === undefined && (request.namespaces.uts ?? "new") === "new" ? { ...request, hostname: "another-name" } : request,
  },
];

import { EngineFailure, type Status } from "../contract.ts";

const statuses: ReadonlySet<string> = new Set<Status>(["creating", "created", "running", "paused", "stopped"]);

/**
 * Reads what `state` printed (runtime-spec runtime.md, "State").
 * @param text the standard output.
 * @throws EngineFailure that quotes it when it is no JSON, speaks of another container, or has a status that there is not.
 */
export function parseState(text: string, id: string): { status: Status; pid: number | undefined } {
  const refuse = (why: string): never => {
    throw new EngineFailure(`state of container ${id} ${why}. It printed: ${text.trim().slice(0, 2000) || "(nothing)"}`, {
      operation: "state",
      output: text,
    });
  };
  let state: unknown;
  try {
    state = JSON.parse(text);
  } catch {
    return refuse("is no JSON");
  }
  if (typeof state !== "object" || state === null) return refuse("is no JSON object");
  const { id: told, status, pid } = state as { id?: unknown; status?: unknown; pid?: unknown };
  if (told !== id) return refuse("is that of another container");
  if (typeof status !== "string" || !statuses.has(status)) return refuse(`has a status that is none of ${[...statuses].join(", ")}`);
  return { status: status as Status, pid: typeof pid === "number" && pid > 0 ? pid : undefined };
}

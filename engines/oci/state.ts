import { EngineFailure, type State, type Status } from "../contract.ts";

const statuses: ReadonlySet<string> = new Set<Status>(["creating", "created", "running", "paused", "stopped"]);

function refuse(what: string, why: string, text: string): never {
  throw new EngineFailure(`${what} ${why}. It printed: ${text.trim().slice(0, 2000) || "(nothing)"}`, { operation: "state", output: text });
}

function parse(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse(what, "is no JSON", text);
  }
}

/** @throws EngineFailure that quotes the text when it is no JSON object. */
export function parseObject(text: string, what: string): State {
  const value = parse(text, what);
  return typeof value === "object" && value !== null ? (value as State) : refuse(what, "is no JSON object", text);
}

/**
 * Reads what `list --format json` printed: runc prints `null` where there is no container.
 * @throws EngineFailure that quotes it when it is no list of objects.
 */
export function parseList(text: string): State[] {
  const value = parse(text, "list of containers") ?? [];
  const isList = Array.isArray(value) && value.every((each) => typeof each === "object" && each !== null);
  return isList ? (value as State[]) : refuse("list of containers", "is no JSON list of objects", text);
}

/**
 * Reads what `state` printed (runtime-spec runtime.md, "State").
 * @param text the standard output.
 * @throws EngineFailure that quotes it when it is no JSON, speaks of another container, or has a status that there is not.
 */
export function parseState(text: string, id: string): { status: Status; pid: number | undefined } {
  const what = `state of container ${id}`;
  const { id: told, status, pid } = parseObject(text, what);
  if (told !== id) return refuse(what, "is that of another container", text);
  if (typeof status !== "string" || !statuses.has(status))
    return refuse(what, `has a status that is none of ${[...statuses].join(", ")}`, text);
  return { status: status as Status, pid: typeof pid === "number" && pid > 0 ? pid : undefined };
}

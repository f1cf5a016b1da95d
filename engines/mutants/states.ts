import type { State } from "../contract.ts";
import type { RequestMutant } from "./request_mutant.ts";

/** A mutant of what is told of one container. */
function state(name: string, change: (state: State) => State): RequestMutant {
  return { name: `state/${name}`, operation: { of: "state", container: async (container) => change(await container.state()) } };
}

function without(state: State, member: string): State {
  return Object.fromEntries(Object.entries(state).filter(([name]) => name !== member));
}

/** States that are told wrongly, or not at all. */
export const stateMutants: RequestMutant[] = [
  state("of-another-container", (told) => ({ ...told, id: "another" })),
  state("without-a-version", (told) => without(told, "ociVersion")),
  state("always-creating", (told) => ({ ...told, status: "creating" })),
  state("of-another-process", (told) => ({ ...told, pid: 1 })),
  state("in-a-relative-bundle", (told) => ({ ...told, bundle: "bundle" })),
  state("without-annotations", (told) => without(told, "annotations")),
  state("with-another-annotation", (told) => ({ ...told, annotations: { "org.example.some": "other thing" } })),
  { name: "list/of-none", list: () => [] },
  { name: "list/of-stopped-ones", list: (states) => states.map((told) => ({ ...told, status: "stopped" })) },
];

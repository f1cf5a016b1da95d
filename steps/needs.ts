import type { Facet } from "../engines/contract.ts";

/** Options of a step definition that tell which facets an engine must have for the step. */
export interface Needs {
  wrapperOptions: { needs: Facet[] };
}

/**
 * Declares what a step needs of an engine, as the options of its definition:
 * `Given("…", needs("pods"), function …)`. The harness reads it before anything starts (`--list`), and so does the
 * Before hook. A step without it needs only what every engine does: create, start, kill, delete.
 */
export function needs(...facets: Facet[]): Needs {
  return { wrapperOptions: { needs: facets } };
}

import { release } from "node:os";
import { engineRequirement, type Facet, type Facets, type HostFacts } from "./contract.ts";

/** Whether a scenario can run here; if not, the verdict it gets and the reason in a sentence. */
export type Applicability = { applicable: true } | { applicable: false; verdict: "not applicable" | "not testable here"; reason: string };

/**
 * Decides from plain data, before anything starts, whether a scenario applies.
 *
 * @param needs facets that its step definitions declare
 * @param tags its tags, "@root"; those that are keys of `host`, and `@kernel-X.Y`, are requirements
 * @param facets what the engine offers; an absent facet makes the scenario not applicable
 * @param host what the host offers; a reason instead of `true` makes it not testable here
 * @param kernel release of the running kernel, "6.1.0-13-amd64" (uname(2))
 *
 * The engine is asked first: what it has not, no other host would show. Then the host, whether it offers what the engine needs for
 * any container, and what the tags ask for.
 */
export function applicability(
  needs: readonly Facet[],
  tags: readonly string[],
  facets: Facets,
  host: HostFacts,
  kernel: string = release(),
): Applicability {
  const missing = [...new Set(needs)].filter((facet) => facets[facet] === undefined);
  if (missing.length > 0) {
    return { applicable: false, verdict: "not applicable", reason: `the engine has no facet ${missing.join(", ")}` };
  }
  for (const tag of [engineRequirement, ...tags]) {
    const reason = lacking(tag, host, kernel);
    if (reason !== undefined) return { applicable: false, verdict: "not testable here", reason };
  }
  return { applicable: true };
}

function lacking(tag: string, host: HostFacts, kernel: string): string | undefined {
  const fact = Object.hasOwn(host, tag) ? host[tag] : undefined;
  if (typeof fact === "string") return fact;
  if (fact === true) return undefined;
  const wanted = /^@kernel-(\d+)\.(\d+)$/.exec(tag);
  if (!wanted) return undefined;
  const [major = 0, minor = 0] = kernel.split(/[.-]/).map(Number);
  const enough = major > Number(wanted[1]) || (major === Number(wanted[1]) && minor >= Number(wanted[2]));
  return enough
    ? undefined
    : `needs Linux ${wanted[1]}.${wanted[2]} or newer, and this is ${kernel}: run it on a machine with a newer kernel`;
}

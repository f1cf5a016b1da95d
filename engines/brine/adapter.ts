import { readFileSync } from "node:fs";
import type { EngineAddress, EngineAdapter } from "../contract.ts";
import { BrineEngine, brineFacets } from "./engine.ts";

const version = (JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }).version;

/** The included runtime, used as a library: no process of its own but its launcher. */
export const adapter: EngineAdapter = {
  name: "brine",
  // Without root a container is made in a user namespace, and without control groups.
  probe: () =>
    Promise.resolve({
      version,
      facets: brineFacets,
      requires: process.geteuid?.() === 0 ? ["@cgroup-writable"] : ["@userns"],
    }),
  open: (): Promise<EngineAddress> => Promise.resolve({}),
  connect: (run, address) => Promise.resolve(new BrineEngine(version, run, address)),
  shut: () => Promise.resolve(),
};

import { join } from "node:path";
import { fetchPackages } from "../../vagrant/debian_packages.ts";
import { root } from "../root.ts";
import type { Check } from "./check.ts";

/**
 * Fetches the specification's own schema, once, for the unit test that holds ours against it
 * (runtime/configuration/official_schema.test.ts). Debian 12 has it only of before 1.2, so it is the package of the next release.
 */
export const specification: Check = {
  name: "official schema",
  run: async () => {
    try {
      await fetchPackages({
        packages: ["golang-github-opencontainers-specs-dev"],
        suite: "trixie",
        directory: join(root, ".cache/specification"),
        deadline: 60_000,
      });
      return { passed: 0, failed: 0, output: "" };
    } catch (error) {
      return { passed: 0, failed: 0, output: `not testable here: ${(error as Error).message}` };
    }
  },
};

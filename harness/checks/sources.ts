import { checkImports } from "../imports/check.ts";
import { root } from "../root.ts";
import { programCheck, tool, type Check } from "./check.ts";

/** Checks that read the sources and run nothing. */
export const sourceChecks: Check[] = [
  programCheck("types", tool("tsc"), ["-p", "."]),
  programCheck("lint", tool("oxlint"), ["--deny-warnings"]),
  programCheck("format", tool("prettier"), ["--check", "--log-level=warn", "**/*.{ts,mjs,json}"]),
  programCheck("dead code", tool("knip"), ["--no-config-hints"]),
  {
    name: "import rules",
    run: async () => {
      const violations = checkImports(root);
      return { passed: violations.length === 0 ? 1 : 0, failed: violations.length === 0 ? 0 : 1, output: violations.join("\n") };
    },
  },
];

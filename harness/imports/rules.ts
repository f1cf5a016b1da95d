/** Who may import what; the arrows of "The house" as data. */
interface Rule {
  /** Paths this rule is about: a folder, or a file. The first rule that fits a file counts. */
  of: string;
  /** Folders and files that it may import besides its own folder. */
  may: readonly string[];
}

/** What steps may know of engines: the contract, who there is, what applies, and the observer of the host. */
const stepsDoor = ["engines/contract.ts", "engines/registry.ts", "engines/applicability.ts", "engines/host"];
const adapterDoor = ["engines/contract.ts", "engines/host", "engines/compose", "engines/deadline.ts"];

/** From the particular to the general. */
export const rules: readonly Rule[] = [
  { of: "steps", may: stepsDoor },
  { of: "engines/contract.ts", may: [] },
  { of: "engines/applicability.ts", may: ["engines/contract.ts"] },
  { of: "engines/deadline.ts", may: ["engines/contract.ts", "engines/host"] },
  { of: "engines/registry.ts", may: ["engines"] },
  { of: "engines/host", may: ["engines/contract.ts", "native"] },
  { of: "engines/compose", may: ["engines/contract.ts", "engines/host", "engines/deadline.ts"] },
  { of: "engines/oci", may: adapterDoor },
  // The included runtime has a command line, too.
  { of: "engines/brine", may: [...adapterDoor, "engines/oci", "runtime"] },
  // An engine that is an OCI runtime is a few words on top of engines/oci.
  { of: "engines/*", may: [...adapterDoor, "engines/oci"] },
  { of: "runtime", may: ["native"] },
  { of: "native", may: [] },
  { of: "reports", may: ["engines/contract.ts"] },
  {
    of: "harness",
    may: [
      "engines/contract.ts",
      "engines/registry.ts",
      "engines/applicability.ts",
      "engines/host",
      "engines/mutants",
      "reports",
      "vagrant",
    ],
  },
  { of: "vagrant", may: [] },
  { of: "bench", may: ["engines", "runtime"] },
];

/**
 * Whether the file `importer` may import the file `imported`, both as paths below the project's directory with "/".
 * A test of an engine may reach it as the harness does, through the registry.
 * @returns undefined when it may, else why not
 */
export function forbidden(importer: string, imported: string): string | undefined {
  const isTest = importer.endsWith(".test.ts");
  // A test follows the rule of what it tests.
  const subject = importer.replace(/\.test\.ts$/, ".ts");
  const rule = rules.find(({ of }) => below(of, subject));
  if (!rule) return `${importer} lies in no folder that the import rules know`;
  const own = below(rule.of, imported) && home(rule.of, subject) === home(rule.of, imported);
  const integrated = isTest && below("engines", subject) && below("engines", imported);
  if (own || integrated || rule.may.some((allowed) => below(allowed, imported))) return undefined;
  return `${importer} imports ${imported}, but ${rule.of} may import only ${rule.may.join(", ") || "its own files"}`;
}

/** Whether a path lies at or below a pattern, whose last part may be "*" for any folder. */
function below(pattern: string, path: string): boolean {
  const parts = path.split("/");
  const wanted = pattern.split("/");
  if (wanted.at(-1) === "*" && parts.length <= wanted.length) return false;
  return wanted.every((part, at) => part === "*" || part === parts[at]);
}

/** The part of a path that a pattern covers: two engines that one rule covers are no home to each other. */
function home(pattern: string, path: string): string {
  return path.split("/").slice(0, pattern.split("/").length).join("/");
}

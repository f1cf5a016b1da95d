import type { WorldParameters } from "../../engines/contract.ts";
import type { RunReport } from "../../reports/verdict/run_report.ts";
import { totals } from "../../reports/verdict/verdict.ts";
import { plan } from "./plan.ts";
import type { PlannedScenario } from "./planned_scenario.ts";
import { openSession, survey, type Execution, type Prospect, type Session } from "./session.ts";
import { specification as ownSpecification, type Selection, type Specification } from "./specification.ts";

/** What to run, on what, and who wants to hear of it. */
export interface FeaturesOptions extends Selection {
  /** An adapter's name, or the path of an OCI runtime. */
  engine: string;
  /** Scenario ids; what the selection finds beyond them is left out. */
  ids?: string[];
  parallel?: number;
  /** Added to the world parameters: `{ requestMutant: "no-quota" }`. */
  parameters?: Partial<WorldParameters>;
  /** The project's own unless given. */
  specification?: Specification;
  /** An engine opened before, to be left open; without it one is opened and closed again. */
  session?: Session;
  /** Chooses the formatter once the engine is known; without it nothing but the result tells of the run. */
  formatter?: (prospect: Prospect) => Execution["formatter"];
  /** Called before anything starts. */
  onPlan?: (planned: readonly PlannedScenario[], prospect: Prospect) => void | Promise<void>;
  onVerdict?: Execution["onVerdict"];
}

export interface RunResult {
  report: RunReport;
  /** What went wrong outside every scenario; a run with a fault is no success, whatever its verdicts. */
  faults: string[];
}

/** Plans what a selection asks for. Throws an Error that repeats it when that is nothing. */
export async function planFeatures(
  { ids, specification = ownSpecification, ...selection }: Selection & Pick<FeaturesOptions, "ids" | "specification">,
  prospect: Prospect,
): Promise<PlannedScenario[]> {
  const found = await plan(specification, selection, prospect);
  const planned = ids ? found.filter(({ id }) => ids.includes(id)) : found;
  if (planned.length > 0) return planned;
  const { paths = [], tags, names = [] } = selection;
  const asked = [
    ...paths.map((path) => `path ${path}`),
    ...(tags ? [`tags ${tags}`] : []),
    ...names.map((name) => `name ${name}`),
    ...(ids ? [`ids ${ids.join(" ")}`] : []),
  ];
  throw new Error(`No scenario matches ${asked.join(", ") || "anything"}. \`npm run features -- --list\` shows what there is.`);
}

/**
 * Runs features on an engine and returns the verdicts. Prints nothing, writes no file but through `formatter`; can be called again and
 * again in one process, one call after the other.
 */
export async function runFeatures(options: FeaturesOptions): Promise<RunResult> {
  const prospect = options.session?.prospect ?? (await survey(options.engine));
  const planned = await planFeatures(options, prospect);
  await options.onPlan?.(planned, prospect);
  const started = new Date();
  const session = options.session ?? (await openSession(prospect));
  try {
    const { parallel, parameters, onVerdict } = options;
    const formatter = options.formatter?.(prospect);
    const { scenarios, faults } = await session.execute(options.specification ?? ownSpecification, planned, {
      ...(parallel !== undefined && { parallel }),
      ...(parameters && { parameters }),
      ...(formatter && { formatter }),
      ...(onVerdict && { onVerdict }),
    });
    const { engine, version, machine, kernel, cgroup, cpus } = prospect;
    const durationMs = Date.now() - started.getTime();
    const run = {
      schema: 1,
      engine,
      version,
      machine,
      kernel,
      cgroup,
      cpus,
      run: session.run.id,
      started: started.toISOString(),
      durationMs,
    } as const;
    return { report: { ...run, totals: totals(scenarios), scenarios }, faults };
  } finally {
    if (!options.session) await session.close();
  }
}

import { hostDescription, probeHost } from "../../engines/host/requirements.ts";
import { adapter as adapterNamed, divergences as divergencesOf, type Divergence } from "../../engines/registry.ts";
import {
  engineRequirement,
  type EngineAdapter,
  type EngineAddress,
  type Facets,
  type HostFacts,
  type RunContext,
  type WorldParameters,
} from "../../engines/contract.ts";
import type { ScenarioVerdict } from "../../reports/verdict/verdict.ts";
import { guest } from "../machine/guest.ts";
import { VerdictCollector, type AttachedFile } from "../verdict/collector.ts";
import { pass } from "./cucumber.ts";
import { place, type PlannedScenario } from "./planned_scenario.ts";
import { beginRun, type Run } from "./run.ts";
import { loadSteps, type Specification } from "./specification.ts";
import { removeEmptyState, sweep, sweepAbandoned } from "./sweep.ts";

/** An engine and the host it would run on, found but not started. */
export interface Prospect {
  adapter: EngineAdapter;
  /** What was asked for: an adapter's name, or the path of an OCI runtime. */
  requested: string;
  /** The adapter's name, without directories where it is a path. */
  engine: string;
  version: string;
  facets: Facets;
  host: HostFacts;
  divergences: Divergence[];
  /**
   * Where it runs: a machine's name (`uml`); else `host`, `host-rootless` for a caller without privilege, `host-cgroup-v2` and
   * `host-cgroup-none` where v1 is missing.
   */
  machine: string;
  kernel: string;
  /** "v1", "v2" or "hybrid". */
  cgroup: string;
  /** CPUs that this process may run on. */
  cpus: number;
}

/** Finds the engine and asks the host what it offers. Throws `EngineMissing`, or an Error that lists the engines there are. */
export async function survey(engineName: string): Promise<Prospect> {
  const adapter = await adapterNamed(engineName);
  const [{ version, facets, requires }, offered, divergences] = await Promise.all([
    adapter.probe(),
    probeHost(),
    divergencesOf(engineName),
  ]);
  const [lacking = true] = requires.map((tag) => offered[tag] ?? `needs ${tag}, which nothing here probes`).filter((fact) => fact !== true);
  const host: HostFacts = { ...offered, [engineRequirement]: lacking };
  const { kernel, cgroup, cpus } = hostDescription();
  const machine = guest()?.machine ?? hostName(offered["@root"] === true, cgroup);
  const engine = adapter.name.split("/").at(-1) || adapter.name;
  return { adapter, requested: engineName, engine, version, facets, host, divergences, machine, kernel, cgroup, cpus };
}

/** Environments in which other verdicts are to be expected have names of their own. */
function hostName(root: boolean, cgroup: string): string {
  if (!root) return "host-rootless";
  return cgroup === "v1" || cgroup === "hybrid" ? "host" : `host-cgroup-${cgroup}`;
}

/** How planned scenarios are to be carried out. */
export interface Execution {
  /** Worker threads; below 2 everything runs one after the other in this thread. */
  parallel?: number;
  /** Added to the world parameters: a mutant, say. */
  parameters?: Partial<WorldParameters>;
  /** A formatter that writes files of its own, with its options as plain data. */
  formatter?: { module: string; options: object };
  onVerdict?: (verdict: ScenarioVerdict, testCaseStartedId: string, attached: AttachedFile[]) => void;
}

/** What came of an execution. */
export interface Outcome {
  /** One verdict for each planned scenario, in their order. */
  scenarios: ScenarioVerdict[];
  /** What went wrong outside every scenario: hooks of the whole run, a worker that died. */
  faults: string[];
}

/** An opened engine in a run of its own. Scenarios can be carried out in it again and again. */
export interface Session {
  prospect: Prospect;
  run: RunContext;
  /**
   * Carries out the scenarios; those that do not apply are skipped by the steps. With workers, scenarios tagged @serial come
   * last and alone.
   */
  execute(specification: Specification, scenarios: readonly PlannedScenario[], execution?: Execution): Promise<Outcome>;
  /** Shuts the engine and removes everything that the run made. */
  close(): Promise<void>;
}

/** Sweeps what dead runs left, begins a run and opens the engine. */
export async function openSession(prospect: Prospect): Promise<Session> {
  await sweepAbandoned();
  const run = await beginRun();
  let address: EngineAddress;
  try {
    address = await prospect.adapter.open(run.context);
  } catch (error) {
    await end(run);
    throw error;
  }
  return {
    prospect,
    run: run.context,
    execute: async (specification, scenarios, execution = {}) => {
      return await execute(specification, scenarios, execution, prospect, {
        run: run.context,
        engine: prospect.requested,
        address,
        facets: prospect.facets,
        host: prospect.host,
        ...execution.parameters,
      });
    },
    close: async () => {
      try {
        await prospect.adapter.shut(run.context, address);
      } finally {
        await end(run);
      }
    },
  };
}

async function end({ context, release }: Run): Promise<void> {
  try {
    await sweep(context.id, context.directory);
  } finally {
    release();
    await removeEmptyState();
  }
}

async function execute(
  specification: Specification,
  scenarios: readonly PlannedScenario[],
  { parallel = 1, formatter, onVerdict }: Execution,
  { version, facets, divergences }: Prospect,
  worldParameters: WorldParameters,
): Promise<Outcome> {
  const library = await loadSteps(specification);
  const collector = new VerdictCollector({ planned: scenarios, version, facets, divergences, ...(onVerdict && { onVerdict }) });
  for (const { group, workers } of passes(scenarios, parallel)) {
    const selection = { paths: group.map(place) };
    await pass({
      library,
      selection,
      dryRun: false,
      parallel: workers,
      worldParameters,
      ...(formatter && { formatter }),
      onMessage: (envelope) => collector.receive(envelope),
    });
  }
  return { scenarios: collector.verdicts(), faults: [...collector.runFaults] };
}

/** Scenarios in the passes of Cucumber that carry them out: with workers, those that need the machine alone come last. */
export function passes<T extends Pick<PlannedScenario, "tags">>(
  scenarios: readonly T[],
  parallel: number,
): { group: T[]; workers: number }[] {
  if (parallel < 2) return scenarios.length > 0 ? [{ group: [...scenarios], workers: 0 }] : [];
  const alone = (scenario: T): boolean => scenario.tags.includes("@serial");
  const together = { group: scenarios.filter((scenario) => !alone(scenario)), workers: parallel };
  return [together, { group: scenarios.filter(alone), workers: 0 }].filter(({ group }) => group.length > 0);
}

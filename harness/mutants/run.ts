import { shortenDeadlines } from "../../engines/host/slowness.ts";
import { takeTestimony } from "../../engines/mutants/witness.ts";
import { planMutants as planMutantsOf } from "../../engines/registry.ts";
import { specification, type Selection } from "../run/specification.ts";
import { planFeatures } from "../run/features.ts";
import { openSession, survey, type Prospect, type Session } from "../run/session.ts";
import type { ScenarioVerdict } from "../../reports/verdict/verdict.ts";
import type { PlannedScenario } from "../run/planned_scenario.ts";
import { withOwnBaseImage } from "./base_image.ts";
import { classify, type Outcome } from "./classify.ts";
import { exceptionFor, type Exception } from "./exceptions.ts";
import { hunt, type Hunt } from "./hunt.ts";
import { mutantsFor, type Mutant } from "./mutant.ts";
import { record, type Baseline } from "./record.ts";
import { readTexts } from "./texts.ts";
import { judge, type MutantsReport } from "./result.ts";

/**
 * How much of the usual deadlines is waited: a killed mutant is often one for which a scenario waits in vain. It still is a hundred times
 * what an operation takes, and the scenarios are recorded under the same, so that none needs longer.
 */
const patience = 0.3;

export interface MutantsOptions {
  engine: string;
  selection: Selection;
  /** Mutants whose name holds this text, and no search for kills by scenarios; all mutants without it. */
  only?: string;
  all: boolean;
  exceptions: readonly Exception[];
  onPlan?: (scenarios: readonly PlannedScenario[], prospect: Prospect) => void;
  onRecorded?: (verdict: ScenarioVerdict) => void;
  onMutants?: (mutants: readonly Mutant[]) => void;
  onTrial?: Hunt["onTrial"];
}

/** Records the scenarios, makes the mutants that change them, and hunts. Prints nothing. */
export async function runMutants({
  engine,
  selection,
  only = "",
  all,
  exceptions,
  onPlan,
  onRecorded,
  onMutants,
  onTrial,
}: MutantsOptions): Promise<MutantsReport> {
  const started = new Date();
  shortenDeadlines(patience);
  const prospect = await survey(engine);
  const planMutants = await planMutantsOf(engine);
  const scenarios = (await planFeatures(selection, prospect)).filter(({ applicability }) => applicability.applicable);
  const texts = await readTexts();
  onPlan?.(scenarios, prospect);
  const session = await openSession(prospect);
  try {
    const { baselines, unusable } = await record(session, scenarios, planMutants, texts.steps, (verdict) => onRecorded?.(verdict));
    const mutants = mutantsFor(baselines, planMutants).filter(({ name }) => name.includes(only));
    if (mutants.length === 0)
      throw new Error(
        `No mutant that changes these scenarios${only ? ` has "${only}" in its name` : ""}. \`npm run mutants\` without --only names them all.`,
      );
    onMutants?.(mutants);
    const trials = await hunt({
      baselines,
      mutants,
      all,
      mutantsOnly: only !== "",
      run: (mutant, those) => trial(session, mutant, those, texts.outcomes),
      isExcepted: (kind, name) => exceptionFor(exceptions, prospect.engine, kind, name) !== undefined,
      ...(onTrial && { onTrial }),
    });
    return {
      schema: 1,
      engine: prospect.engine,
      version: prospect.version,
      kernel: prospect.kernel,
      started: started.toISOString(),
      durationMs: Date.now() - started.getTime(),
      ...judge(trials, only === "" ? baselines : [], exceptions, prospect.engine),
      excluded: planMutants?.excluded ?? [],
      unusable: unusable.map(({ id, verdict }) => ({ scenario: id, verdict })),
    };
  } finally {
    shortenDeadlines(1);
    await session.close();
  }
}

/** Runs scenarios with a mutant in place. What was noted for one scenario must be taken before the next begins, so in this thread. */
async function trial(session: Session, mutant: Mutant, those: readonly Baseline[], places: ReadonlySet<string>): Promise<Outcome[]> {
  const byId = new Map(those.map((baseline) => [baseline.scenario.id, baseline]));
  const outcomes: Outcome[] = [];
  takeTestimony();
  await session.execute(
    specification,
    those.map(({ scenario }) => scenario),
    {
      parameters: { run: withOwnBaseImage(session.run), ...mutant.parameters },
      onVerdict: (verdict) => outcomes.push(classify(verdict, takeTestimony().refusals, byId.get(verdict.id)?.refused ?? [], places)),
    },
  );
  return outcomes;
}

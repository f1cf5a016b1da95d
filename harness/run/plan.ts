import type { Envelope, TestCase } from "@cucumber/messages";
import { applicability } from "../../engines/applicability.ts";
import type { Facet, Facets, HostFacts } from "../../engines/contract.ts";
import { identify, requireUniqueIds } from "../scenario/identity.ts";
import { MessageIndex } from "../verdict/message_index.ts";
import { pass } from "./cucumber.ts";
import type { PlannedScenario } from "./planned_scenario.ts";
import { loadSteps, type Selection, type Specification } from "./specification.ts";

/** The part of a step definition that is read here; `wrapperOptions` is Cucumber's place for a project's own options. */
interface StepDefinition {
  id: string;
  options: { wrapperOptions?: { needs?: Facet[] } };
}

/**
 * Finds the selected scenarios and tells of each whether it applies, without running anything (Cucumber's dry run).
 * Throws when a feature or the tag expression cannot be parsed, or two scenarios have one id.
 */
export async function plan(
  specification: Specification,
  selection: Selection,
  { facets, host }: { facets: Facets; host: HostFacts },
): Promise<PlannedScenario[]> {
  const library = await loadSteps(specification);
  const { stepDefinitions } = library as unknown as { stepDefinitions: StepDefinition[] };
  const needsOf = new Map(stepDefinitions.map(({ id, options }) => [id, options.wrapperOptions?.needs ?? []]));
  const index = new MessageIndex();
  const testCases: TestCase[] = [];
  const onMessage = (envelope: Envelope): void => {
    index.add(envelope);
    if (envelope.testCase) testCases.push(envelope.testCase);
  };
  const wanted = { ...selection, paths: selection.paths?.length ? selection.paths : [`${specification.features}/**/*.feature`] };
  await pass({ library, selection: wanted, dryRun: true, parallel: 0, worldParameters: {}, onMessage }).catch((error: unknown) => {
    // Cucumber wraps what its filter threw, an invalid tag expression most of all, in a sentence that does not say what.
    throw error instanceof Error && error.cause instanceof Error
      ? new Error(`The selection of scenarios is not valid: ${error.cause.message}`)
      : error;
  });

  const scenarios = testCases.map((testCase): PlannedScenario => {
    const pickle = index.pickle(testCase);
    const identity = identify(pickle, index.document(pickle), specification.features);
    const matches = testCase.testSteps.filter(({ pickleStepId }) => pickleStepId !== undefined);
    const needs = [...new Set(matches.flatMap(({ stepDefinitionIds }) => stepDefinitionIds ?? []).flatMap((id) => needsOf.get(id) ?? []))];
    return {
      ...identity,
      line: index.line(pickle),
      needs,
      unmatched: matches
        .filter(({ stepDefinitionIds }) => stepDefinitionIds?.length !== 1)
        .map(({ pickleStepId, stepDefinitionIds }) => ({
          step: index.pickleStep(pickleStepId ?? "").text,
          problem: stepDefinitionIds?.length ? "ambiguous" : "undefined",
        })),
      applicability: applicability(needs, identity.tags, facets, host),
    };
  });
  requireUniqueIds(scenarios);
  return scenarios;
}

import { StepKeywordType, type GherkinDocument } from "@cucumber/messages";
import { pass } from "../run/cucumber.ts";
import { place } from "../run/planned_scenario.ts";
import { loadSteps, specification } from "../run/specification.ts";

/** What is read from the features themselves. */
export interface Texts {
  /** The places of all steps that are a Then, or an And after one: "features/x.feature:14". */
  outcomes: Set<string>;
  /** The steps of each scenario as one text, by its place. */
  steps: Map<string, string>;
}

/** Reads all features (Cucumber's dry run). */
export async function readTexts(): Promise<Texts> {
  const texts: Texts = { outcomes: new Set(), steps: new Map() };
  await pass({
    library: await loadSteps(specification),
    selection: { paths: [`${specification.features}/**/*.feature`] },
    dryRun: true,
    parallel: 0,
    worldParameters: {},
    onMessage: ({ gherkinDocument, pickle }) => {
      for (const outcome of gherkinDocument ? outcomesOf(gherkinDocument) : []) texts.outcomes.add(outcome);
      if (pickle?.location)
        texts.steps.set(place({ feature: pickle.uri, line: pickle.location.line }), pickle.steps.map(({ text }) => text).join(" "));
    },
  });
  return texts;
}

/** The Then steps of one document. */
export function outcomesOf({ uri, feature }: GherkinDocument): string[] {
  const children = (feature?.children ?? []).flatMap((child) => [child, ...(child.rule?.children ?? [])]);
  return children.flatMap(({ scenario, background }) => {
    let type: StepKeywordType | undefined;
    return [...(background?.steps ?? []), ...(scenario?.steps ?? [])].flatMap(({ keywordType, location }) => {
      if (keywordType !== StepKeywordType.CONJUNCTION) type = keywordType;
      return type === StepKeywordType.OUTCOME ? [`${uri ?? "?"}:${location.line}`] : [];
    });
  });
}

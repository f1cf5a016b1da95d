import { StepKeywordType, type GherkinDocument } from "@cucumber/messages";
import { pass } from "../run/cucumber.ts";
import { loadSteps, specification } from "../run/specification.ts";

/** The places of all steps that are a Then, or an And after one: "features/x.feature:14". */
export async function outcomeSteps(): Promise<Set<string>> {
  const places = new Set<string>();
  await pass({
    library: await loadSteps(specification),
    selection: { paths: [`${specification.features}/**/*.feature`] },
    dryRun: true,
    parallel: 0,
    worldParameters: {},
    onMessage: ({ gherkinDocument }) => {
      for (const place of gherkinDocument ? outcomesOf(gherkinDocument) : []) places.add(place);
    },
  });
  return places;
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

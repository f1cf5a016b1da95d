import { type ITestCaseHookParameter, supportCodeLibraryBuilder } from "@cucumber/cucumber";
import type { Facet } from "../engines/contract.ts";
import type { Needs } from "./needs.ts";

type Definition = ReturnType<typeof supportCodeLibraryBuilder.buildStepDefinitions>["stepDefinitions"][number];

let definitions: Definition[] | undefined;

/** The facets that the steps of a scenario declare, each once. */
export function pickleNeeds(pickle: ITestCaseHookParameter["pickle"]): Facet[] {
  definitions ??= supportCodeLibraryBuilder.buildStepDefinitions().stepDefinitions;
  const facets = pickle.steps.flatMap(({ text }) =>
    definitions!.filter((definition) => definition.matchesStepName(text)).flatMap(declared),
  );
  return [...new Set(facets)];
}

function declared({ options }: Definition): Facet[] {
  const { wrapperOptions } = options as Partial<Needs>;
  return wrapperOptions?.needs ?? [];
}

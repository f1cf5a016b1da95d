import type { ScenarioVerdict } from "../verdict/verdict.ts";

/**
 * Verdicts by Cucumber's `testCaseStartedId`. Cucumber makes the reporter itself and hands it plain data only, so the one who rules
 * puts the verdict here before the reporter hears that the scenario ended.
 */
export const verdictOfTestCase = new Map<string, ScenarioVerdict>();

import type { IFormatterOptions } from "@cucumber/cucumber";
import type { Envelope } from "@cucumber/messages";
import type { TestResult } from "allure-js-commons";
import reporterModule from "allure-cucumberjs/reporter";
import { placeInCell } from "./cell.ts";
import { correct } from "./correct.ts";
import { verdictOfTestCase } from "./verdicts.ts";

/** The package's types describe a CommonJS module, but what is imported is an ES module: its default export is the class itself. */
const AllureCucumberReporter = reporterModule as unknown as typeof reporterModule.default;

/** Writes Allure results whose statuses are the verdicts. Loaded by Cucumber as a formatter; prints nothing. */
export default class VerdictReporter extends AllureCucumberReporter {
  constructor(options: IFormatterOptions) {
    // The library writes a result while it handles this very message: remember first which scenario it is about.
    let ending: string | undefined;
    options.eventBroadcaster.on("envelope", (envelope: Envelope) => {
      ending = envelope.testCaseFinished?.testCaseStartedId;
    });
    const { engine, machine } = (options.parsedArgvOptions as { cell: { engine: string; machine: string } }).cell;
    const beforeTestResultWrite = (result: TestResult): void => {
      const verdict = verdictOfTestCase.get(ending ?? "");
      if (verdict) {
        correct(result, verdict);
        placeInCell(result, verdict.id, engine, machine);
      }
      verdictOfTestCase.delete(ending ?? "");
    };
    super({ ...options, parsedArgvOptions: { ...options.parsedArgvOptions, listeners: [{ beforeTestResultWrite }] } });
  }
}

import { TimeConversion, type Attachment, type Envelope, type TestStepFinished } from "@cucumber/messages";
import { verdictMediaType, type Facets } from "../../engines/contract.ts";
import type { Divergence } from "../../engines/registry.ts";
import type { ScenarioVerdict } from "../../reports/verdict/verdict.ts";
import { place, type PlannedScenario } from "../run/planned_scenario.ts";
import { MessageIndex } from "./message_index.ts";
import { recordedDivergence, rule, type DeclaredVerdict, type StepOutcome } from "./ruling.ts";

/** Something a scenario attached, decoded. */
export interface AttachedFile {
  name: string;
  mediaType: string;
  body: Buffer;
}

/** What the collector is told at the start. */
export interface Case {
  planned: readonly PlannedScenario[];
  version: string;
  facets: Facets;
  divergences: readonly Divergence[];
  /** Called as each scenario ends, before Cucumber's formatters hear of it. */
  onVerdict?: (verdict: ScenarioVerdict, testCaseStartedId: string, attached: AttachedFile[]) => void;
}

interface Trial {
  outcomes: StepOutcome[];
  attached: AttachedFile[];
  declared?: DeclaredVerdict;
  startedMs: number;
}

/** Derives each scenario's verdict from Cucumber's messages, in the coordinator. */
export class VerdictCollector {
  readonly #case: Case;
  readonly #planned: ReadonlyMap<string, PlannedScenario>;
  readonly #index = new MessageIndex();
  readonly #trials = new Map<string, Trial>();
  readonly #verdicts = new Map<string, ScenarioVerdict>();
  readonly #hookRuns = new Map<string, string>();
  readonly #runFaults: string[] = [];

  constructor(given: Case) {
    this.#case = given;
    this.#planned = new Map(given.planned.map((scenario) => [place(scenario), scenario]));
  }

  /** Takes one message; to be registered as Cucumber's `onMessage`. */
  receive(envelope: Envelope): void {
    this.#index.add(envelope);
    if (envelope.testCaseStarted) {
      const { id, timestamp } = envelope.testCaseStarted;
      this.#trials.set(id, { outcomes: [], attached: [], startedMs: TimeConversion.timestampToMillisecondsSinceEpoch(timestamp) });
    }
    if (envelope.attachment) this.#attach(envelope.attachment);
    if (envelope.testStepFinished) this.#finishStep(envelope.testStepFinished);
    if (envelope.testCaseFinished) {
      const { testCaseStartedId, timestamp } = envelope.testCaseFinished;
      this.#finish(testCaseStartedId, TimeConversion.timestampToMillisecondsSinceEpoch(timestamp));
    }
    if (envelope.testRunHookStarted) this.#hookRuns.set(envelope.testRunHookStarted.id, envelope.testRunHookStarted.hookId);
    if (envelope.testRunHookFinished?.result.status === "FAILED") {
      const { testRunHookStartedId, result } = envelope.testRunHookFinished;
      const { name, location } = this.#index.hook(this.#hookRuns.get(testRunHookStartedId) ?? "");
      this.#runFaults.push(`${name} (${location}): ${result.exception?.message ?? result.message ?? "failed"}`);
    }
    if (envelope.testRunFinished?.exception) this.#runFaults.push(envelope.testRunFinished.exception.message ?? "the run broke off");
  }

  /** What went wrong outside every scenario: hooks of the whole run, a worker that died. */
  get runFaults(): readonly string[] {
    return this.#runFaults;
  }

  /** One verdict for each planned scenario, in the order of the plan; one that never ended is an error. */
  verdicts(): ScenarioVerdict[] {
    const reason = this.#runFaults.length > 0 ? `it did not run: ${this.#runFaults.join("; ")}` : "it did not run to its end";
    return this.#case.planned.map(
      (planned) => this.#verdicts.get(place(planned)) ?? { ...this.#subject(planned), verdict: "error", reason, durationMs: 0 },
    );
  }

  #attach({ testCaseStartedId, mediaType, body, contentEncoding, fileName }: Attachment): void {
    const trial = this.#trials.get(testCaseStartedId ?? "");
    if (!trial) return;
    const content = Buffer.from(body, contentEncoding === "BASE64" ? "base64" : "utf8");
    if (mediaType === verdictMediaType) trial.declared = JSON.parse(content.toString()) as DeclaredVerdict;
    else if (!mediaType.startsWith("application/vnd.allure")) {
      trial.attached.push({ name: fileName ?? `attachment ${trial.attached.length + 1}`, mediaType, body: content });
    }
  }

  #finishStep({ testCaseStartedId, testStepId, testStepResult }: TestStepFinished): void {
    const { status, exception, message } = testStepResult;
    const said = exception?.message ?? message;
    this.#trials.get(testCaseStartedId)?.outcomes.push({
      ...this.#index.origin(this.#index.testCase(testCaseStartedId), testStepId),
      status,
      ...(exception && { thrown: exception.type }),
      ...(said !== undefined && { message: said }),
    });
  }

  #finish(testCaseStartedId: string, endedMs: number): void {
    const trial = this.#trials.get(testCaseStartedId);
    const pickle = this.#index.pickle(this.#index.testCase(testCaseStartedId));
    const planned = this.#planned.get(place({ feature: pickle.uri, line: this.#index.line(pickle) }));
    if (!trial || !planned) return;
    const divergence = recordedDivergence(this.#case.divergences, planned.id, this.#case.version);
    const verdict: ScenarioVerdict = {
      ...this.#subject(planned),
      ...rule(trial.outcomes, trial.declared, divergence),
      durationMs: Math.round(endedMs - trial.startedMs),
    };
    this.#verdicts.set(place(planned), verdict);
    this.#trials.delete(testCaseStartedId);
    this.#case.onVerdict?.(verdict, testCaseStartedId, trial.attached);
  }

  #subject({
    id,
    feature,
    chapter,
    rule: ruleName,
    title,
    row,
    tags,
    needs,
  }: PlannedScenario): Omit<ScenarioVerdict, "verdict" | "durationMs"> {
    const composed = needs.filter((facet) => this.#case.facets[facet] === "composed");
    return {
      id,
      feature,
      chapter,
      ...(ruleName !== undefined && { rule: ruleName }),
      title,
      ...(row !== undefined && { row }),
      tags,
      composed,
    };
  }
}

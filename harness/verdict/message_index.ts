import type { Envelope, GherkinDocument, Pickle, PickleStep, Step, TestCase } from "@cucumber/messages";

/** Where a test step comes from: a step of a pickle, or a hook. */
export interface StepOrigin {
  /** Text with keyword, or the hook's name. */
  name: string;
  text?: string;
  location: string;
}

/** Remembers Cucumber's messages about what there is, and answers which scenario and step a later message is about. */
export class MessageIndex {
  readonly #documents = new Map<string, GherkinDocument>();
  readonly #pickles = new Map<string, Pickle>();
  readonly #steps = new Map<string, { step: Step; uri: string }>();
  readonly #pickleSteps = new Map<string, PickleStep>();
  readonly #hooks = new Map<string, { name: string; location: string }>();
  readonly #testCases = new Map<string, TestCase>();
  readonly #started = new Map<string, string>();

  add(envelope: Envelope): void {
    if (envelope.gherkinDocument?.uri) this.#addDocument(envelope.gherkinDocument, envelope.gherkinDocument.uri);
    if (envelope.pickle) {
      this.#pickles.set(envelope.pickle.id, envelope.pickle);
      for (const step of envelope.pickle.steps) this.#pickleSteps.set(step.id, step);
    }
    if (envelope.hook) {
      const { id, name, sourceReference } = envelope.hook;
      this.#hooks.set(id, { name: name ?? "a hook", location: `${sourceReference.uri ?? "?"}:${sourceReference.location?.line ?? 0}` });
    }
    if (envelope.testCase) this.#testCases.set(envelope.testCase.id, envelope.testCase);
    if (envelope.testCaseStarted) this.#started.set(envelope.testCaseStarted.id, envelope.testCaseStarted.testCaseId);
  }

  testCase(testCaseStartedId: string): TestCase {
    return known(this.#testCases, known(this.#started, testCaseStartedId));
  }

  pickle(testCase: TestCase): Pickle {
    return known(this.#pickles, testCase.pickleId);
  }

  document(pickle: Pickle): GherkinDocument {
    return known(this.#documents, pickle.uri);
  }

  hook(id: string): { name: string; location: string } {
    return known(this.#hooks, id);
  }

  pickleStep(id: string): PickleStep {
    return known(this.#pickleSteps, id);
  }

  origin(testCase: TestCase, testStepId: string): StepOrigin {
    const testStep = testCase.testSteps.find(({ id }) => id === testStepId);
    if (testStep?.hookId !== undefined) return this.hook(testStep.hookId);
    const { text, astNodeIds } = this.pickleStep(testStep?.pickleStepId ?? "");
    const { step, uri } = known(this.#steps, astNodeIds[0] ?? "");
    return { name: `${step.keyword}${text}`, text, location: `${uri}:${step.location.line}` };
  }

  /** Line of the scenario, or of the outline's row it comes from. */
  line(pickle: Pickle): number {
    if (!pickle.location) throw new Error(`Cucumber gave no location for the scenario "${pickle.name}" of ${pickle.uri}.`);
    return pickle.location.line;
  }

  #addDocument(document: GherkinDocument, uri: string): void {
    this.#documents.set(uri, document);
    const children = (document.feature?.children ?? []).flatMap((child) => [child, ...(child.rule?.children ?? [])]);
    for (const { background, scenario } of children) {
      for (const step of [...(background?.steps ?? []), ...(scenario?.steps ?? [])]) this.#steps.set(step.id, { step, uri });
    }
  }
}

function known<T>(map: ReadonlyMap<string, T>, id: string): T {
  const value = map.get(id);
  if (value === undefined) throw new Error(`Cucumber's messages name ${id || "nothing"}, which they have not announced.`);
  return value;
}

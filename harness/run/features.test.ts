import { expect } from "chai";
import { existsSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { EngineAdapter } from "../../engines/contract.ts";
import { planFeatures, runFeatures } from "./features.ts";
import { openSession, type Prospect, type Session } from "./session.ts";

const fixture = { features: "harness/run/fixture/features", steps: "harness/run/fixture/steps" };

const shut: string[] = [];
const adapter: EngineAdapter = {
  name: "none",
  probe: async () => Promise.resolve({ version: "1.2.3", facets: { oci: "own" }, requires: [] }),
  open: async (run) => Promise.resolve({ opened: run.id }),
  connect: async () => Promise.reject(new Error("the fixture connects to nothing")),
  shut: async (_run, { opened }) => Promise.resolve(void shut.push(String(opened))),
};
const prospect: Prospect = {
  adapter,
  requested: "none",
  engine: "none",
  version: "1.2.3",
  facets: { oci: "own" },
  host: { "@absent": "it is absent: add it" },
  divergences: [
    {
      scenario: "FIX-07/it-diverges-as-recorded",
      versions: "1.2.",
      reference: "issue 7",
      step: "a step that throws an AssertionError",
      observed: "number of processes",
    },
  ],
  machine: "host",
  kernel: "6.1",
  cgroup: "v1",
  cpus: 2,
};

const expected = {
  "FIX-01": "holds",
  "FIX-02": "fails",
  "FIX-03": "fails",
  "FIX-04": "error",
  "FIX-05": "error",
  "FIX-06": "error",
  "FIX-07": "known divergence",
  "FIX-08": "error",
  "FIX-09": "not testable here",
  "FIX-10": "error",
  "FIX-11/passes": "holds",
  "FIX-11/throws-an-assertionerror": "fails",
  "FIX-12": "not testable here",
  "FIX-13": "not applicable",
};

describe("running features", () => {
  let session: Session;
  let state: string;

  before(async () => {
    state = await mkdtemp(join(tmpdir(), "brine-state-"));
    process.env["BRINE_STATE"] = state;
    session = await openSession(prospect);
  });

  after(async () => {
    await session.close();
    expect(existsSync(state), "the state directory of the last run").to.equal(false);
    expect(shut, "engines that were shut").to.deep.equal([session.run.id]);
    expect(existsSync(session.run.directory)).to.equal(false);
  });

  for (const parallel of [1, 2]) {
    it(`rules on every scenario, with ${parallel} at a time`, async () => {
      const heard: string[] = [];
      const onVerdict = ({ id }: { id: string }) => heard.push(id);
      const { report, faults } = await runFeatures({ engine: "none", session, specification: fixture, parallel, onVerdict });
      const short = report.scenarios.map(({ id, row, verdict }) => [
        row === undefined ? id.split("/")[0] : id.replace(/\/.*\//, "/"),
        verdict,
      ]);
      expect(Object.fromEntries(short)).to.deep.equal(expected);
      expect(faults).to.deep.equal([]);
      expect(heard).to.have.members(report.scenarios.map(({ id }) => id));
      expect(report.totals).to.include({ holds: 2, fails: 3, error: 5 });
      if (parallel > 1) expect(heard.at(-1)).to.match(/^FIX-03/);
    });
  }

  it("gives the step, the message and the place of a failure", async () => {
    const { report } = await runFeatures({ engine: "none", session, specification: fixture, tags: "@FIX-02" });
    const [evidence] = report.scenarios[0]?.evidence ?? [];
    expect(evidence?.step).to.equal("Then a step that throws an AssertionError");
    expect(evidence?.message).to.match(/the number of processes: expected 2 to equal 1/);
    expect(evidence?.location).to.equal("harness/run/fixture/features/chapter/verdicts.feature:12");
    expect(report.scenarios[0]).to.include({ chapter: "chapter/verdicts", rule: "A verdict is derived from what was thrown" });
  });

  it("runs again and again, by id, with changed world parameters", async () => {
    const ids = ["FIX-13/the-engine-lacks-a-facet", "FIX-01/it-holds"];
    const parameters = { facets: { pods: "composed" } } as const;
    const { report } = await runFeatures({ engine: "none", session, specification: fixture, ids, parameters });
    expect(report.scenarios.map(({ verdict }) => verdict)).to.deep.equal(["holds", "holds"]);
  });

  it("plans without running: needs, applicability, steps without one definition", async () => {
    const planned = await planFeatures(
      { specification: fixture, paths: ["harness/run/fixture/features/chapter/verdicts.feature:27"] },
      prospect,
    );
    expect(planned.map(({ id, line, unmatched }) => ({ id, line, unmatched }))).to.deep.equal([
      { id: "FIX-06/a-step-is-ambiguous", line: 27, unmatched: [{ step: "two definitions match", problem: "ambiguous" }] },
    ]);
    const [lacking] = await planFeatures({ specification: fixture, tags: "@FIX-13" }, prospect);
    expect(lacking?.applicability).to.include({ applicable: false, verdict: "not applicable" });
    expect(lacking?.needs).to.deep.equal(["pods"]);
  });

  it("says what was asked for when nothing matches, and what is wrong with a tag expression", async () => {
    const refusal = async (selection: object): Promise<string> =>
      await planFeatures({ specification: fixture, ...selection }, prospect).then(
        () => "",
        (error: Error) => error.message,
      );
    expect(await refusal({ tags: "@NONE-01" })).to.match(/^No scenario matches tags @NONE-01/);
    expect(await refusal({ paths: ["features/none.feature"] })).to.match(/^No scenario matches path features\/none\.feature/);
    expect(await refusal({ tags: "@a and" })).to.match(/^The selection of scenarios is not valid: .*"@a and"/);
  });
});

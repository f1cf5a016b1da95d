import { expect } from "chai";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { compare, readExpected, updated, writeExpected, type Expected } from "./expected.ts";

const expected: Expected = { "A-01/a": "holds", "A-02/b": "not applicable", "A-03/c": "holds" };

describe("expected verdicts", () => {
  it("a pass that slips into a skip is worse", () => {
    const { worse } = compare(expected, [{ id: "A-01/a", verdict: "not testable here" }], { partial: true });
    expect(worse).to.deep.equal([{ id: "A-01/a", expected: "holds", got: "not testable here" }]);
  });

  it("a skip that becomes a pass is better, an unknown scenario is new", () => {
    const comparison = compare(
      expected,
      [
        { id: "A-02/b", verdict: "holds" },
        { id: "A-09/z", verdict: "holds" },
      ],
      { partial: true },
    );
    expect(comparison.better.map(({ id }) => id)).to.deep.equal(["A-02/b"]);
    expect(comparison.unexpected).to.deep.equal([{ id: "A-09/z", got: "holds" }]);
    expect(comparison.worse).to.deep.equal([]);
  });

  it("a host that was too loaded to tell is no difference, and is never agreed to", () => {
    const starved = { id: "A-01/a", verdict: "not testable here", reason: "starved: the host had no CPU to give" } as const;
    const comparison = compare(expected, [starved], { partial: true });
    expect(comparison.worse).to.deep.equal([]);
    expect(comparison.starved).to.deep.equal(["A-01/a"]);
    expect(updated(expected, [starved], { partial: true })["A-01/a"]).to.equal("holds");
  });

  it("only a whole run can tell that a scenario is gone", () => {
    const ran = [
      { id: "A-01/a", verdict: "holds" },
      { id: "A-02/b", verdict: "not applicable" },
    ] as const;
    expect(compare(expected, ran, { partial: false }).gone).to.deep.equal(["A-03/c"]);
    expect(compare(expected, ran, { partial: true }).gone).to.deep.equal([]);
  });

  it("an update never expects a failure", () => {
    const after = updated(
      expected,
      [
        { id: "A-01/a", verdict: "fails" },
        { id: "A-04/d", verdict: "error" },
        { id: "A-00/z", verdict: "holds" },
      ],
      { partial: false },
    );
    expect(Object.entries(after)).to.deep.equal([
      ["A-00/z", "holds"],
      ["A-01/a", "holds"],
    ]);
    expect(updated(expected, [], { partial: true })).to.deep.equal(expected);
  });

  it("is read as it was written; a missing file expects nothing; a wrong verdict is refused", async () => {
    const directory = await mkdtemp(join(tmpdir(), "brine-expected-"));
    try {
      const path = join(directory, "below", "x.json");
      expect(await readExpected(path)).to.deep.equal({});
      await writeExpected(path, expected);
      expect(await readExpected(path)).to.deep.equal(expected);
      await writeFile(path, '{"A-01/a": "passes"}');
      const refusal = await readExpected(path).then(
        () => "",
        (error: Error) => error.message,
      );
      expect(refusal).to.match(/expects "passes" of A-01\/a/);
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});

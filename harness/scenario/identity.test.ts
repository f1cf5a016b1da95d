import type { GherkinDocument, Pickle } from "@cucumber/messages";
import { expect } from "chai";
import { describe, it } from "node:test";
import { identify, requireUniqueIds, slug } from "./identity.ts";

const row = (id: string, value: string) => ({ id, location: { line: 1 }, cells: [{ location: { line: 1 }, value }] });
const document = {
  feature: {
    children: [
      {
        rule: {
          name: "Only a handled signal reaches PID 1",
          children: [
            { scenario: { id: "s", name: "<signal> from inside", examples: [{ tableBody: [row("r1", "SIGTERM"), row("r2", "20 %")] }] } },
          ],
        },
      },
      { scenario: { id: "t", name: "Über 20 % of one CPU!", examples: [] } },
    ],
  },
} as unknown as GherkinDocument;

const pickle = (astNodeIds: string[], name: string, tags: string[]) =>
  ({
    uri: "features/namespaces/pid.feature",
    name,
    astNodeIds,
    tags: tags.map((tag) => ({ name: tag, astNodeId: "" })),
  }) as unknown as Pickle;

describe("scenario identity", () => {
  it("is the catalogue id, the title's slug and the row's", () => {
    const identity = identify(pickle(["s", "r1"], "SIGTERM from inside", ["@P0", "@PID-06"]), document, "features");
    expect(identity).to.include({
      id: "PID-06/signal-from-inside/sigterm",
      chapter: "namespaces/pid",
      rule: "Only a handled signal reaches PID 1",
      title: "SIGTERM from inside",
      row: "SIGTERM",
    });
  });

  it("takes the file's name where there is no catalogue id, and knows scenarios outside rules", () => {
    const identity = identify(pickle(["t"], "Über 20 % of one CPU!", []), document, "features");
    expect(identity.id).to.equal("pid/über-20-of-one-cpu");
    expect(identity).not.to.have.any.keys("rule", "row");
  });

  it("slugs keep words and numbers only", () => {
    expect(slug("  It's 0.5 – really? ")).to.equal("it-s-0-5-really");
  });

  it("a duplicate says where both stand", () => {
    const twice = [
      { id: "A-01/x", feature: "f.feature", line: 3 },
      { id: "A-01/x", feature: "g.feature", line: 9 },
    ];
    expect(() => requireUniqueIds(twice)).to.throw(/A-01\/x: f\.feature:3 and g\.feature:9/);
    requireUniqueIds(twice.slice(1));
  });
});

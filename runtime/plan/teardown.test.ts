import { describe, it } from "node:test";
import { expect } from "chai";
import { compileTeardown } from "./teardown.ts";

describe("the plan that removes a container", () => {
  it("removes what is renamed before what it becomes: a rename in between would be missed, and again by the next try", () => {
    const files = compileTeardown("/run/one", []).flatMap((step) => (step.kind === "unlink" ? step.path.slice("/run/one/".length) : []));
    const renamed = [
      ["start.new", "start"],
      ["process.new", "process"],
      ["exit.new", "exit"],
      ["state.json.new", "state.json"],
    ] as const;
    for (const [before, after] of renamed) {
      expect(files).to.include.members([before, after]);
      expect(files.indexOf(before), before).to.be.lessThan(files.indexOf(after));
    }
  });
});

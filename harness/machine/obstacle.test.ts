import { expect } from "chai";
import { describe, it } from "node:test";
import { obstacle, remedies } from "./obstacle.ts";

describe("what is missing for a machine", () => {
  const missing = [
    { what: "the program a", package: "packages-a" },
    { what: "the program b", package: "packages-a" },
    { what: "a box", remedy: "npm run box" },
  ];

  it("is told line by line, then the command that installs it, once, and what else to do", () => {
    expect(obstacle("some", missing)).to.equal(
      "The machine some cannot run here. Missing:\n  the program a\n  the program b\n  a box\n\n" +
        "apt-get install -y --no-install-recommends packages-a\nnpm run box",
    );
    expect(remedies([{ what: "a newer CPU" }])).to.deep.equal([]);
  });

  it("is no obstacle when it is nothing", () => {
    expect(obstacle("some", [])).to.equal(undefined);
  });
});

import { expect } from "chai";
import { describe, it } from "node:test";
import { withoutOption } from "./arguments.ts";

describe("the command line for a machine", () => {
  it("is without the option, however it was written", () => {
    expect(withoutOption(["--machine", "uml", "--list", "a.feature"], "--machine")).to.deep.equal(["--list", "a.feature"]);
    expect(withoutOption(["--list", "--machine=uml"], "--machine")).to.deep.equal(["--list"]);
  });

  it("keeps what only looks like it", () => {
    expect(withoutOption(["--machines", "x", "--", "--machine", "y"], "--machine")).to.deep.equal([
      "--machines",
      "x",
      "--",
      "--machine",
      "y",
    ]);
    expect(withoutOption(["--name", "a --machine b"], "--machine")).to.deep.equal(["--name", "a --machine b"]);
  });
});

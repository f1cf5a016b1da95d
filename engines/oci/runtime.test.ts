import { describe, it } from "node:test";
import { expect } from "chai";
import { EngineMissing } from "../contract.ts";
import { ociAdapter } from "./runtime.ts";

describe("an OCI runtime that is not installed", () => {
  it("is missing, and the package that brings it is named", async () => {
    const error = await ociAdapter({ name: "absent", program: "absent-runtime", package: "absent-package" })
      .probe()
      .catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(EngineMissing);
    expect((error as Error).message).to.match(/"absent-runtime": install it with: apt-get install absent-package/);
  });
});

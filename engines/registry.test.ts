import { describe, it } from "node:test";
import { expect } from "chai";
import { EngineMissing } from "./contract.ts";
import { adapter, divergences, engineNames, parseDivergences } from "./registry.ts";

describe("the registry of engines", () => {
  it("knows each folder with an adapter", async () => {
    expect(engineNames()).to.include("runc").and.to.not.include("oci").and.to.not.include("host");
    expect((await adapter("runc")).name).to.equal("runc");
    expect(await divergences("runc")).to.be.an("array");
  });

  it("lists what there is when asked for what there is not", async () => {
    const unknown: unknown = await adapter("rnc").catch((error: unknown) => error);
    expect(unknown)
      .to.have.property("message")
      .that.matches(/"rnc".*runc.*path/);
  });

  it("takes a name with a slash for the path of an OCI runtime", async () => {
    expect((await adapter("/bin/true")).name).to.equal("/bin/true");
    expect(await divergences("/bin/true")).to.deep.equal([]);
    const missing: unknown = await (await adapter("/no/such/runtime")).probe().catch((error: unknown) => error);
    expect(missing).to.be.instanceOf(EngineMissing);
  });

  it("refuses a divergence that is not complete", () => {
    expect(() => parseDivergences('[{"scenario":"A"}]', "d.json")).to.throw(/d\.json.*lacks versions, reference, step, observed/);
    expect(() => parseDivergences("{}", "d.json")).to.throw("list");
  });
});

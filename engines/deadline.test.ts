import { describe, it } from "node:test";
import { expect } from "chai";
import { EngineFailure } from "./contract.ts";
import { withDeadline } from "./deadline.ts";

describe("a deadline", () => {
  it("lets what is in time pass, results and errors", async () => {
    expect(await withDeadline(Promise.resolve(7), "wait", "container one", 1000)).to.equal(7);
    const broken: unknown = await withDeadline(Promise.reject(new Error("broken")), "wait", "container one", 1000).catch(
      (error: unknown) => error,
    );
    expect(broken).to.have.property("message", "broken");
  });

  it("that is missed is the engine's failure", async () => {
    const late: unknown = await withDeadline(new Promise(() => undefined), "wait", "container one", 10).catch((error: unknown) => error);
    expect(late).to.be.instanceOf(EngineFailure);
    expect(late).to.have.property("message", "wait of container one did not finish within 10 ms.");
    expect(late).to.have.nested.property("details.operation", "wait");
  });
});

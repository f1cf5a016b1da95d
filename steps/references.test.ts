import { describe, it } from "node:test";
import { expect } from "chai";
import { actor, containerReference, processPattern, processReference } from "./references.ts";

describe("A reference in words", () => {
  it("names a container, or the one without a name", () => {
    expect(containerReference("container web")).to.deep.equal({ container: "web" });
    expect(containerReference("the container")).to.deep.equal({ container: undefined });
  });
  it("names an actor", () => {
    expect(actor("the infra container")).to.equal("infra");
    expect(actor("container web")).to.deep.equal({ container: "web" });
  });
  it("names a process by its role, and its container where it says so", () => {
    expect(processReference("PID 1")).to.deep.equal({ role: "first" });
    expect(processReference("the orphan of container app")).to.deep.equal({ role: "orphan", of: { container: "app" } });
    expect(processReference("the program of the infra container")).to.deep.equal({ role: "program", of: "infra" });
  });
  it("is a process only if the vocabulary knows it", () => {
    expect("the parent of container app").not.to.match(new RegExp(`^(?:${processPattern})$`));
    expect(() => processReference("somebody")).to.throw("not a process");
  });
});

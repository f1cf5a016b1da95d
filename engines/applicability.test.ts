import { expect } from "chai";
import { describe, it } from "node:test";
import { applicability } from "./applicability.ts";
import { engineRequirement } from "./contract.ts";

const facets = { oci: "own", pods: "composed" } as const;
const host = { "@root": true, "@userns": "user namespaces are switched off: sysctl kernel.unprivileged_userns_clone=1" } as const;

describe("applicability", () => {
  it("lets a scenario run whose needs are offered, own or composed", () => {
    expect(applicability(["oci", "pods"], ["@P0", "@root"], facets, host)).to.deep.equal({ applicable: true });
  });

  it("is not applicable without a facet, and names it", () => {
    const answer = applicability(["oci", "kernel", "kernel"], [], facets, host);
    expect(answer).to.deep.equal({ applicable: false, verdict: "not applicable", reason: "the engine has no facet kernel" });
  });

  it("is not testable where the host lacks a requirement, with the host's reason", () => {
    const answer = applicability(["oci"], ["@userns"], facets, host);
    expect(answer).to.deep.equal({ applicable: false, verdict: "not testable here", reason: host["@userns"] });
  });

  it("asks the engine before the host", () => {
    expect(applicability(["cluster"], ["@userns"], facets, host)).to.include({ verdict: "not applicable" });
  });

  it("compares kernels by number", () => {
    const on = (kernel: string) => applicability([], ["@kernel-5.6"], facets, host, kernel).applicable;
    expect([on("5.5.9"), on("5.6.0"), on("5.10.0-28-amd64"), on("4.19.0"), on("6.1.0")]).to.deep.equal([false, true, true, false, true]);
  });

  it("takes no other tag for a requirement", () => {
    expect(applicability([], ["@serial", "@PID-01", "@constructor"], facets, host)).to.deep.equal({ applicable: true });
  });

  it("nothing is testable where the engine makes no container", () => {
    const without = { [engineRequirement]: "needs root: run it as root" };
    expect(applicability(["oci"], ["@PID-01"], facets, without)).to.include({
      verdict: "not testable here",
      reason: without[engineRequirement],
    });
  });
});

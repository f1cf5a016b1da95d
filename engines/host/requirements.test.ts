import { describe, it } from "node:test";
import { expect } from "chai";
import type { Hierarchy } from "./hierarchies.ts";
import { offeredNamespaces } from "./namespaces.ts";
import { canMakeGroups } from "./requirement_trials.ts";
import { hostDescription, probeHost } from "./requirements.ts";

describe("what the host offers", () => {
  it("is tried, and what it lacks is told with what to do", async () => {
    const facts = await probeHost();
    expect(Object.keys(facts)).to.include.members([
      "@root",
      "@cgroup-v1",
      "@cgroup-v2",
      "@cgroup-hybrid",
      "@cgroup-writable",
      "@cgroup-cpuset",
      "@cgroup-memory",
      "@cgroup-nsdelegate",
      "@seccomp",
      "@rootless",
      "@userns",
      "@time-namespace",
      "@overlay-native",
      "@veth",
      "@multi-cpu",
    ]);
    for (const [tag, fact] of Object.entries(facts)) if (fact !== true) expect(fact, tag).to.match(/: (run|allow|use|load|mount|give) /);
    expect(facts["@root"] === true).to.equal(process.geteuid?.() === 0);
  });

  it("is described in words", () => {
    expect(hostDescription().kernel).to.match(/^\d+\.\d+/);
    expect(hostDescription().cpus).to.be.at.least(1);
    expect(offeredNamespaces()).to.include.members(["pid", "mount"]);
  });

  it("is no writable group where none is mounted, or it cannot be made", () => {
    const hierarchy: Hierarchy = { version: 1, controllers: ["cpu"], mountPoint: "/proc/no/such", root: "/" };
    expect(canMakeGroups([], ["cpu"])).to.match(/no cgroup hierarchy/);
    expect(canMakeGroups([hierarchy], ["cpu"])).to.match(/ENOENT/);
  });
});

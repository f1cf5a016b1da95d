import { describe, it } from "node:test";
import { expect } from "chai";
import type { ContainerRequest } from "../contract.ts";
import { ociConfiguration, ociResources } from "./configuration.ts";
import { mergePatch } from "./merge_patch.ts";

const request: ContainerRequest = {
  id: "one",
  root: { kind: "directory", path: "/r", readonly: true },
  args: ["/bin/true"],
  env: { A: "b" },
  namespaces: {},
  limits: {},
};
const placement = { rootPath: "/bundle/rootfs", cgroupParent: "/brine-x" };

describe("the OCI configuration of a request", () => {
  it("has new namespaces but for user, cgroup and time", () => {
    const configuration = ociConfiguration(request, placement);
    expect(configuration).to.have.nested.property("linux.cgroupsPath", "/brine-x/one");
    expect(configuration).to.have.nested.property("root.readonly", true);
    expect(configuration).to.have.nested.property("process.env").that.includes("A=b");
    expect(configuration)
      .to.have.nested.property("linux.namespaces")
      .that.deep.equals([{ type: "pid" }, { type: "network" }, { type: "ipc" }, { type: "uts" }, { type: "mount" }]);
    expect(configuration).to.not.have.property("hostname");
  });

  it("inherits and joins what the request says", () => {
    const configuration = ociConfiguration(
      { ...request, namespaces: { pid: "inherited", network: { join: "/proc/7/ns/net" }, user: "new" } },
      placement,
    );
    expect(configuration)
      .to.have.nested.property("linux.namespaces")
      .that.deep.equals([
        { type: "network", path: "/proc/7/ns/net" },
        { type: "ipc" },
        { type: "uts" },
        { type: "mount" },
        { type: "user" },
      ]);
    expect(configuration).to.have.nested.property("linux.uidMappings[0].containerID", 0);
    const ids = { containerID: 0, hostID: 7, size: 1 };
    expect(ociConfiguration({ ...request, namespaces: { user: "new" }, ids }, placement))
      .to.have.property("linux")
      .that.includes.deep.property("gidMappings", [ids]);
  });

  it("has the limits that are asked for and no others", () => {
    expect(ociResources({})).to.deep.equal({});
    expect(ociResources({ cpu: { quota: 20_000, period: 100_000 }, cpuShares: 512, cpus: "0", memory: 1, pids: 5 })).to.deep.equal({
      cpu: { quota: 20_000, period: 100_000, shares: 512, cpus: "0" },
      memory: { limit: 1 },
      pids: { limit: 5 },
    });
  });

  it("has control files by name, and the place in a group of the run", () => {
    expect(ociResources({ memory: 1, disableOomKiller: true, unified: { "memory.high": "1" } })).to.deep.equal({
      memory: { limit: 1, disableOOMKiller: true },
      unified: { "memory.high": "1" },
    });
    expect(ociConfiguration({ ...request, group: "shared" }, placement)).to.have.nested.property(
      "linux.cgroupsPath",
      "/brine-x/shared/one",
    );
  });

  it("replaces the capabilities in three sets", () => {
    const configuration = ociConfiguration({ ...request, capabilities: ["CAP_SYS_ADMIN"] }, placement);
    expect(configuration)
      .to.have.nested.property("process.capabilities")
      .that.deep.equals({ bounding: ["CAP_SYS_ADMIN"], effective: ["CAP_SYS_ADMIN"], permitted: ["CAP_SYS_ADMIN"] });
  });

  it("is patched last", () => {
    const configuration = ociConfiguration(
      { ...request, configuration: { process: { cwd: "/tmp", rlimits: null }, hostname: "h" } },
      placement,
    );
    expect(configuration).to.have.nested.property("process.cwd", "/tmp");
    expect(configuration).to.not.have.nested.property("process.rlimits");
    expect(configuration).to.have.property("hostname", "h");
  });
});

describe("a JSON merge patch", () => {
  it("does as the examples of RFC 7396, appendix A", () => {
    expect(mergePatch({ a: "b" }, { a: "c" })).to.deep.equal({ a: "c" });
    expect(mergePatch({ a: "b", b: "c" }, { a: null })).to.deep.equal({ b: "c" });
    expect(mergePatch({ a: ["b"] }, { a: "c" })).to.deep.equal({ a: "c" });
    expect(mergePatch({ a: { b: "c" } }, { a: { b: "d", c: null } })).to.deep.equal({ a: { b: "d" } });
    expect(mergePatch(["a", "b"], ["c", "d"])).to.deep.equal(["c", "d"]);
    expect(mergePatch({}, { a: { bb: { ccc: null } } })).to.deep.equal({ a: { bb: {} } });
    expect(mergePatch([1, 2], { a: "b", c: null })).to.deep.equal({ a: "b" });
  });

  it("leaves its target as it was", () => {
    const target = { a: { b: 1 } };
    mergePatch(target, { a: { b: 2 } });
    expect(target).to.deep.equal({ a: { b: 1 } });
  });
});

import { describe, it } from "node:test";
import { expect } from "chai";
import type { ContainerRequest, KernelRequest } from "../contract.ts";
import { requestMutant, requestMutants } from "./catalogue.ts";
import { concerns } from "./concern.ts";
import type { Asked } from "./witness.ts";

const request: ContainerRequest = {
  id: "one",
  root: { kind: "image", image: "two-layers", union: "overlay" },
  args: ["/bin/probe", "busy", "2"],
  env: {},
  namespaces: { network: { join: "/proc/7/ns/net" } },
  hostname: "one",
  limits: { cpu: { quota: 20_000, period: 100_000 } },
  capabilities: ["CAP_SYS_ADMIN", "CAP_KILL"],
};
const process: KernelRequest = {
  clone: ["mount", "pid"],
  calls: [{ call: "mountProc", path: "/p" }, { call: "pause" }],
  args: ["/probe", "idle"],
};
const scene = { earlier: 7 };

describe("mutants of the request", () => {
  it("have names of their own", () => {
    expect(new Set(requestMutants.map(({ name }) => name)).size).to.equal(requestMutants.length);
    expect(() => requestMutant("no-such")).to.throw(/limits\/cpu\/dropped/);
  });

  it("leave what they were given as it was", () => {
    const before = structuredClone({ request, process });
    for (const mutant of requestMutants) {
      mutant.container?.(request, scene);
      mutant.process?.(process);
    }
    expect({ request, process }).to.deep.equal(before);
  });

  it("never take a mount namespace away, nor leave a call that would change the host", () => {
    for (const mutant of requestMutants) {
      expect(mutant.container?.(request, scene).namespaces.mount, mutant.name).to.equal(undefined);
      const changed = mutant.process?.(process) ?? process;
      const isOwn = changed.clone.includes("mount");
      expect(isOwn || !changed.calls.some(({ call }) => call === "mountProc"), mutant.name).to.equal(true);
    }
  });

  it("in the host's UTS namespace a container has neither a name nor the privilege to set one", () => {
    const changed = requestMutant("namespaces/uts/inherited").container?.(request, scene);
    expect(changed).not.to.have.property("hostname");
    expect(changed?.capabilities).to.deep.equal(["CAP_KILL"]);
    expect(changed?.namespaces.uts).to.equal("inherited");
  });

  it("change what they say", () => {
    const changed = (name: string) => requestMutant(name).container?.(request, scene);
    expect(changed("limits/cpu/doubled")?.limits.cpu).to.deep.equal({ quota: 40_000, period: 100_000 });
    expect(changed("limits/cpu/dropped")?.limits).to.deep.equal({});
    expect(changed("namespaces/network/new")?.namespaces.network).to.equal("new");
    expect(changed("namespaces/pid/of-an-earlier-container")?.namespaces.pid).to.deep.equal({ join: "/proc/7/ns/pid" });
    expect(changed("image/top-layer-is-writable")?.root).to.include({ union: "lower" });
    expect(changed("program/busy/is-idle")?.args).to.deep.equal(["/bin/probe", "idle"]);
  });

  it("of a part of the configuration leave the others as they were", () => {
    const limited = { linux: { resources: { blockIO: { weight: 1 } }, maskedPaths: ["/proc/version"] }, hostname: "one" };
    const changed = (name: string) => requestMutant(name).container?.({ ...request, configuration: limited }, scene).configuration;
    expect(changed("disk/rate-dropped")).to.deep.equal({ ...limited, linux: { resources: {}, maskedPaths: ["/proc/version"] } });
    expect(changed("devices/null-is-full")).to.deep.equal({
      ...limited,
      linux: {
        ...limited.linux,
        devices: [{ path: "/dev/null", type: "c", major: 1, minor: 7 }],
        resources: {
          blockIO: { weight: 1 },
          devices: [
            { allow: false, access: "rwm" },
            { allow: true, access: "rwm", type: "c", major: 1, minor: 7 },
          ],
        },
      },
    });
    expect(changed("configuration/more-is-masked"), "it says itself what is masked").to.deep.equal(limited);
  });

  it("set a kernel parameter of a network namespace that is new, and of no other", () => {
    const mutant = requestMutant("configuration/kernel-parameter-imposed");
    expect(mutant.container?.(request, scene)).to.equal(request);
    const { configuration } = mutant.container?.({ ...request, namespaces: {} }, scene) ?? {};
    expect(configuration).to.have.nested.property("linux.sysctl");
  });

  it("concern a scenario only where they change what it asks for", () => {
    const asked = [{ kind: "container", request }] as const;
    expect(concerns(requestMutant("limits/cpu/doubled"), asked)).to.equal(true);
    expect(concerns(requestMutant("limits/memory/dropped"), asked)).to.equal(false);
    expect(concerns(requestMutant("update/ignored"), asked)).to.equal(false);
    expect(concerns(requestMutant("update/ignored"), [{ kind: "operation", of: "update", args: [] }])).to.equal(true);
    expect(concerns(requestMutant("namespaces/pid/of-an-earlier-container"), asked), "there is no earlier container").to.equal(false);
    expect(concerns(requestMutant("namespaces/pid/of-an-earlier-container"), [...asked, ...asked])).to.equal(true);
  });

  it("of a pod concern its own request and that of its containers", () => {
    const { id: _, ...member } = request;
    const pod: Asked = { kind: "pod", request: { id: "pod", shares: ["network"], containers: [{ ...member, name: "web" }] } };
    expect(concerns(requestMutant("pod/network/not-shared"), [pod])).to.equal(true);
    expect(concerns(requestMutant("pod/network/shared"), [pod])).to.equal(false);
    expect(concerns(requestMutant("program/busy/is-idle"), [pod])).to.equal(true);
  });
});

import { describe, it } from "node:test";
import { expect } from "chai";
import { EngineFailure, type Container, type ContainerRequest, type Engine } from "../contract.ts";
import { userMappings } from "../host/namespaces.ts";
import { noMutant, sabotage } from "./request.ts";
import { takeTestimony } from "./witness.ts";

const request: ContainerRequest = {
  id: "one",
  root: { kind: "directory", path: "/r" },
  args: ["/bin/probe", "idle"],
  env: {},
  namespaces: {},
  limits: { cpu: { quota: 20_000, period: 100_000 } },
};

/** An engine that remembers; its containers are this very process, so that every namespace is the host's. */
function fake(): { engine: Engine; created: ContainerRequest[]; calls: string[] } {
  const created: ContainerRequest[] = [];
  const calls: string[] = [];
  const container = (id: string): Container =>
    ({
      id,
      pid: async () => process.pid,
      start: async () => void calls.push("start"),
      kill: async (signal: string) => void calls.push(signal),
      update: async () => void calls.push("update"),
      wait: async () => 3,
      delete: async () => void calls.push("delete"),
      exec: async () => ({ exitStatus: 0, stdout: "", stderr: "" }),
    }) as unknown as Container;
  const engine: Engine = {
    name: "fake",
    version: "1",
    facets: { oci: "own" },
    create: async (asked) => {
      created.push(asked);
      if (asked.id === "refused") throw new EngineFailure("create was refused", { operation: "create" });
      return container(asked.id);
    },
    close: async () => undefined,
  };
  return { engine, created, calls };
}

async function rejection(work: () => Promise<unknown>): Promise<unknown> {
  return await work().then(
    () => expect.fail("it should reject"),
    (error: unknown) => error,
  );
}

describe("a sabotaged engine", () => {
  it("gets the changed request, and the scenario's own stays as it was", async () => {
    const { engine, created } = fake();
    await sabotage(engine, "limits/cpu/dropped").create(request);
    expect(created[0]?.limits).to.deep.equal({});
    expect(request.limits.cpu).not.to.equal(undefined);
  });

  it("without a mutant gets what was asked, and notes it", async () => {
    const { engine, created } = fake();
    takeTestimony();
    await sabotage(engine, noMutant).create(request);
    expect(created).to.deep.equal([request]);
    expect(takeTestimony().asked).to.deep.equal([{ kind: "container", request }]);
  });

  it("does another operation in place of the one that is sabotaged", async () => {
    const { engine, calls } = fake();
    const container = await sabotage(engine, "update/ignored").create(request);
    await container.update({});
    await container.kill("SIGTERM");
    expect(calls).to.deep.equal(["SIGTERM"]);
    expect(await (await sabotage(engine, "wait/other-status").create(request)).wait(1)).to.equal(4);
  });

  it("joins the user namespace of an earlier container with the IDs that it has", async () => {
    const { engine, created } = fake();
    const sabotaged = sabotage(engine, "namespaces/user/of-an-earlier-container");
    const wanted: ContainerRequest = { ...request, namespaces: { user: "new" } };
    await sabotaged.create(wanted);
    await sabotaged.create({ ...wanted, id: "two" });
    expect(created[0]).to.deep.equal(wanted);
    expect(created[1]?.namespaces.user).to.deep.equal({ join: `/proc/${process.pid}/ns/user` });
    const ids = userMappings(process.pid);
    expect(ids).not.to.deep.equal([]);
    expect(created[1]?.configuration).to.deep.equal({ linux: { uidMappings: ids, gidMappings: ids } });
  });

  it("started at once is not started again", async () => {
    const { engine, calls } = fake();
    const container = await sabotage(engine, "create/starts-at-once").create(request);
    await container.start();
    expect(calls).to.deep.equal(["start"]);
  });

  it("notes what was refused", async () => {
    const { engine } = fake();
    takeTestimony();
    await rejection(() => sabotage(engine, noMutant).create({ ...request, id: "refused" }));
    expect(takeTestimony().refusals).to.deep.equal([{ operation: "create", message: "create was refused" }]);
  });

  it("executes nothing in a container that has the host's mount namespace", async () => {
    const { engine } = fake();
    const container = await sabotage(engine, noMutant).create(request);
    const error = await rejection(() => container.exec(["/bin/probe", "delete", "/data"]));
    expect(error).to.be.instanceOf(EngineFailure);
    expect(String(error)).to.match(/mount namespace is the host's/);
  });
});

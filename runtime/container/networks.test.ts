import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { Launcher } from "../../native/index.ts";
import { Runtime } from "./runtime.ts";
import { configurationFor, notHere, TestBundle } from "./test_bundle.ts";

interface Report {
  namespaces: { net: { inode: number } };
  network: { name: string; up: boolean }[];
}

/** The process that makes network namespaces ahead, a child of the launcher. */
function keeper(): number | undefined {
  const children = readFileSync(`/proc/${Launcher.get().pid}/task/${Launcher.get().pid}/children`, "utf8")
    .trim()
    .split(" ")
    .filter(Boolean);
  return children.map(Number).find((pid) => readFileSync(`/proc/${pid}/comm`, "utf8").trim() === "brine-networks");
}

/** How many network namespaces the launcher has ready. */
function ready(): number {
  const directory = `/proc/${Launcher.get().pid}/fd`;
  return readdirSync(directory).filter((fd) => readlinkSync(path.join(directory, fd)).startsWith("net:")).length;
}

async function until(condition: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !condition(); await setTimeout(5)) expect(Date.now(), "within 10 s").to.be.lessThan(end);
}

describe("network namespaces that are kept ready", { skip: notHere }, () => {
  it("are each one container's, fresh and with their loopback up, and are made anew", async () => {
    using bundle = new TestBundle();
    bundle.configure(configurationFor(["/bin/probe", "report"]));
    const runtime = new Runtime({ root: path.join(bundle.directory, "state"), networks: 2 });
    const seen = new Set<number>();
    for (let time = 0; time < 6; time++) {
      const { exitStatus } = await runtime.run({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
      expect(exitStatus).to.equal(0);
      await until(() => ready() === 2);
    }
    const reports = bundle.output
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Report);
    for (const { namespaces, network } of reports) {
      seen.add(namespaces.net.inode);
      expect(network.map(({ name }) => name)).to.include("lo");
      expect(network.find(({ name }) => name === "lo")).to.include({ up: true });
    }
    // An inode number may be given again to a later namespace; two that live at a time differ.
    expect(seen.size).to.be.greaterThan(1);
    expect(seen.has(Number(/\d+/.exec(readlinkSync("/proc/self/ns/net"))?.[0]))).to.equal(false);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("are made by the containers themselves when none is ready, and again by another keeper when one was ended", async () => {
    using bundle = new TestBundle();
    bundle.configure(configurationFor(["/bin/probe", "report"]));
    const runtime = new Runtime({ root: path.join(bundle.directory, "state"), networks: 1 });
    const ids = Array.from({ length: 5 }, (_, index) => `${bundle.id}-${index}`);
    const all = await Promise.all(ids.map((id) => runtime.run({ id, bundle: bundle.directory, stdio: bundle.stdio })));
    expect(all.map(({ exitStatus }) => exitStatus)).to.deep.equal([0, 0, 0, 0, 0]);
    await until(() => ready() > 0 && keeper() !== undefined);
    const first = keeper();
    process.kill(first ?? 0, "SIGKILL");
    await until(() => keeper() !== first);
    for (let time = 0; time < 3; time++)
      expect((await runtime.run({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio })).exitStatus).to.equal(0);
    await until(() => ready() > 0);
    for (const line of bundle.output.trim().split("\n"))
      expect((JSON.parse(line) as Report).network.find(({ name }) => name === "lo")).to.include({ up: true });
  });

  it("are not for a container with a user namespace of its own, to which its network is to belong", async () => {
    using bundle = new TestBundle();
    const ids = [{ containerID: 0, hostID: 0, size: 65_536 }];
    const configuration = configurationFor(["/bin/probe", "report"]);
    const namespaces = [...(configuration.linux?.namespaces ?? []), { type: "user" as const }];
    bundle.configure({ ...configuration, linux: { ...configuration.linux, namespaces, uidMappings: ids, gidMappings: ids } });
    const runtime = new Runtime({ root: path.join(bundle.directory, "state"), networks: 1 });
    const kinds = (await runtime.plan({ id: bundle.id, bundle: bundle.directory })).map(({ kind }) => kind);
    expect(kinds).to.include("loopbackUp").and.not.include("takeNetwork");
  });

  it("are asked for by a number", () => {
    expect(() => new Runtime({ root: "/run/brine-test", networks: -1 })).to.throw(RangeError, "from 0 to 256");
  });
});

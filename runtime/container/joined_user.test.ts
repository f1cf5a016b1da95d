/** A container in the user namespace of another one, as those of a pod with ids of its own are. */
import { readlinkSync } from "node:fs";
import { describe, it } from "node:test";
import { expect } from "chai";
import type { Configuration, Namespace } from "../configuration/types.ts";
import { rejection } from "./rejection.ts";
import { configurationFor, notHere, TestBundle } from "./test_bundle.ts";

const mapping = [{ containerID: 0, hostID: 0, size: 65_536 }];
const own: Namespace[] = (["pid", "network", "ipc", "uts", "mount"] as const).map((type) => ({ type }));

function withNamespaces(args: string[], namespaces: Namespace[], linux: object = {}): Configuration {
  const configuration = configurationFor(["/bin/probe", ...args]);
  return { ...configuration, linux: { ...configuration.linux, namespaces, ...linux } };
}

/** Runs the work while a container with a user namespace of its own does. */
async function besideAnother(work: (pid: number) => Promise<void>): Promise<void> {
  using first = new TestBundle();
  const configuration = withNamespaces(["--quiet", "idle"], [...own, { type: "user" }], { uidMappings: mapping, gidMappings: mapping });
  first.configure(configuration);
  const container = await first.runtime.create({ id: first.id, bundle: first.directory, stdio: first.stdio });
  await container.start();
  try {
    await work(container.process?.pid ?? 0);
  } finally {
    await container.delete({ force: true });
    expect(first.residue()).to.deep.equal([]);
  }
}

const namespaceOf = (pid: number, name: string): string => readlinkSync(`/proc/${pid}/ns/${name}`);

describe("a container that joins a user namespace", { skip: notHere }, () => {
  it("has new namespaces in it: it is its first process, sees its own, and is executed in", async () => {
    await besideAnother(async (pid) => {
      using bundle = new TestBundle();
      bundle.configure(withNamespaces(["--quiet", "idle"], [{ type: "user", path: `/proc/${pid}/ns/user` }, { type: "time" }, ...own]));
      const container = await bundle.runtime.create({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
      expect(container.status).to.equal("created");
      await container.start();
      const inside = container.process?.pid ?? 0;
      expect(namespaceOf(inside, "user")).to.equal(namespaceOf(pid, "user"));
      for (const name of ["pid", "net", "ipc", "uts", "mnt", "time"])
        expect(namespaceOf(inside, name), name).to.not.equal(namespaceOf(pid, name)).and.not.equal(namespaceOf(process.pid, name));
      const { exited } = await container.exec(["/bin/probe", "report"], bundle.stdio);
      expect((await exited).exitStatus, bundle.output).to.equal(0);
      const report = JSON.parse(bundle.output) as { pid: number; hostname: string; mounts: { mountPoint: string; type: string }[] };
      expect(report).to.include({ pid: 2, hostname: "inside" });
      expect(report.mounts.find(({ mountPoint }) => mountPoint === "/proc")).to.include({ type: "proc" });
      await container.kill("SIGKILL");
      expect(await container.wait()).to.equal(137);
      await container.delete();
      expect(bundle.residue()).to.deep.equal([]);
    });
  });

  it("is run at once, with the network of the other", async () => {
    await besideAnother(async (pid) => {
      using bundle = new TestBundle();
      const joined = [
        { type: "user" as const, path: `/proc/${pid}/ns/user` },
        { type: "network" as const, path: `/proc/${pid}/ns/net` },
      ];
      bundle.configure(withNamespaces(["report"], [...joined, ...own.filter(({ type }) => type !== "network")]));
      const { exitStatus } = await bundle.runtime.run({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
      expect(exitStatus, bundle.output).to.equal(0);
      expect(JSON.parse(bundle.output)).to.include({ pid: 1 });
      expect(bundle.residue()).to.deep.equal([]);
    });
  });

  it("is told what is wrong, and nothing of it is left", async () => {
    await besideAnother(async (pid) => {
      using bundle = new TestBundle();
      bundle.configure(withNamespaces(["true"], [{ type: "user", path: `/proc/${pid}/ns/uts` }, ...own]));
      const options = { id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio };
      expect((await rejection(bundle.runtime.create(options))).message).to.match(/setns.*EINVAL/);
      const configuration = withNamespaces([], [{ type: "user", path: `/proc/${pid}/ns/user` }, ...own]);
      bundle.configure({ ...configuration, process: { ...configuration.process, args: ["/bin/nothing"] } });
      expect((await rejection(bundle.runtime.create(options))).message).to.match(/program "\/bin\/nothing" does not exist/);
      expect(bundle.residue()).to.deep.equal([]);
    });
  });
});

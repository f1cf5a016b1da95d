/** Programs that mean harm, or do it without meaning to: the container suffers, and the host does not. */
import { createHash } from "node:crypto";
import { closeSync, copyFileSync, openSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, it } from "node:test";
import { expect } from "chai";
import { buildDirectory, close, Launcher, pipe } from "../../native/index.ts";
import { readCgroupHost } from "../cgroup/hierarchies.ts";
import type { Container } from "./container.ts";
import { configurationFor, notHere, TestBundle } from "./test_bundle.ts";

const optionsOf = (bundle: TestBundle): { id: string; bundle: string; stdio: TestBundle["stdio"] } => ({
  id: bundle.id,
  bundle: bundle.directory,
  stdio: bundle.stdio,
});

async function eventually(holds: () => boolean): Promise<boolean> {
  for (const end = Date.now() + 10_000; Date.now() < end; await sleep(5)) if (holds()) return true;
  return holds();
}

const hashOf = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

/** Whether processes can be counted and limited here. */
const { hierarchies } = readCgroupHost();
const hasPids = hierarchies.some(({ controllers }) => controllers.includes("pids"));

describe("the host is unharmed", { skip: notHere, timeout: 60_000 }, () => {
  it("by a program that writes to whatever executes beside it, and has the runtime executed (CVE-2019-5736)", async () => {
    using bundle = new TestBundle();
    copyFileSync("/bin/busybox", path.join(bundle.rootfs, "bin/busybox"));
    for (const name of ["sh", "readlink"]) copyFileSync("/bin/busybox", path.join(bundle.rootfs, "bin", name));
    writeFileSync(path.join(bundle.rootfs, "bin/evil"), "#!/proc/self/exe\n", { mode: 0o755 });
    // All that is no file of the container's own.
    const attack = `
      echo ready
      while :; do
        for exe in /proc/[0-9]*/exe; do
          case "$(readlink $exe)" in
            /bin/*) ;;
            ?*) echo seen; (echo harm > $exe) 2>/dev/null && echo harmed ;;
          esac
        done
      done`;
    bundle.configure(configurationFor(["/bin/busybox", "sh", "-c", attack]));
    const [launcher, before] = [Launcher.get().pid, hashOf(`${buildDirectory}launcher`)];
    const container = await bundle.runtime.create(optionsOf(bundle));
    await container.start();
    await bundle.hasSpoken();
    using output = new TestBundle();
    for (let round = 0; round < 50; round++) {
      const { exited } = await container.exec(["/bin/evil"], output.stdio);
      expect((await exited).exitStatus).to.equal(2);
    }
    expect(output.output).to.match(/launcher: started by the addon only/);
    await container.delete({ force: true });
    expect(bundle.output)
      .to.match(/seen/)
      .and.not.match(/harmed/);
    expect([Launcher.get().pid, hashOf(`${buildDirectory}launcher`)]).to.deep.equal([launcher, before]);
    // The copy in memory that the launcher executes, too.
    expect(hashOf(`/proc/${launcher}/exe`)).to.equal(before);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it(
    "by a fork bomb under a limit: it cannot grow, others run on, and it is deleted",
    { skip: !hasPids && "needs the controller pids" },
    async () => {
      using bundle = new TestBundle();
      const { linux } = configurationFor([]);
      const bomb = configurationFor(["/bin/probe", "--quiet", "fork-bomb", "1000"], {
        linux: { ...linux, resources: { pids: { limit: 20 } } },
      });
      bundle.configure(bomb);
      const container = await bundle.runtime.create(optionsOf(bundle));
      await container.start();
      expect(await eventually(() => countOf(container) >= 19)).to.equal(true);
      using beside = new TestBundle();
      beside.configure(configurationFor(["/bin/probe", "--quiet", "true"]));
      expect((await beside.runtime.run(optionsOf(beside))).exitStatus).to.equal(0);
      expect(countOf(container)).to.be.at.most(20);
      await container.delete({ force: true });
      expect(bundle.residue()).to.deep.equal([]);
    },
  );

  it("by a program that fills its output, which nobody reads: it waits, and is deleted", async () => {
    using bundle = new TestBundle();
    bundle.configure(configurationFor(["/bin/probe", "flood", "100000000"]));
    const [reader, writer] = pipe();
    const stdin = openSync("/dev/null", "r");
    try {
      const container = await bundle.runtime.create({ ...optionsOf(bundle), stdio: { stdin, stdout: writer, stderr: writer } });
      await container.start();
      await sleep(200);
      expect(container.status).to.equal("running");
      // The runtime itself does not wait for it.
      using beside = new TestBundle();
      beside.configure(configurationFor(["/bin/probe", "--quiet", "true"]));
      expect((await beside.runtime.run(optionsOf(beside))).exitStatus).to.equal(0);
      await container.delete({ force: true });
    } finally {
      close(reader);
      close(writer);
      closeSync(stdin);
    }
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("by a program whose output nobody can read any more: it is told so", async () => {
    using bundle = new TestBundle();
    bundle.configure(configurationFor(["/bin/probe", "flood", "100000000"]));
    const [reader, writer] = pipe();
    const stdin = openSync("/dev/null", "r");
    const container = await bundle.runtime.create({ ...optionsOf(bundle), stdio: { stdin, stdout: writer, stderr: writer } });
    close(reader);
    close(writer);
    closeSync(stdin);
    await container.start();
    // EPIPE: the first process of a PID namespace gets no signal that would end it from within (pid_namespaces(7)).
    expect(await container.wait()).to.equal(1);
    await container.delete();
    expect(bundle.residue()).to.deep.equal([]);
  });
});

function countOf({ record }: Container): number {
  const group = record.groups.find((each) => cgroupHasPids(each));
  return group === undefined ? 0 : Number(readFileSync(path.join(group, "pids.current"), "utf8"));
}

function cgroupHasPids(group: string): boolean {
  return hierarchies.some(({ mountPoint, controllers }) => controllers.includes("pids") && group.startsWith(mountPoint));
}

/** How the command line tells what is wrong with a configuration, or left out of it. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { expect } from "chai";
import { configurationFor, notHere, TestBundle } from "../container/test_bundle.ts";

const program = path.join(import.meta.dirname, "../../bin/brine-runtime");

/** Runs a command on a bundle's runtime; what it logged, and how it ended. */
function command(bundle: TestBundle, args: string[], input = ""): { status: number | null; log: { level: string; msg: string }[] } {
  const log = path.join(bundle.directory, "log");
  writeFileSync(log, "");
  const globals = ["--root", bundle.runtime.root, "--log", log, "--log-format", "json"];
  // A created container has the streams: pipes would be waited for until its end.
  const { status } = spawnSync(program, [...globals, ...args], { input, stdio: ["pipe", "ignore", "ignore"] });
  const lines = readFileSync(log, "utf8").split("\n").filter(Boolean);
  return { status, log: lines.map((line) => JSON.parse(line) as { level: string; msg: string }) };
}

describe("the command line", { skip: notHere || (!existsSync(program) && "needs bin/brine-runtime") }, () => {
  it("warns of a capability that nobody knows, in the log, and creates the container", async () => {
    using bundle = new TestBundle();
    const { process } = configurationFor(["/bin/probe", "--quiet", "idle"]);
    bundle.configure(configurationFor([], { process: { ...process, capabilities: { bounding: ["CAP_NOTHING"] } } }));
    const { status, log } = command(bundle, ["create", "--bundle", bundle.directory, bundle.id]);
    expect(status).to.equal(0);
    expect(log.map(({ level, msg }) => `${level} ${msg}`)).to.deep.equal([
      'warning config.json: process.capabilities.bounding: "CAP_NOTHING" is no capability that this runtime knows, and is left out',
    ]);
    await bundle.runtime.find(bundle.id)?.delete({ force: true });
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("refuses a configuration with its place, value and rule, in the log", () => {
    using bundle = new TestBundle();
    bundle.configure(configurationFor(["/bin/probe"], { linux: { namespaces: [{ type: "mount" }, { type: "foo" }] } }));
    const { status, log } = command(bundle, ["create", "--bundle", bundle.directory, bundle.id]);
    expect(status).to.equal(1);
    expect(log.map(({ level, msg }) => `${level} ${msg}`)).to.deep.equal([
      'error config.json: linux.namespaces[1].type is "foo": must be one of pid, network, ipc, uts, mount, user, cgroup, time: invalid argument',
    ]);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("refuses a program, and limits, that come by themselves", async () => {
    using bundle = new TestBundle();
    const container = await bundle.running();
    const file = path.join(bundle.directory, "process.json");
    writeFileSync(file, '{"cwd": "/",\n "cwd": "/"}');
    const twice = command(bundle, ["exec", "--process", file, bundle.id]);
    expect(twice.status).to.equal(255);
    expect(twice.log[0]?.msg).to.include(`${file}, line 2, column 2: the name "cwd" stands twice`);
    writeFileSync(file, JSON.stringify({ cwd: "tmp", args: ["a"], user: { uid: 0, gid: 0 } }));
    expect(command(bundle, ["exec", "--process", file, bundle.id]).log[0]?.msg).to.include(
      'process.cwd is "tmp": must be an absolute path',
    );
    const limits = command(bundle, ["update", "--resources", "-", bundle.id], '{"memory": {"limit": "1G"}}');
    expect(limits.status).to.equal(1);
    expect(limits.log[0]?.msg).to.include('linux.resources.memory.limit is "1G": must be an integer');
    expect(command(bundle, ["update", "--resources", "-", bundle.id], "{").log[0]?.msg).to.include(
      "standard input, line 1, column 2: not valid",
    );
    await container.delete({ force: true });
    expect(bundle.residue()).to.deep.equal([]);
  });
});

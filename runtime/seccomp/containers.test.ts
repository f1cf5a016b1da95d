import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { expect } from "chai";
import { configurationFor, notHere, TestBundle } from "../container/test_bundle.ts";
import { rejection } from "../container/rejection.ts";
import type { Process } from "../configuration/types.ts";
import type { Seccomp, SeccompRule } from "./types.ts";

const allowing = (...syscalls: SeccompRule[]): Seccomp => ({ defaultAction: "SCMP_ACT_ALLOW", syscalls });

function configure(bundle: TestBundle, args: string[], seccomp: Seccomp, process: Partial<Process> = {}): void {
  const configuration = configurationFor(args);
  bundle.configure({
    ...configuration,
    process: { ...configuration.process, ...process },
    linux: { ...configuration.linux, seccomp },
  });
}

/** Runs a program of the probe to its end. */
async function run(args: string[], seccomp: Seccomp, process?: Partial<Process>): Promise<{ status: number; output: string }> {
  using bundle = new TestBundle();
  configure(bundle, ["/bin/probe", ...args], seccomp, process);
  const { exitStatus } = await bundle.runtime.run({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
  expect(bundle.residue()).to.deep.equal([]);
  return { status: exitStatus, output: bundle.output };
}

describe("a container with a seccomp profile", { skip: notHere }, () => {
  it("gets the configured error from a call that is denied, with and without no_new_privs", async () => {
    const profile = allowing({ names: ["mkdir", "mkdirat"], action: "SCMP_ACT_ERRNO", errnoRet: 28 });
    for (const noNewPrivileges of [true, false]) {
      const { status, output } = await run(["mkdir", "/x"], profile, { noNewPrivileges });
      expect([status, JSON.parse(output)]).to.deep.equal([1, { errno: "ENOSPC", call: "mkdir", path: "/x" }]);
    }
  });

  it("is ended by SIGSYS where the profile says so", async () => {
    for (const action of ["SCMP_ACT_KILL", "SCMP_ACT_KILL_THREAD", "SCMP_ACT_KILL_PROCESS", "SCMP_ACT_TRAP"])
      expect((await run(["mkdir", "/x"], allowing({ names: ["mkdir", "mkdirat"], action }))).status, action).to.equal(128 + 31);
  });

  it("is told by its arguments apart from one that is not denied", async () => {
    // kill(2): the signal is the second argument.
    const profile = allowing({ names: ["kill"], action: "SCMP_ACT_ERRNO", args: [{ index: 1, op: "SCMP_CMP_EQ", value: 18 }] });
    expect(JSON.parse((await run(["kill", "1", "SIGCONT"], profile)).output)).to.include({ errno: "EPERM" });
    expect(JSON.parse((await run(["kill", "1", "SIGURG"], profile)).output)).to.deep.equal({ sent: true });
  });

  it("need not be allowed any call of the runtime's own, whether it runs at once or waits for start, with privilege or without", async () => {
    // Of what the launcher does all is denied but execve(2): the program dies of its own first call.
    const profile: Seccomp = { defaultAction: "SCMP_ACT_KILL_PROCESS", syscalls: [{ names: ["execve"], action: "SCMP_ACT_ALLOW" }] };
    for (const noNewPrivileges of [true, false]) {
      expect((await run(["true"], profile, { noNewPrivileges, user: { uid: 1000, gid: 1000 } })).status).to.equal(128 + 31);
      using bundle = new TestBundle();
      configure(bundle, ["probe", "true"], profile, { noNewPrivileges });
      const container = await bundle.running();
      expect(await container.wait()).to.equal(128 + 31);
      await container.delete();
      expect(bundle.residue()).to.deep.equal([]);
    }
  });

  it("has no capability more than configured, though one is needed to load the filter without no_new_privs", async () => {
    const { output } = await run(["report"], allowing({ names: ["mkdir"], action: "SCMP_ACT_LOG" }), { noNewPrivileges: false });
    const report = JSON.parse(output) as { capabilities: Record<string, string>; seccomp: number; noNewPrivs: boolean };
    const kill = "0000000000000020";
    const none = "0000000000000000";
    expect(report.capabilities).to.deep.equal({ inheritable: none, permitted: kill, effective: kill, bounding: kill, ambient: none });
    expect([report.seccomp, report.noNewPrivs]).to.deep.equal([2, false]);
  });

  it("holds programs executed in it to the same profile, also when another process executes them", async () => {
    using bundle = new TestBundle();
    configure(bundle, ["/bin/probe", "--quiet", "idle"], allowing({ names: ["mkdir", "mkdirat"], action: "SCMP_ACT_ERRNO" }));
    const container = await bundle.running();
    const found = bundle.runtime.find(bundle.id)!;
    const { exited } = await found.exec(["/bin/probe", "mkdir", "/x"], bundle.stdio);
    expect((await exited).exitStatus).to.equal(1);
    expect(JSON.parse(bundle.output)).to.include({ errno: "EPERM" });
    expect(readFileSync(`/proc/${container.process?.pid}/status`, "utf8")).to.match(/^Seccomp_filters:\t1$/m);
    await container.delete({ force: true });
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("is told why its program cannot be executed", async () => {
    for (const immediate of [true, false]) {
      using bundle = new TestBundle();
      configure(bundle, ["/bin/probe", "true"], allowing({ names: ["execve"], action: "SCMP_ACT_ERRNO" }));
      const options = { id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio };
      const failure = immediate
        ? await rejection(bundle.runtime.run(options))
        : await rejection((await bundle.runtime.create(options)).start());
      expect(failure.message).to.match(/linux\.seccomp/);
      if (!immediate) await bundle.runtime.find(bundle.id)?.delete({ force: true });
      expect(bundle.residue()).to.deep.equal([]);
    }
  });

  it("takes each flag of the specification", async () => {
    for (const flag of ["TSYNC", "LOG", "SPEC_ALLOW", "WAIT_KILLABLE_RECV"]) {
      const profile = { ...allowing({ names: ["mkdir"], action: "SCMP_ACT_LOG" }), flags: [`SECCOMP_FILTER_FLAG_${flag}`] };
      expect((await run(["true"], profile)).status, flag).to.equal(0);
    }
  });
});

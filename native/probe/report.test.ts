import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { expect } from "chai";
import { probePath, run, runProgram } from "./start_probe.ts";

const root = process.getuid?.() === 0 ? false : "needs root";

describe("the probe's report", () => {
  it("agrees with what this process sees of the same system", () => {
    const { document: report, exitStatus, stdout } = run("report");
    expect(exitStatus).to.equal(0);
    expect(stdout.trimEnd()).not.to.contain("\n");
    expect(report).to.include({ ppid: process.pid, cwd: "/", hostname: os.hostname() });
    expect(report.nspid.at(-1)).to.equal(report.pid);
    expect(report.kernel.release).to.equal(os.release());
    expect(report.meminfo.total).to.equal(os.totalmem());
    expect(report.cpus.cpuinfo).to.equal(os.cpus().length);
    expect(report.uid).to.deep.equal({ real: process.getuid!(), effective: process.geteuid!(), saved: process.geteuid!() });
    expect(report.environment).to.deep.equal([]);
    expect(report.args).to.deep.equal([probePath, "report"]);
    const { dev: device, ino: inode } = statSync("/proc/self/ns/uts");
    expect(report.namespaces.uts).to.deep.equal({ device, inode });
    expect(report.cgroup).to.deep.equal(readFileSync("/proc/self/cgroup", "utf8").trimEnd().split("\n"));
    expect(report.mounts.map(({ mountPoint }: { mountPoint: string }) => mountPoint)).to.include("/proc");
    expect(report.network.find(({ name }: { name: string }) => name === "lo")).to.not.equal(undefined);
    // CONFIG_HZ is one of 100, 250, 300 and 1000 (kernel/Kconfig.hz).
    expect(report.clocks.tick).to.be.within(1_000_000, 10_000_000);
    expect(Math.abs(report.clocks.realtime / 1e6 - Date.now())).to.be.below(10_000);
    expect(report.descriptors.map(({ descriptor }: { descriptor: number }) => descriptor)).to.include.members([0, 1, 2]);
    expect(report.capabilities.effective).to.match(/^[0-9a-f]{16}$/);
  });

  it("tells the namespaces that it has left, and that no child of it stands in the new PID namespace yet", { skip: root }, () => {
    const before = run("report").document.namespaces;
    const { namespaces, network } = run("unshare", "network,uts,pid", "report").document;
    expect(namespaces.net.inode).to.not.equal(before.net.inode);
    expect(namespaces.uts.inode).to.not.equal(before.uts.inode);
    expect(namespaces.ipc).to.deep.equal(before.ipc);
    expect(namespaces.pid).to.deep.equal(before.pid);
    expect(namespaces).not.to.have.property("pid_for_children");
    expect(network.find(({ name }: { name: string }) => name === "lo")).to.deep.include({ up: false, addresses: [] });
  });

  it("of the first process of a PID namespace is that of PID 1, whose parent is outside", { skip: root }, () => {
    const { document: report } = run("unshare", "pid", "fork-report");
    expect(report).to.deep.include({ pid: 1, ppid: 0 });
    expect(report.nspid).to.have.length(2);
    expect(report.nspid[1]).to.equal(1);
  });

  it("needs nothing but the kernel: in an empty root what /proc would tell is null", { skip: root }, () => {
    const directory = mkdtempSync(path.join(os.tmpdir(), "brine-probe-"));
    try {
      copyFileSync(probePath, path.join(directory, "probe"));
      const { document: report, exitStatus } = runProgram("/usr/sbin/chroot", directory, "/probe", "report");
      expect(exitStatus).to.equal(0);
      for (const member of [
        "namespaces",
        "capabilities",
        "nspid",
        "seccomp",
        "uidMappings",
        "gidMappings",
        "cgroup",
        "mounts",
        "descriptors",
        "oomScoreAdj",
      ])
        expect(report, member).to.have.property(member, null);
      expect(report.meminfo.total).to.equal(null);
      expect(report.cpus.cpuinfo).to.equal(null);
      expect(report).to.include({ cwd: "/", hostname: os.hostname() });
      expect(report.signals).to.deep.equal({ caught: [], ignored: [], blocked: [] });
      expect(report.network).to.have.length.above(0);
      expect(runProgram("/usr/sbin/chroot", directory, "/probe", "ps").document.errno).to.equal("ENOENT");
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it("is valid JSON whatever bytes the arguments and the environment have", () => {
    const script = `exec -a "$(printf 'a\\377"\\\\\\t')" ${probePath} report`;
    const report = JSON.parse(execFileSync("/bin/bash", ["--norc", "-c", script], { encoding: "utf8", env: { NAME: "ä\u0001\n" } }));
    expect(report.args[0]).to.equal('a\ufffd"\\\t');
    expect(report.environment).to.include("NAME=ä\u0001\n");
  });
});

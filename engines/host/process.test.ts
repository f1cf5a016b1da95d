import { describe, it } from "node:test";
import { expect } from "chai";
import {
  alive,
  initialEnvironment,
  openDescriptors,
  parseStatus,
  processesInNamespaceOf,
  processStatus,
  processTree,
  signalsOfMask,
} from "./process.ts";

describe("a process", () => {
  it("is read from status and stat, whatever its name", () => {
    const status =
      "Name:\ta ) b\nState:\tZ (zombie)\nPid:\t7\nPPid:\t1\nUid:\t0\t1\t2\t3\nGid:\t0\t0\t0\t0\nNSpid:\t7\t1\nThreads:\t1\nSigCgt:\t0000000000004002\n";
    const stat = `7 (a ) b) Z 1 ${Array.from({ length: 48 }, (_, index) => index + 5).join(" ")}`;
    const parsed = parseStatus(status, stat);
    expect(parsed).to.include({ pid: 7, comm: "a ) b", state: "Z", ppid: 1, startTime: 22, cpuTicks: 14 + 15, residentBytes: 0 });
    // The seventh field, tty_nr, is 7.
    expect(parsed.terminal).to.deep.equal({ major: 0, minor: 7 });
    expect(parsed.nspid).to.deep.equal([7, 1]);
    expect(parsed.uids).to.deep.equal([0, 1, 2, 3]);
    expect(parsed.caughtSignals).to.deep.equal([2, 15]);
  });

  it("of this test is alive, in its own namespace and its own tree", () => {
    const own = processStatus(process.pid);
    expect(own).to.not.equal(undefined);
    expect(alive(process.pid, own!.startTime)).to.equal(true);
    expect(processesInNamespaceOf(process.pid).map(({ pid }) => pid)).to.include(process.pid);
    expect(openDescriptors(process.pid)).to.include.members([0, 1, 2]);
    expect(processTree(process.ppid).map(({ pid }) => pid)).to.include(process.pid);
  });

  it("that reuses a PID is another one", () => {
    expect(alive(process.pid, 1)).to.equal(false);
  });

  it("that does not exist has no status and no environment", () => {
    expect(processStatus(2 ** 22 + 1)).to.equal(undefined);
    expect(initialEnvironment(2 ** 22 + 1, "PATH")).to.equal(undefined);
    expect(initialEnvironment(process.pid, "NO_SUCH_VARIABLE")).to.equal(undefined);
  });

  it("catches the signals of its mask", () => {
    expect(signalsOfMask("8000000000000001")).to.deep.equal([1, 64]);
    expect(signalsOfMask("")).to.deep.equal([]);
  });
});

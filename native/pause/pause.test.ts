import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect } from "chai";

const program = fileURLToPath(new URL("../build/Release/pause", import.meta.url));

/** Polls until the claim holds, for 5 s at most, and returns whether it did. */
async function holds(claim: () => boolean): Promise<boolean> {
  for (const end = performance.now() + 5_000; !claim() && performance.now() < end;) await pause(2);
  return claim();
}

const status = (pid: number) => readFileSync(`/proc/${pid}/status`, "utf8");

describe("the infra program", () => {
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    it(`waits, in less than 1 MiB, and exits with 0 on ${signal}`, async () => {
      const child = spawn(program, { stdio: "ignore", env: {} });
      const ended = once(child, "exit");
      try {
        // Its handlers stand: SIGINT 2, SIGTERM 15, SIGCHLD 17.
        expect(await holds(() => /^SigCgt:\t0000000000014002$/m.test(status(child.pid!)))).to.equal(true);
        expect(await holds(() => /^State:\tS/m.test(status(child.pid!)))).to.equal(true);
        expect(Number(/^VmRSS:\s+(\d+) kB/m.exec(status(child.pid!))?.[1])).to.be.below(1024);
        child.kill(signal);
        expect(await ended).to.deep.equal([0, null]);
      } finally {
        child.kill("SIGKILL");
      }
    });

  it("reaps the children that it finds, and those that end later", async () => {
    // A shell that becomes the program hands its children down: one ends at once, one when it is told.
    const child = spawn("/bin/sh", ["-c", `true & sleep 60 & exec ${program}`], { stdio: "ignore", env: {} });
    const ended = once(child, "exit");
    const children = () => readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
    try {
      expect(await holds(() => /^Name:\tpause$/m.test(status(child.pid!)) && children().length === 1)).to.equal(true);
      process.kill(children()[0]!, "SIGKILL");
      expect(await holds(() => children().length === 0)).to.equal(true);
      child.kill("SIGTERM");
      expect(await ended).to.deep.equal([0, null]);
    } finally {
      for (const left of child.exitCode === null ? children() : []) process.kill(left, "SIGKILL");
      child.kill("SIGKILL");
    }
  });
});

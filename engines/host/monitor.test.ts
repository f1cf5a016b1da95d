import { describe, it } from "node:test";
import { expect } from "chai";
import { captureLimit } from "./capture.ts";
import { findProgram, orphanStatus, runProgram } from "./monitor.ts";
import { eventually } from "./poll.ts";
import { processStatus } from "./process.ts";
import { programEnvironment } from "./run_mark.ts";
import { sendSignal, signalNumber } from "./signals.ts";

const env = programEnvironment("monitor-test");
const sh = (script: string, deadline = 5000) => runProgram(["/bin/sh", "-c", script], { env, deadline });

describe("a foreign program", () => {
  it("is run to its end, with nothing on its standard input", async () => {
    expect(await sh("echo out; echo err >&2; read line; echo [$line]; exit 3")).to.deep.include({
      exitStatus: 3,
      stdout: "out\n[]\n",
      stderr: "err\n",
      timedOut: false,
    });
  });

  it("is killed at its deadline, with everything below it", async () => {
    const result = await sh("sh -c 'echo $$; sleep 100; true'; true", 200);
    expect(result).to.deep.include({ exitStatus: 137, timedOut: true });
    expect(await eventually(() => processStatus(Number(result.stdout)) === undefined, 2000)).to.equal(true);
  });

  it("that floods is neither stopped nor kept whole", async () => {
    const result = await sh("head -c 3000000 /dev/zero; echo done >&2");
    expect(result.stdout.length).to.equal(captureLimit);
    expect(result.stderr).to.equal("done\n");
  });

  it("leaves behind what the launcher adopts and reaps", async () => {
    const { stdout } = await sh("(exec >/dev/null 2>&1; sleep 0.1; exit 7) & echo $!");
    expect(await orphanStatus(Number(stdout))).to.equal(7);
  });

  it("that cannot be executed is a system error", async () => {
    const failed: unknown = await runProgram(["/no/such"], { env, deadline: 1000 }).catch((error: unknown) => error);
    expect(failed).to.deep.include({ code: "ENOENT", syscall: "exec" });
  });

  it("is found by name, or by path", () => {
    expect(findProgram("sh")).to.match(/^\/.*\/sh$/);
    expect(findProgram("/bin/sh")).to.equal("/bin/sh");
    expect(findProgram("no-such-program")).to.equal(undefined);
    expect(findProgram("/etc/passwd")).to.equal(undefined);
    expect(findProgram("/")).to.equal(undefined);
  });
});

describe("a signal", () => {
  it("has the number of signal(7)", () => {
    expect(["SIGTERM", "SIGRTMIN", "SIGRTMIN+3", "SIGRTMAX-1"].map(signalNumber)).to.deep.equal([15, 34, 37, 63]);
    for (const name of ["SIGNONE", "TERM", "SIGRTMIN+31", "SIGRTMIN-1"]) expect(() => signalNumber(name), name).to.throw(name);
  });

  it("does not reach a process that merely has the PID", () => {
    expect(() => sendSignal(process.pid, "SIGKILL", 1)).to.throw("ESRCH");
  });
});

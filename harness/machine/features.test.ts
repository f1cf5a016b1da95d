import { expect } from "chai";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { after, before, describe, it } from "node:test";
import { eventually } from "../../engines/host/poll.ts";
import type { RunReport } from "../../reports/verdict/run_report.ts";
import { machineNamed } from "../../vagrant/registry.ts";
import { root } from "../root.ts";
import { lacks } from "./obstacle.ts";

const script = join(root, "harness/commands/features.ts");
const door = join(root, "harness/setup/main.mjs");
const sweep = join(root, "harness/commands/sweep.ts");
const skip = (await lacks(machineNamed("uml"))) ?? false;

describe("npm run features -- --machine", () => {
  let directory: string;

  before(() => {
    directory = mkdtempSync(join(tmpdir(), "brine-machine-"));
  });
  after(() => rmSync(directory, { recursive: true }));

  /** Starts one of the project's commands, with a state directory and a place for results of its own. */
  function start(args: string[], env: Record<string, string> = {}) {
    const out = join(directory, `out-${Math.random()}`);
    const state = mkdtempSync(join(directory, "state-"));
    const child = spawn(process.execPath, args[0] === sweep ? args : [...args, "--out", out], {
      env: { ...process.env, BRINE_STATE: state, NO_COLOR: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    const ended = new Promise<{ status: number | null; output: string }>((resolve) =>
      child.on("close", (status) => resolve({ status, output })),
    );
    return { child, ended, out, state, said: () => output };
  }
  const inUml = (...args: string[]): string[] => [script, "--machine", "uml", ...args];
  const report = (out: string): RunReport => JSON.parse(readFileSync(join(out, "verdicts.json"), "utf8")) as RunReport;

  /** What there is of machines with this state directory: processes that were told of it, and files. */
  const traces = (state: string): string[] => [
    ...processesOf(state),
    ...(existsSync(join(state, "machines")) ? readdirSync(join(state, "machines")) : []),
  ];

  it("an unknown machine is told which there are", async () => {
    const { status, output } = await start([script, "--machine", "umm"]).ended;
    expect(status).to.equal(1);
    expect(output).to.match(/^There is no machine "umm"\. There are: .*uml[^\n]*\n$/);
  });

  it("a state directory that cannot be made is told by its path, with what to do", async () => {
    const file = join(directory, "a-file");
    writeFileSync(file, "");
    const { status, output } = await start(inUml("--list"), { BRINE_STATE: join(file, "state") }).ended;
    expect(status).to.equal(1);
    expect(output).to.match(/ENOTDIR.*a-file\/state.*BRINE_STATE is where runs keep their state/);
  });

  it("brings verdicts, results and the exit status, labelled with the machine", { skip }, async () => {
    const { ended, out, state } = start(inUml("--tags", "@PID-01", "--engine", "/bin/true"));
    const { status, output } = await ended;
    expect(status, output).to.equal(1);
    expect(output).to.match(/^1 scenario on true .*, uml \(Linux \S+, cgroup v2, 1 CPU\)\n/);
    const { machine, cgroup, cpus, totals } = report(out);
    expect({ machine, cgroup, cpus, fails: totals.fails }).to.deep.equal({ machine: "uml", cgroup: "v2", cpus: 1, fails: 1 });
    expect(readdirSync(join(out, "allure-results")).some((name) => name.endsWith("-result.json"))).to.equal(true);
    expect(output).to.include(`Verdicts: ${relative(root, out)}/verdicts.json`);
    expect(traces(state)).to.deep.equal([]);
  });

  it("lists what would run there, and leaves no results", { skip }, async () => {
    const { ended, out } = start(inUml("--list", "--tags", "@PID-01"));
    const { status, output } = await ended;
    expect(status, output).to.equal(0);
    expect(output).to.match(/PID-01/);
    expect(existsSync(out)).to.equal(false);
  });

  it("hands on what the command there refuses", { skip }, async () => {
    const { status, output } = await start(inUml("--tags", "@NONE-99")).ended;
    expect(status).to.equal(1);
    expect(output).to.match(/^No scenario matches tags @NONE-99\./);
  });

  it("two runs at once are both well", { skip }, async () => {
    const both = [start(inUml("--tags", "@PID-01")), start(inUml("--tags", "@PID-01"))];
    for (const { ended } of both) expect((await ended).output).to.match(/\n1 hold, 0 fail, 0 error/);
    expect(both.flatMap(({ state }) => traces(state))).to.deep.equal([]);
  });

  for (const moment of ["boots", "runs"]) {
    it(`ctrl-C ends it with 130 while it ${moment}, and nothing is left`, { skip }, async () => {
      const { child, ended, state, said } = start([door, "features", "--machine", "uml", "--tags", "@CPU-01"]);
      const isThere = (): boolean => (moment === "boots" ? processesOf(state).length > 0 : said().includes("scenario on"));
      expect(await eventually(isThere, 60_000), said()).to.equal(true);
      child.kill("SIGINT");
      const { status, output } = await ended;
      expect(status, output).to.equal(130);
      expect(output).to.match(/Ended by SIGINT: no verdicts are written, and the machine is gone\.\n$/);
      expect(traces(state)).to.deep.equal([]);
    });
  }

  it("after kill -9 the machine ends by itself, and the next run sweeps what it left", { skip }, async () => {
    const { child, ended, state } = start(inUml("--tags", "@CPU-01"));
    expect(await eventually(() => processesOf(state).length > 0, 60_000)).to.equal(true);
    child.kill("SIGKILL");
    await ended;
    // But for a child that the kernel was just trying ptrace(2) on.
    expect(await eventually(() => processesOf(state).length <= 1, 10_000), processesOf(state).join("\n")).to.equal(true);
    expect(readdirSync(join(state, "machines"))).to.have.lengthOf(1);
    const swept = await start([sweep], { BRINE_STATE: state }).ended;
    expect(swept.output).to.match(/^(process .*\n)?directory .*machines\/[0-9a-f]{8}\n/);
    expect(traces(state)).to.deep.equal([]);
  });
});

/** Processes whose command line has this directory in it, with their command lines; those of the test's own kind excepted. */
function processesOf(path: string): string[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      return words.includes(`${path}/machines`) ? [`${pid}: ${words}`] : [];
    } catch {
      return [];
    }
  });
}

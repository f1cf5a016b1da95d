import { expect } from "chai";
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { eventually } from "../../engines/host/poll.ts";
import { residue } from "../../engines/host/residue.ts";
import { root } from "../root.ts";
import { cgroupParent } from "../run/state_directory.ts";

const script = join(root, "harness/commands/features.ts");
const door = join(root, "harness/setup/main.mjs");
const skip = process.getuid?.() === 0 ? false : "needs root: a container of the included runtime is started";

describe("npm run features", () => {
  let directory: string;

  before(() => {
    directory = mkdtempSync(join(tmpdir(), "brine-command-"));
  });
  after(() => rmSync(directory, { recursive: true }));

  /** @param within a program and its arguments that run the command in other circumstances: without root, without control groups */
  function start(args: string[], within: string[] = []) {
    const out = join(directory, `out-${readdirSync(directory).length}-${Math.random()}`);
    const env = { ...process.env, BRINE_STATE: join(directory, within.length === 0 ? "state" : "state-within"), NO_COLOR: "1" };
    const [program, ...rest] = [...within, process.execPath, ...args, "--out", out];
    const child = spawn(program, rest, { env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    const ended = new Promise<{ status: number | null; output: string; out: string }>((resolve) =>
      child.on("close", (status) => resolve({ status, output, out })),
    );
    return { child, ended };
  }

  const runs = (): string[] => (existsSync(join(directory, "state/runs")) ? readdirSync(join(directory, "state/runs")) : []);
  const tracesOf = (id: string) => ({ id, directory: join(directory, "state/runs", id), cgroupParent: cgroupParent(id) });

  /** Waits until the one run that there is has a container on its way, and returns its id; rejects when it ends before. */
  async function runWithContainer({ ended }: ReturnType<typeof start>): Promise<string> {
    const early = ended.then(({ status, output }) => {
      throw new Error(`It ended with ${status} before it had made a control group:\n${output}`);
    });
    const seen = eventually(() => runs().find((run) => residue(tracesOf(run)).some((line) => line.startsWith("cgroup"))), 20_000);
    const id = await Promise.race([seen, early]);
    if (id === undefined) throw new Error("No run has made a control group within 20 s.");
    return id;
  }

  it("an unknown engine is told which there are", async () => {
    const { status, output } = await start([script, "--engine", "brime"]).ended;
    expect(status).to.equal(1);
    expect(output).to.match(/^There is no engine "brime"\. There are: .*brine.*runc[^\n]*\n$/);
  });

  it("an engine that is not installed is told how to get it", async () => {
    const { status, output } = await start([script, "--engine", "/nonexistent/runtime"]).ended;
    expect(status).to.equal(1);
    expect(output.trimEnd().split("\n"), output).to.have.lengthOf(1);
    expect(output).to.match(/\/nonexistent\/runtime/);
  });

  it("a selection that matches nothing, or cannot be understood, is told back", async () => {
    const nothing = await start([script, "--tags", "@NONE-99"]).ended;
    expect(nothing).to.include({ status: 1 });
    expect(nothing.output).to.match(/^No scenario matches tags @NONE-99\./);
    const invalid = await start([script, "--tags", "@a and"]).ended;
    expect(invalid).to.include({ status: 1 });
    expect(invalid.output).to.match(/^The selection of scenarios is not valid: /);
  });

  it("a host without control groups is not a place to test, and it says why", { skip }, async () => {
    const withoutGroups = ["unshare", "--mount", "--propagation", "slave", "sh", "-c", 'umount -R /sys/fs/cgroup && exec "$@"', "sh"];
    const { status, output } = await start([script, "--tags", "@PID-01"], withoutGroups).ended;
    expect(output).to.match(/1 not testable here: no cgroup hierarchy with cpu, memory, pids is mounted: mount them/);
    // Nothing else was to be expected of such a host.
    expect(output).to.not.match(/worse than expected/);
    expect(status).to.equal(0);
  });

  it("without root containers are made in user namespaces", { skip }, async () => {
    chmodSync(directory, 0o777);
    const withoutRoot = ["setpriv", "--reuid=1234", "--regid=1234", "--clear-groups"];
    const { status, output } = await start([script, "--tags", "@PID-01"], withoutRoot).ended;
    expect(output).to.match(/\n1 hold, 0 fail, 0 error/);
    expect(status).to.equal(0);
  });

  it("without root and without user namespaces nothing is testable, and it says what to allow", { skip }, async () => {
    const limit = "echo 1 >/proc/sys/user/max_user_namespaces";
    const inner = 'exec unshare --user --map-user=1234 --map-group=1234 "$@"';
    const withoutEither = ["unshare", "--user", "--map-root-user", "sh", "-c", `${limit}; ${inner}`, "sh"];
    const { status, output } = await start([script, "--tags", "@PID-01"], withoutEither).ended;
    expect(output).to.match(/1 not testable here: a user namespace could not be made .*: allow it with sysctl/);
    expect(status).to.equal(0);
  });

  it("a full disk under the state directory is told by its path, with what to do", { skip }, async () => {
    const small = 'mount -t tmpfs -o nr_inodes=2 tmpfs "$BRINE_STATE" && exec "$@"';
    mkdirSync(join(directory, "state-within"), { recursive: true });
    const { status, output } = await start([script, "--tags", "@PID-01"], ["unshare", "--mount", "sh", "-c", small, "sh"]).ended;
    expect(output).to.match(
      /ENOSPC: no space left on device, mkdir '.*state-within\/runs.*BRINE_STATE is where runs keep their state[^\n]*\n$/,
    );
    expect(status).to.equal(1);
  });

  it("what others put among the runs is left alone", { skip }, async () => {
    const strange = [join(directory, "state/runs/a-file"), join(directory, "state/runs/a directory")];
    mkdirSync(strange[1] ?? "", { recursive: true });
    writeFileSync(strange[0] ?? "", "");
    const { output } = await start([script, "--tags", "@PID-01"]).ended;
    expect(output.trimEnd().split("\n").at(-1)).to.match(/^1 hold, 0 fail, 0 error/);
    expect(strange.filter((path) => !existsSync(path))).to.deep.equal([]);
    for (const path of strange) rmSync(path, { recursive: true });
  });

  it("two runs at once are both well, each with an id of its own", { skip }, async () => {
    const both = await Promise.all([start([script, "--tags", "@PID-01"]).ended, start([script, "--tags", "@PID-01"]).ended]);
    for (const { output } of both) expect(output.trimEnd().split("\n").at(-1)).to.match(/^1 hold, 0 fail, 0 error/);
    const ids = both.map(({ out }) => (JSON.parse(readFileSync(join(out, "verdicts.json"), "utf8")) as { run: string }).run);
    expect(new Set(ids).size).to.equal(2);
    expect(ids.flatMap((id) => residue(tracesOf(id)))).to.deep.equal([]);
  });

  it("ctrl-C ends it with 130, and nothing of the run is left", { skip }, async () => {
    const started = start([door, "features", "--tags", "@CPU-01"]);
    const id = await runWithContainer(started);
    started.child.kill("SIGINT");
    const { status, output } = await started.ended;
    expect(status, output).to.equal(130);
    expect(residue(tracesOf(id))).to.deep.equal([]);
  });

  it("after kill -9 the next run sweeps what was left, and is well itself", { skip }, async () => {
    const started = start([script, "--tags", "@CPU-01"]);
    const id = await runWithContainer(started);
    started.child.kill("SIGKILL");
    await started.ended;
    expect(residue(tracesOf(id))).not.to.deep.equal([]);
    const { output } = await start([script, "--tags", "@PID-01"]).ended;
    expect(output.trimEnd().split("\n").at(-1)).to.match(/^1 hold, 0 fail, 0 error/);
    expect(residue(tracesOf(id))).to.deep.equal([]);
    expect(runs()).to.deep.equal([]);
  });
});

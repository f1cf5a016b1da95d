/** The command line, as an engine or a person uses it: what it prints, how it ends, what it leaves. */
import { spawnSync, type SpawnSyncOptions } from "node:child_process";
import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import type { Process } from "../configuration/types.ts";
import { readCgroupHost } from "../cgroup/hierarchies.ts";
import { configurationFor, notHere, TestBundle } from "../container/test_bundle.ts";

const program = fileURLToPath(new URL("../../bin/brine-runtime", import.meta.url));

interface Outcome {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a command to its end; `--root` lies in the bundle. */
function brine(bundle: TestBundle, args: string[], options: SpawnSyncOptions = {}): Outcome {
  const all = ["--root", path.join(bundle.directory, "state"), ...args];
  const { status, stdout, stderr } = spawnSync(program, all, { cwd: bundle.directory, timeout: 30_000, ...options, encoding: "utf8" });
  // Null where they are not pipes.
  return { status, stdout: stdout ?? "", stderr: stderr ?? "" };
}

/** The same for one whose container outlives it: that would hold the pipes. */
function detached(bundle: TestBundle, args: string[], options: SpawnSyncOptions = {}): Outcome {
  const { stdin, stdout, stderr } = bundle.stdio;
  const outcome = brine(bundle, ["--log", path.join(bundle.directory, "log"), ...args], { stdio: [stdin, stdout, stderr], ...options });
  const log = path.join(bundle.directory, "log");
  return { ...outcome, stderr: existsSync(log) ? readFileSync(log, "utf8") : "" };
}

function configure(bundle: TestBundle, args: string[], patch: Partial<Process> = {}, rest: object = {}): void {
  const configuration = configurationFor(["/bin/probe", ...args], rest);
  bundle.configure({ ...configuration, process: { ...configuration.process, ...patch } });
}

/** A running container, and what is executed in it. */
function running(bundle: TestBundle, rest: object = {}): (args: string[], options?: SpawnSyncOptions) => Outcome {
  configure(bundle, ["--quiet", "idle"], {}, rest);
  expect(detached(bundle, ["run", "-d", bundle.id]).stderr).to.equal("");
  return (args, options) => brine(bundle, ["exec", ...args], options);
}

const parsed = (outcome: Outcome): Record<string, unknown> => {
  expect(outcome.status, outcome.stderr).to.equal(0);
  return JSON.parse(outcome.stdout) as Record<string, unknown>;
};

/** Deletes it, and sees that nothing is left. */
function gone(bundle: TestBundle): void {
  expect(brine(bundle, ["delete", "-f", bundle.id])).to.deep.include({ status: 0, stderr: "" });
  expect(bundle.residue()).to.deep.equal([]);
}

describe("the command line", { skip: notHere }, () => {
  it("creates, tells the state, starts, kills and deletes, and refuses out of turn with status 1", () => {
    using bundle = new TestBundle();
    const { id } = bundle;
    expect(detached(bundle, ["create", "--pid-file", "pid", id])).to.deep.include({ status: 0, stderr: "" });
    const state = parsed(brine(bundle, ["state", id]));
    expect(state).to.include({
      ociVersion: "1.0.2",
      id,
      status: "created",
      bundle: bundle.directory,
      rootfs: bundle.rootfs,
      owner: "root",
    });
    expect(readFileSync(path.join(bundle.directory, "pid"), "utf8")).to.equal(String(state["pid"]));
    for (const [args, says] of [
      [["create", id], /the id is in use/],
      [["delete", id], /it is created/],
      [["kill", id, "NOTHING"], /there is no signal/],
      [["state", "unknown"], /container does not exist/],
      [["pause", "unknown"], /container does not exist/],
      [["create", "a/b"], /cannot create container "a\/b": the id is not valid/],
      [["state", "a/b"], /cannot tell the state of container "a\/b": the id is not valid/],
      [["delete", "a/b"], /cannot delete container "a\/b": the id is not valid/],
      [["delete", "--force", "a/b"], /cannot delete container "a\/b": the id is not valid/],
    ] as [string[], RegExp][]) {
      const { status, stderr } = brine(bundle, args);
      expect([args[0], status]).to.deep.equal([args[0], 1]);
      expect(stderr).to.match(says);
    }
    expect(brine(bundle, ["start", id]).status).to.equal(0);
    expect(brine(bundle, ["start", id])).to.deep.include({ status: 1 });
    expect(parsed(brine(bundle, ["state", id]))).to.include({ status: "running" });
    expect(brine(bundle, ["kill", id, "9"]).status).to.equal(0);
    expect(brine(bundle, ["delete", "--force", id]).status).to.equal(0);
    expect(brine(bundle, ["delete", "--force", id]).status).to.equal(0);
    expect(brine(bundle, ["delete", id]).status).to.equal(1);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("tells of a container that was cut off before its record was written, does nothing in it, and deletes it by force", () => {
    using bundle = new TestBundle();
    const { id } = bundle;
    mkdirSync(path.join(bundle.directory, "state", id));
    const state = { ociVersion: "1.0.2", id, pid: 0, status: "creating", bundle: "", rootfs: "", owner: "root" };
    expect(parsed(brine(bundle, ["state", id]))).to.include(state);
    expect(parsed(brine(bundle, ["list", "--format", "json"]))).to.have.nested.property("[0].status", "creating");
    for (const args of [
      ["start"],
      ["kill"],
      ["kill", "--all"],
      ["ps"],
      ["pause"],
      ["update", "--pids-limit", "5"],
      ["events"],
      ["delete"],
    ]) {
      const { status, stderr } = brine(bundle, [...args, id]);
      expect([args, status]).to.deep.equal([args, 1]);
      expect(stderr).to.match(/it is creating/);
    }
    const executed = brine(bundle, ["exec", id, "/bin/true"]);
    expect(executed).to.deep.include({ status: 255 });
    expect(executed.stderr).to.match(/it is creating/);
    gone(bundle);
  });

  it("writes errors to the log as lines of JSON, and to standard error", () => {
    using bundle = new TestBundle();
    const log = path.join(bundle.directory, "log.json");
    const { status, stderr } = brine(bundle, ["--log", log, "--log-format", "json", "--debug", "--rootless", "auto", "start", "unknown"]);
    expect(status).to.equal(1);
    expect(stderr).to.match(/container does not exist/);
    const [line = "", ...others] = readFileSync(log, "utf8").trim().split("\n");
    expect(others).to.deep.equal([]);
    const entry = JSON.parse(line) as Record<string, string>;
    expect(entry).to.include({ level: "error" });
    expect(entry["msg"]).to.match(/container does not exist/);
    expect(new Date(entry["time"] ?? "").getTime()).to.be.closeTo(Date.now(), 60_000);
    expect(brine(bundle, ["--systemd-cgroup", "list"])).to.deep.include({ status: 1 });
    expect(brine(bundle, ["checkpoint", "--image-path", "x", "y"]).stderr).to.match(/checkpoint is not honoured/);
    expect(brine(bundle, ["--version"]).stdout).to.match(/^brine-runtime version \S+\nspec: 1\.2\.\d+\n$/);
  });

  it("runs a program to its end and passes on how it ends", () => {
    using bundle = new TestBundle();
    configure(bundle, ["--quiet", "exit", "7"]);
    expect(brine(bundle, ["run", bundle.id])).to.deep.equal({ status: 7, stdout: "", stderr: "" });
    configure(bundle, ["--quiet", "true"], { args: ["/bin/nothing"] });
    expect(brine(bundle, ["run", bundle.id]).status).to.equal(1);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("hands over descriptors that are to be preserved, and those of systemd before them", () => {
    using bundle = new TestBundle();
    configure(bundle, ["report"]);
    const [one, other] = [openSync("/dev/null", "r"), openSync("/dev/zero", "r")];
    const seen = (outcome: Outcome): unknown[] => {
      const { descriptors, environment } = parsed(outcome) as { descriptors: { target: string }[]; environment: string[] };
      return [descriptors.slice(3).map(({ target }) => target), environment.filter((entry) => entry.startsWith("LISTEN_"))];
    };
    const stdio: SpawnSyncOptions["stdio"] = ["ignore", "pipe", "pipe", one, other];
    expect(seen(brine(bundle, ["run", bundle.id], { stdio }))).to.deep.equal([[], []]);
    expect(seen(brine(bundle, ["run", "--preserve-fds", "2", bundle.id], { stdio }))).to.deep.equal([["/dev/null", "/dev/zero"], []]);
    const activated = ["-c", `LISTEN_PID=$$ exec "$0" --root state run --preserve-fds=1 ${bundle.id}`, program];
    const env = { ...process.env, LISTEN_FDS: "1", LISTEN_FDNAMES: "http" };
    const { status, stdout, stderr } = spawnSync("sh", activated, { cwd: bundle.directory, stdio, env, encoding: "utf8" });
    expect(seen({ status, stdout, stderr })).to.deep.equal([
      ["/dev/null", "/dev/zero"],
      ["LISTEN_FDS=1", "LISTEN_PID=1", "LISTEN_FDNAMES=http"],
    ]);
    const missing = brine(bundle, ["run", "--preserve-fds", "3", bundle.id], { stdio });
    expect([missing.status, missing.stderr]).to.deep.equal([1, "brine-runtime: descriptor 5 is to be preserved, and is not open\n"]);
    for (const fd of [one, other]) closeSync(fd);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("gives a program its home, and the pipes that are its streams", () => {
    using bundle = new TestBundle();
    mkdirSync(path.join(bundle.rootfs, "etc"));
    writeFileSync(
      path.join(bundle.rootfs, "etc/passwd"),
      `root:x:0:0::/root:/bin/sh\n${"#".repeat(20_000)}\nanna:x:1000:1000:Anna:/home/anna:/bin/sh`,
    );
    const homeOf = (patch: Partial<Process>): string[] => {
      configure(bundle, ["report"], patch);
      const { environment } = parsed(brine(bundle, ["run", bundle.id])) as { environment: string[] };
      return environment.filter((entry) => entry.startsWith("HOME="));
    };
    expect(homeOf({ user: { uid: 1000, gid: 1000 } })).to.deep.equal(["HOME=/home/anna"]);
    expect(homeOf({ user: { uid: 7, gid: 7 } })).to.deep.equal(["HOME=/"]);
    expect(homeOf({ env: ["HOME=/elsewhere"] })).to.deep.equal(["HOME=/elsewhere"]);
    // To open them anew needs the owner's permission (proc(5), /proc/<pid>/fd).
    configure(bundle, ["open", "/proc/self/fd/1", "w"], { user: { uid: 1000, gid: 1000 } });
    const piped = spawnSync("sh", ["-c", `"$0" --root state run ${bundle.id} | cat`, program], { cwd: bundle.directory, encoding: "utf8" });
    expect(piped.stdout).to.equal('{"opened":true}\n');
    // Not the host's own file.
    configure(bundle, ["report"], { user: { uid: 1000, gid: 1000 } });
    detached(bundle, ["run", bundle.id]);
    expect(statSync(path.join(bundle.directory, "output")).uid).to.equal(0);
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("executes a program as runc's options say, and passes on how it ends", () => {
    using bundle = new TestBundle();
    const exec = running(bundle);
    const { id } = bundle;
    const options = ["--cwd", "/bin", "-e", "A=1", "-e", "PATH=/x:/bin", "-u", "5:6", "-g", "7", "-c", "CAP_CHOWN", "--no-new-privs"];
    const report = parsed(exec([...options, "--pid-file", "pid", id, "probe", "report"]));
    expect(report).to.deep.include({ cwd: "/bin", groups: [7], noNewPrivs: true });
    expect(report["uid"]).to.include({ effective: 5 });
    expect(report["gid"]).to.include({ effective: 6 });
    expect(report["environment"]).to.deep.equal(["A=1", "PATH=/x:/bin", "HOME=/"]);
    expect((report["capabilities"] as Record<string, string>)["bounding"]).to.equal("0000000000000021");
    expect(Number(readFileSync(path.join(bundle.directory, "pid"), "utf8"))).to.be.above(1);
    writeFileSync(
      path.join(bundle.directory, "process.json"),
      JSON.stringify({ user: { uid: 9, gid: 9 }, args: ["/bin/probe", "report"], cwd: "/", env: ["B=2"] }),
    );
    expect(parsed(exec(["-p", "process.json", id]))).to.deep.include({ environment: ["B=2", "HOME=/"] });
    expect(exec([id, "/bin/probe", "--quiet", "exit", "42"])).to.deep.equal({ status: 42, stdout: "", stderr: "" });
    expect(exec([id, "/bin/nothing"])).to.deep.include({ status: 255, stdout: "" });
    expect(exec([id, "/bin/nothing"]).stderr).to.match(/exec failed: .*no such file or directory/);
    expect(exec([id]).status).to.equal(255);
    const fd = openSync("/dev/zero", "r");
    const preserved = parsed(exec(["--preserve-fds", "1", id, "/bin/probe", "report"], { stdio: ["ignore", "pipe", "pipe", fd] }));
    closeSync(fd);
    expect((preserved["descriptors"] as { target: string }[])[3]).to.include({ target: "/dev/zero" });
    gone(bundle);
  });

  it("executes a program in a control group below the container's", { skip: readCgroupHost().mode === "v2" && "needs cgroup v1" }, () => {
    using bundle = new TestBundle();
    const exec = running(bundle);
    const group = path.join("/sys/fs/cgroup/pids", bundle.id, "below");
    mkdirSync(group);
    const { cgroup } = parsed(exec(["--cgroup", "pids:below", bundle.id, "/bin/probe", "report"])) as { cgroup: string[] };
    expect(cgroup.filter((line) => line.endsWith("/below"))).to.have.lengthOf(1);
    expect(exec(["--cgroup", "nowhere", bundle.id, "/bin/probe", "true"]).stderr).to.match(/"nowhere" does not exist below/);
    expect(exec(["--cgroup", "pids:../..", bundle.id, "/bin/probe", "true"]).stderr).to.match(/must not hold \.\./);
    gone(bundle);
  });

  it("pauses and resumes; a paused container takes a program only where that is asked for, which begins when it goes on", () => {
    using bundle = new TestBundle();
    const exec = running(bundle);
    const { id } = bundle;
    expect(brine(bundle, ["pause", id]).status).to.equal(0);
    expect(parsed(brine(bundle, ["state", id]))).to.include({ status: "paused" });
    expect(exec([id, "/bin/probe", "true"]).stderr).to.match(/it is paused, not running/);
    const waiting = [
      "-c",
      `"$0" --root state exec --ignore-paused ${id} /bin/probe --quiet exit 5 & "$0" --root state resume ${id}; wait $!`,
    ];
    expect(spawnSync("sh", [...waiting, program], { cwd: bundle.directory }).status).to.equal(5);
    expect(parsed(brine(bundle, ["state", id]))).to.include({ status: "running" });
    gone(bundle);
  });

  it("lists, counts and limits", { skip: readCgroupHost().mode === "v2" && "needs cgroup v1" }, () => {
    using bundle = new TestBundle();
    running(bundle);
    const { id } = bundle;
    const [listed] = JSON.parse(brine(bundle, ["list", "-f", "json"]).stdout) as Record<string, unknown>[];
    expect(listed).to.include({ id, status: "running", owner: "root" });
    expect(brine(bundle, ["list", "-q"]).stdout).to.equal(`${id}\n`);
    expect(brine(bundle, ["list"]).stdout).to.match(/^ID +PID +STATUS +BUNDLE +CREATED +OWNER\n/);
    const pid = Number(listed?.["pid"]);
    expect(JSON.parse(brine(bundle, ["ps", "-f", "json", id]).stdout)).to.deep.equal([pid]);
    expect(brine(bundle, ["ps", id]).stdout).to.match(new RegExp(`^UID +PID .*\\n\\S+ +${pid} .* /bin/probe --quiet idle\\n$`));
    expect(brine(bundle, ["ps", id, "-eo", "pid,comm"]).stdout).to.match(new RegExp(`^ *PID COMMAND\\n *${pid} probe\\n$`));
    const limits = ["--memory", "64m", "--memory-swap", "64m", "--pids-limit", "9", "--cpu-quota", "20000", "--cpu-period", "100000"];
    expect(brine(bundle, ["update", ...limits, id])).to.deep.equal({ status: 0, stdout: "", stderr: "" });
    expect(brine(bundle, ["update", "-r", "-", id], { input: '{"cpu":{"shares":512}}' }).status).to.equal(0);
    const record = JSON.parse(readFileSync(path.join(bundle.directory, "state", id, "state.json"), "utf8")) as { groups: string[] };
    const read = (file: string): string => {
      const group = record.groups.find((directory) => existsSync(path.join(directory, file))) ?? "";
      return readFileSync(path.join(group, file), "utf8").trim();
    };
    expect(["memory.limit_in_bytes", "pids.max", "cpu.cfs_quota_us", "cpu.shares"].map(read)).to.deep.equal([
      "67108864",
      "9",
      "20000",
      "512",
    ]);
    const statistics = parsed(brine(bundle, ["events", "--stats", id])) as { type: string; id: string; data: Record<string, unknown> };
    expect(statistics).to.include({ type: "stats", id });
    expect(statistics.data).to.have.all.keys("cpu", "memory", "pids", "blkio", "hugetlb");
    expect(statistics.data["pids"]).to.deep.equal({ current: 1, limit: 9 });
    expect(brine(bundle, ["update", id]).status).to.equal(1);
    expect(brine(bundle, ["update", "--mem-bw-schema", "MB:0=20", id]).stderr).to.match(/there is no linux\.intelRdt/);
    gone(bundle);
  });

  it(
    "tells of processes that are ended for want of memory, until the container ends",
    { skip: readCgroupHost().mode === "v2" && "needs cgroup v1" },
    () => {
      using bundle = new TestBundle();
      const resources = { memory: { limit: 32 << 20, swap: 32 << 20 } };
      running(bundle, { linux: { ...configurationFor([]).linux, resources } });
      const script = `
      "$0" --root state events --interval 1m ${bundle.id} > events & events=$!
      until [ -s events ]; do sleep 0.05; done
      "$0" --root state exec ${bundle.id} /bin/probe --quiet hold 128000000
      until grep -q oom events; do sleep 0.05; done
      "$0" --root state kill ${bundle.id} KILL; wait $events`;
      expect(spawnSync("sh", ["-c", script, program], { cwd: bundle.directory, timeout: 30_000 }).status).to.equal(0);
      const lines = readFileSync(path.join(bundle.directory, "events"), "utf8").trim().split("\n");
      expect(lines.map((line) => (JSON.parse(line) as { type: string }).type)).to.deep.equal(["stats", "oom"]);
      gone(bundle);
    },
  );

  it("joins a terminal to its own streams while it waits for the program", () => {
    using bundle = new TestBundle();
    copyFileSync("/bin/busybox", path.join(bundle.rootfs, "bin/busybox"));
    const shell = (script: string): void => configure(bundle, [], { terminal: true, args: ["/bin/busybox", "sh", "-c", script] });
    shell("read line; echo got $line; exit 3");
    const typed = brine(bundle, ["run", bundle.id], { input: "hello\n" });
    expect([typed.status, typed.stdout]).to.deep.equal([3, "hello\ngot hello\n"]);
    // At a terminal of its own: script(1) is one.
    shell("/bin/busybox stty size; read line; echo got $line; exit 3");
    const inside = `stty rows 33 cols 99; exec "${program}" --root state run ${bundle.id}`;
    const scripted = spawnSync("/usr/bin/script", ["-qec", `sh -c '${inside}'`, "/dev/null"], {
      cwd: bundle.directory,
      input: "hello\n",
      encoding: "utf8",
    });
    expect([scripted.status, scripted.stdout]).to.deep.include(3);
    expect(scripted.stdout)
      .to.match(/33 99\r\n/)
      .and.match(/got hello/);
    const exec = running(bundle);
    const executed = exec(["-t", bundle.id, "/bin/busybox", "tty"], { input: "" });
    expect([executed.status, executed.stdout]).to.deep.equal([0, "/dev/pts/0\n"]);
    gone(bundle);
  });

  it("writes a configuration that runs, and tells the plan and what is supported", () => {
    using bundle = new TestBundle();
    const target = path.join(bundle.directory, "new");
    mkdirSync(target);
    expect(brine(bundle, ["spec", "-b", target]).status).to.equal(0);
    expect(brine(bundle, ["spec", "-b", target]).stderr).to.match(/exists already/);
    const written = JSON.parse(readFileSync(path.join(target, "config.json"), "utf8")) as { process: object };
    bundle.configure({ ...written, process: { ...written.process, terminal: false, args: ["/bin/probe", "true"] } });
    expect(brine(bundle, ["run", bundle.id])).to.deep.equal({ status: 0, stdout: "", stderr: "" });
    const plan = JSON.parse(brine(bundle, ["plan", "--format", "json"]).stdout) as { kind: string }[];
    expect(plan.map(({ kind }) => kind)).to.include.members(["clone", "pivotRoot", "exec"]);
    const features = parsed(brine(bundle, ["features"]));
    expect(features).to.include({ ociVersionMin: "1.0.0", ociVersionMax: "1.2.0" });
    expect(features["mountOptions"]).to.include.members(["remount", "tmpcopyup", "rro", "nosymfollow"]);
    const linux = features["linux"] as Record<string, Record<string, unknown>>;
    expect(linux["seccomp"]?.["actions"]).to.include("SCMP_ACT_NOTIFY");
    for (const name of ["apparmor", "selinux", "intelRdt"]) expect(linux[name]).to.have.property("enabled").that.is.a("boolean");
    expect(linux["mountExtensions"]).to.deep.equal({ idmap: { enabled: false } });
  });
});

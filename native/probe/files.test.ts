import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { expect } from "chai";
import { look, probePath, run, runProgram, Workload } from "./start_probe.ts";

const root = process.getuid?.() === 0 ? false : "needs root";

describe("the probe and files", () => {
  let directory: string;
  const at = (name: string) => path.join(directory, name);
  before(() => (directory = mkdtempSync(path.join(os.tmpdir(), "brine-probe-"))));
  after(() => rmSync(directory, { recursive: true }));

  it("writes, reads, lists, renames and deletes them", () => {
    expect(run("mkdir", at("tree")).document).to.deep.equal({ created: true });
    expect(run("write", at("tree/b"), "text").document).to.deep.equal({ written: 4 });
    expect(run("write", at("tree/a"), "").document).to.deep.equal({ written: 0 });
    expect(run("read", at("tree/b")).document).to.deep.equal({ content: "text" });
    expect(run("list", at("tree")).document).to.deep.equal({ names: ["a", "b"] });
    expect(run("rename", at("tree"), at("moved")).document).to.deep.equal({ renamed: true });
    expect(run("delete", at("moved")).document).to.deep.equal({ deleted: true });
    expect(run("stat", at("moved"))).to.deep.include({ exitStatus: 1, document: { errno: "ENOENT", call: "lstat", path: at("moved") } });
  });

  it("tells type, owner, mode and device numbers", { skip: root }, () => {
    expect(run("stat", "/dev/null").document).to.deep.include({ type: "character device", rdev: { major: 1, minor: 3 } });
    run("write", at("owned"), "12345");
    expect(run("chown", at("owned"), "5", "6").document).to.deep.equal({ changed: true });
    expect(run("stat", at("owned")).document).to.include({ type: "regular file", mode: "0644", uid: 5, gid: 6, size: 5 });
    expect(run("mknod", at("node"), "c", "0", "0").document).to.deep.equal({ created: true });
    expect(run("stat", at("node")).document).to.deep.include({ type: "character device", rdev: { major: 0, minor: 0 } });
    expect(run("open", at("owned"), "w").document).to.deep.equal({ opened: true });
  });

  it("names the call, the path and the errno of what is refused", () => {
    const refusals: [string[], object][] = [
      [["read", "/"], { errno: "EISDIR", call: "read", path: "/" }],
      [["open", "/", "w"], { errno: "EISDIR", call: "open", path: "/" }],
      [["list", "/dev/null"], { errno: "ENOTDIR", call: "opendir", path: "/dev/null" }],
      [["mkdir", directory], { errno: "EEXIST", call: "mkdir", path: directory }],
      [["umount", directory], { errno: process.getuid?.() === 0 ? "EINVAL" : "EPERM", call: "umount2", path: directory }],
    ];
    for (const [args, document] of refusals) expect(run(...args)).to.deep.include({ exitStatus: 1, document });
  });

  it("tells misuse apart from refusal", () => {
    expect(run("read")).to.deep.include({ exitStatus: 2, document: { usage: ["probe read PATH"] } });
    expect(run("kill", "1", "SIGNONE")).to.deep.include({ exitStatus: 2, document: { misuse: "no such signal", argument: "SIGNONE" } });
    expect(run("nonsense").document.usage).to.have.length.above(30);
  });

  it("without privilege may not change what is not its own", { skip: root }, () => {
    const unprivileged = (...args: string[]) =>
      runProgram("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", probePath, ...args).document;
    expect(unprivileged("settime")).to.deep.equal({ errno: "EPERM", call: "clock_settime", path: null });
    expect(unprivileged("chown", "/", "1", "1")).to.deep.equal({ errno: "EPERM", call: "chown", path: "/" });
    expect(unprivileged("mknod", "/tmp/brine-node", "c", "1", "3")).to.include({ errno: "EPERM", call: "mknod" });
    expect(unprivileged("hostname", "other")).to.include({ errno: "EPERM", call: "sethostname" });
    expect(unprivileged("unshare", "network", "true")).to.include({ errno: "EPERM", call: "unshare" });
  });

  it("mounts, and names the host, in namespaces of its own", { skip: root }, () => {
    const mounted = runProgram("/usr/bin/unshare", "--mount", probePath, "mount-tmpfs", directory);
    expect(mounted.document).to.deep.equal({ mounted: true });
    expect(run("unshare", "uts", "hostname", "inner").document).to.deep.equal({ set: true });
    expect(run("report").document.hostname).to.equal(os.hostname());
    expect(run("unshare", "mount,sea", "true")).to.deep.include({
      exitStatus: 2,
      document: { misuse: "no such namespace type", argument: "sea" },
    });
  });

  it("makes queues in an IPC namespace, where no other finds them", { skip: root }, () => {
    const key = "1651666286";
    const inside = (...command: string[]) => runProgram("/usr/bin/unshare", "--ipc", probePath, ...command).document;
    expect(inside("queue-make", key)).to.deep.equal({ queue: 0 });
    expect(run("queue-find", key).document).to.deep.equal({ errno: "ENOENT", call: "msgget", path: null });
    expect(inside("mqueue-make", "/brine-queue")).to.deep.equal({ made: true });
    expect(run("mqueue-find", "/brine-queue").document).to.deep.equal({ errno: "ENOENT", call: "mq_open", path: "/brine-queue" });
    expect(inside("queue-make", "none")).to.deep.equal({ misuse: "not a whole number from 1 on", argument: "none" });
  });

  it("sets the clocks of a new time namespace off for its children", { skip: root }, () => {
    const { clocks } = run("unshare", "time", "offset-clocks", "1000", "2000", "fork-report").document;
    const own = run("report").document.clocks;
    expect(own.monotonic - clocks.monotonic, "ns").to.be.within(-1_000e9, -990e9);
    expect(own.boottime - clocks.boottime, "ns").to.be.within(-2_000e9, -1_990e9);
    expect(own.realtime - clocks.realtime, "ns").to.be.within(0, 10e9);
  });

  it("follows a log from before it exists until it is ended", async () => {
    await using collector = new Workload("--quiet", "log-collect", at("log"));
    await using writer = new Workload("--quiet", "log-write", "2", at("log"));
    expect([await collector.line(), await collector.line()]).to.deep.equal(["line 1", "line 2"]);
    await using again = new Workload("--quiet", "log-write", "1", at("log"));
    expect(await collector.line()).to.equal("line 1");
    expect(look(writer.pid)).to.match(/probe$/);
    expect(look(again.pid)).to.match(/probe$/);
  });

  it("leaves a chroot by way of the working directory", { skip: root }, () => {
    copyFileSync(probePath, at("probe"));
    const marker = at("marker");
    writeFileSync(marker, "");
    expect(runProgram("/usr/sbin/chroot", directory, "/probe", "stat", marker).exitStatus).to.equal(1);
    expect(runProgram("/usr/sbin/chroot", directory, "/probe", "escape-chroot", marker).document).to.deep.equal({
      reached: true,
      path: marker,
    });
    expect(runProgram("/usr/sbin/chroot", directory, "/probe", "escape-chroot", "/nowhere").document).to.deep.equal({
      reached: false,
      path: "/nowhere",
    });
    expect(run("list", directory).document.names).not.to.include(".escape-chroot");
  });
});

/** Docker, with its daemon, on the included runtime. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { expect } from "chai";
import { root } from "../root.ts";
import { Client } from "./client.ts";
import { Place, runtimePath } from "./place.ts";

const configuration = {
  "data-root": "/run/docker-data",
  "exec-root": "/run/docker",
  pidfile: "/run/docker.pid",
  hosts: ["unix:///run/docker.sock"],
  "storage-driver": "vfs",
  "exec-opts": ["native.cgroupdriver=cgroupfs"],
  // A host without CAP_SYS_RESOURCE can only lower the hard limit.
  "default-ulimits": { nofile: { Name: "nofile", Soft: 1024, Hard: 4096 } },
  runtimes: { brine: { path: runtimePath } },
  "default-runtime": "brine",
};

/** By its place: another program of the name may come first in PATH. */
const program = "/usr/bin/docker";

describe("docker", () => {
  let place: Place;
  let docker: Client;

  before(async () => {
    place = await Place.open();
    mkdirSync(join(place.run, "docker-data"));
    writeFileSync(join(place.run, "daemon.json"), JSON.stringify(configuration));
    docker = new Client(place, [program, "--host", "unix:///run/docker.sock"]);
    await place.daemon(["dockerd", "--config-file", "/run/daemon.json"], async () => {
      return existsSync(join(place.run, "docker.sock")) && (await docker.tries("version")).status === 0;
    });
    await new Client(place, ["tar", "-C", join(root, ".cache/images/base"), "-cf", "/run/base.tar", "."]).says();
    await docker.says("import", "/run/base.tar", "base");
  });
  after(() => place.close());

  const begin = (name: string, ...rest: string[]): Promise<string> => docker.says("run", "-d", "--name", name, ...rest);
  const end = (name: string): Promise<string> => docker.says("rm", "-f", name);
  const inspect = (name: string, what: string): Promise<string> => docker.says("inspect", "-f", `{{.State.${what}}}`, name);

  it("has the included runtime for its default", async () => {
    expect(await docker.says("info", "-f", "{{.DefaultRuntime}}")).to.equal("brine");
  });

  it("runs a program and passes on what it says and how it ends", async () => {
    expect(await docker.says("run", "--rm", "base", "echo", "hello")).to.equal("hello");
    expect((await docker.tries("run", "--rm", "base", "sh", "-c", "exit 7")).status).to.equal(7);
    expect((await docker.tries("run", "--rm", "base", "/missing")).status).to.equal(127);
  });

  it("gives a container its network: an address of the bridge beside loopback", async () => {
    const links = await docker.says("run", "--rm", "base", "sh", "-c", "cd /sys/class/net && echo *");
    expect(links).to.equal("eth0 lo");
  });

  it("executes another program in a container, and passes on how it ends", async () => {
    await begin("executing", "base", "sleep", "1000");
    expect(await docker.says("exec", "executing", "cat", "/proc/1/comm")).to.equal("sleep");
    for (const status of [0, 5]) expect((await docker.tries("exec", "executing", "sh", "-c", `exit ${status}`)).status).to.equal(status);
    await end("executing");
  });

  it("gives a terminal with -t, and none without", async () => {
    const test = "if test -t 1; then echo terminal; else echo none; fi";
    expect(await docker.says("run", "--rm", "-t", "base", "sh", "-c", test)).to.equal("terminal");
    expect(await docker.says("run", "--rm", "base", "sh", "-c", test)).to.equal("none");
    await begin("typing", "base", "sleep", "1000");
    expect(await docker.says("exec", "-t", "typing", "sh", "-c", test)).to.equal("terminal");
    await end("typing");
  });

  it("stops a container by SIGTERM", async () => {
    await begin("stopping", "base", "sh", "-c", "trap 'exit 3' TERM; echo ready; while :; do sleep 0.1; done");
    await docker.comesToSay("ready", "logs", "stopping");
    await docker.says("stop", "-t", "20", "stopping");
    expect(`${await inspect("stopping", "Status")} ${await inspect("stopping", "ExitCode")}`).to.equal("exited 3");
    await end("stopping");
  });

  it("pauses a container and lets it go on", async () => {
    await begin("pausing", "base", "sleep", "1000");
    await docker.says("pause", "pausing");
    expect(await inspect("pausing", "Status")).to.equal("paused");
    expect((await docker.tries("exec", "pausing", "true")).status, "an exec while it is paused").to.not.equal(0);
    await docker.says("unpause", "pausing");
    expect(await inspect("pausing", "Status")).to.equal("running");
    await docker.says("exec", "pausing", "true");
    await end("pausing");
  });

  it("changes the limits of a running container", async () => {
    await begin("updated", "-m", "64m", "--memory-swap", "64m", "base", "sleep", "1000");
    const limit = "cat /sys/fs/cgroup/memory.max 2>/dev/null || cat /sys/fs/cgroup/memory/memory.limit_in_bytes";
    expect(await docker.says("exec", "updated", "sh", "-c", limit)).to.equal(String(64 * 2 ** 20));
    await docker.says("update", "-m", "96m", "--memory-swap", "96m", "updated");
    expect(await docker.says("exec", "updated", "sh", "-c", limit)).to.equal(String(96 * 2 ** 20));
    await end("updated");
  });

  it("puts an init in front of the program with --init", async () => {
    await begin("reaped", "--init", "base", "sleep", "1000");
    await docker.comesToSay("docker-init", "exec", "reaped", "cat", "/proc/1/comm");
    await end("reaped");
  });

  it("checks the health of a container by executing in it", async () => {
    await begin("checked", "--health-cmd", "test -e /healthy", "--health-interval", "1s", "--health-retries", "1", "base", "sleep", "1000");
    await docker.comesToSay("unhealthy", "inspect", "-f", "{{.State.Health.Status}}", "checked");
    await docker.says("exec", "checked", "touch", "/healthy");
    await docker.comesToSay("healthy", "inspect", "-f", "{{.State.Health.Status}}", "checked");
    await end("checked");
  });

  it("leaves no container behind", async () => {
    expect(await docker.says("ps", "-aq")).to.equal("");
  });
});

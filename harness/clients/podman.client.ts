/** Podman with the included runtime: what its users do every day. */
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { expect } from "chai";
import { root } from "../root.ts";
import { Client } from "./client.ts";
import { Place, runtimePath, type Outcome } from "./place.ts";

/** Hard limits that a host without CAP_SYS_RESOURCE can set too; soft equal to hard, or `kube play` fails. */
const configuration = `
[containers]
default_ulimits=["nofile=1024:1024","nproc=4096:4096"]
[network]
network_config_dir="/run/networks"
[engine]
cgroup_manager="cgroupfs"
events_logger="file"
infra_image="localhost/pause"
infra_command="/pause"
[engine.runtimes]
brine-runtime=["${runtimePath}"]
`;

const pod = `
apiVersion: v1
kind: Pod
metadata: {name: both}
spec:
  containers:
  - {name: server, image: localhost/base, command: [/bin/busybox, sh, -c, "while :; do echo hello | busybox nc -l -p 8080; done"]}
  - {name: client, image: localhost/base, command: [/bin/busybox, sleep, "1000"]}
`;

describe("podman", () => {
  let place: Place;
  let podman: Client;

  before(async () => {
    place = await Place.open();
    for (const name of ["podman", "networks", "pause"]) mkdirSync(join(place.run, name));
    writeFileSync(join(place.run, "containers.conf"), configuration);
    writeFileSync(join(place.run, "pod.yaml"), pod);
    cpSync(join(root, "native/build/Release/pause"), join(place.run, "pause/pause"));
    const places = ["--root", "/run/podman/root", "--runroot", "/run/podman/run", "--tmpdir", "/run/podman/tmp", "--storage-driver", "vfs"];
    podman = new Client(place, ["env", "CONTAINERS_CONF=/run/containers.conf", "podman", ...places, "--runtime", runtimePath]);
    const base = new Client(place, ["tar", "-C", join(root, ".cache/images/base"), "-cf", "/run/base.tar", "."]);
    await base.says();
    await new Client(place, ["tar", "-C", "/run/pause", "-cf", "/run/pause.tar", "."]).says();
    await podman.says("import", "/run/base.tar", "base");
    await podman.says("import", "-c", 'ENTRYPOINT ["/pause"]', "/run/pause.tar", "pause");
  });
  after(() => place.close());

  it("runs a program and passes on what it says and how it ends", async () => {
    expect(await podman.says("run", "--rm", "base", "echo", "hello")).to.equal("hello");
    expect((await podman.tries("run", "--rm", "base", "sh", "-c", "exit 7")).status).to.equal(7);
  });

  it("says 127 for a program that does not exist, 126 for one that cannot be executed", async () => {
    expect((await podman.tries("run", "--rm", "base", "/missing")).status).to.equal(127);
    expect((await podman.tries("run", "--rm", "base", "/etc/passwd")).status).to.equal(126);
  });

  it("executes another program in a container, and passes on how it ends", async () => {
    await podman.says("run", "-d", "--name", "executing", "base", "sleep", "1000");
    expect(await podman.says("exec", "executing", "cat", "/proc/1/comm")).to.equal("sleep");
    for (const status of [0, 5]) expect((await podman.tries("exec", "executing", "sh", "-c", `exit ${status}`)).status).to.equal(status);
    expect((await podman.tries("exec", "executing", "/missing")).status).to.equal(127);
    await podman.says("rm", "-f", "-t", "0", "executing");
  });

  it("gives a terminal with -t, and none without", async () => {
    const test = "if test -t 1; then echo terminal; else echo none; fi";
    expect(await podman.says("run", "--rm", "-t", "base", "sh", "-c", test)).to.equal("terminal");
    expect(await podman.says("run", "--rm", "base", "sh", "-c", test)).to.equal("none");
    await podman.says("run", "-d", "--name", "typing", "base", "sleep", "1000");
    expect(await podman.says("exec", "-t", "typing", "sh", "-c", test)).to.equal("terminal");
    await podman.says("rm", "-f", "-t", "0", "typing");
  });

  it("stops a container by SIGTERM", async () => {
    await podman.says("run", "-d", "--name", "stopping", "base", "sh", "-c", "trap 'exit 3' TERM; while :; do sleep 0.1; done");
    await podman.says("stop", "-t", "20", "stopping");
    expect(await podman.says("inspect", "-f", "{{.State.Status}} {{.State.ExitCode}}", "stopping")).to.equal("exited 3");
    await podman.says("rm", "stopping");
  });

  it("kills a container by the signal that is named, and waits for its end", async () => {
    await podman.says("run", "-d", "--name", "killed", "base", "sleep", "1000");
    await podman.says("kill", "-s", "KILL", "killed");
    expect(await podman.says("wait", "killed")).to.equal("137");
    await podman.says("rm", "killed");
  });

  it("pauses a container and lets it go on", async () => {
    const script = "i=0; while :; do i=$((i+1)); echo $i > /count; sleep 0.05; done";
    await podman.says("run", "-d", "--name", "pausing", "base", "sh", "-c", script);
    const count = (): Promise<Outcome> => podman.tries("exec", "pausing", "cat", "/count");
    await podman.comesToSay("true", "exec", "pausing", "sh", "-c", "test -s /count && echo true");
    await podman.says("pause", "pausing");
    expect(await podman.says("inspect", "-f", "{{.State.Status}}", "pausing")).to.equal("paused");
    expect((await count()).status, "an exec while it is paused").to.not.equal(0);
    await podman.says("unpause", "pausing");
    expect(await podman.says("inspect", "-f", "{{.State.Status}}", "pausing")).to.equal("running");
    expect((await count()).status, "an exec when it goes on").to.equal(0);
    await podman.says("rm", "-f", "-t", "0", "pausing");
  });

  it("tells statistics of a container and its limit", async () => {
    await podman.says("run", "-d", "--name", "measured", "-m", "64m", "--pids-limit", "33", "base", "sleep", "1000");
    const [stats] = JSON.parse(await podman.says("stats", "--no-stream", "--format", "json", "measured")) as Record<string, string>[];
    expect(stats?.["pids"]).to.equal("1");
    expect(stats?.["mem_usage"]).to.match(/ 67\.11MB$/);
    await podman.says("rm", "-f", "-t", "0", "measured");
  });

  it("gives the containers of a pod one localhost, and others another", async () => {
    await podman.says("pod", "create", "--name", "shared");
    const serve = "while :; do echo hello | busybox nc -l -p 8080; done";
    await podman.says("run", "-d", "--pod", "shared", "--name", "serving", "base", "sh", "-c", serve);
    await podman.comesToSay("hello", "run", "--rm", "--pod", "shared", "base", "sh", "-c", "busybox nc 127.0.0.1 8080 || true");
    expect((await podman.tries("run", "--rm", "base", "busybox", "nc", "127.0.0.1", "8080")).status).to.not.equal(0);
    await podman.says("pod", "rm", "-f", "-t", "0", "shared");
  });

  it("plays a pod of Kubernetes, and takes it down", async () => {
    await podman.says("kube", "play", "/run/pod.yaml");
    // A container of `kube play` has no PATH but its image's, and this image has none.
    const ask = "/bin/busybox nc 127.0.0.1 8080 || true";
    await podman.comesToSay("hello", "exec", "both-client", "/bin/busybox", "sh", "-c", ask);
    await podman.says("kube", "down", "/run/pod.yaml");
  });

  it("leaves no container behind", async () => {
    expect(await podman.says("ps", "-aq")).to.equal("");
    expect(JSON.parse(await new Client(place, [runtimePath]).says("list", "--format", "json"))).to.deep.equal([]);
  });
});

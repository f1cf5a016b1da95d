/** containerd on the included runtime, through its Container Runtime Interface: what a kubelet does with it. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { root } from "../root.ts";
import { Client } from "./client.ts";
import { image, RuntimeService, type PodConfiguration } from "./cri.ts";
import { ociArchive } from "./oci_archive.ts";
import { Place, runtimePath } from "./place.ts";

const pauseImage = "localhost/pause:latest";

/** containerd asks for an OOM score of -998 and -999 otherwise, which takes CAP_SYS_RESOURCE; AppArmor's profiles would be the host's. */
const configuration = `
version = 2
root = "/run/containerd-data"
state = "/run/containerd"
disabled_plugins = ["io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs"]
[grpc]
address = "/run/c.sock"
[plugins."io.containerd.internal.v1.opt"]
path = "/run/containerd-opt"
[plugins."io.containerd.grpc.v1.cri"]
sandbox_image = "${pauseImage}"
restrict_oom_score_adj = true
disable_apparmor = true
[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = "/usr/lib/cni"
conf_dir = "/run/cni"
[plugins."io.containerd.grpc.v1.cri".containerd]
snapshotter = "native"
default_runtime_name = "brine"
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.brine]
runtime_type = "io.containerd.runc.v2"
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.brine.options]
BinaryName = "${runtimePath}"
SystemdCgroup = false
`;

const network = {
  cniVersion: "0.4.0",
  name: "pods",
  plugins: [{ type: "bridge", bridge: "pods0", ipam: { type: "host-local", subnet: "10.88.0.0/24", dataDir: "/run/cni-addresses" } }],
};

const podNamed = (name: string): PodConfiguration => ({ metadata: { name, uid: `${name}-uid`, namespace: "default" } });
const MiB = 2 ** 20;

describe("containerd", () => {
  let place: Place;
  let cri: RuntimeService;

  before(async () => {
    place = await Place.open();
    for (const name of ["cni", "lib"]) mkdirSync(join(place.run, name));
    writeFileSync(join(place.run, "config.toml"), configuration);
    writeFileSync(join(place.run, "cni/pods.conflist"), JSON.stringify(network));
    // libcni keeps its cache in /var/lib/cni, and no option of containerd's says otherwise.
    await new Client(place, ["mount", "--bind", "/run/lib", "/var/lib"]).says();
    const socket = join(place.run, "c.sock");
    const ctr = new Client(place, ["ctr", "--address", "/run/c.sock", "--namespace", "k8s.io"]);
    await place.daemon(["containerd", "--config", "/run/config.toml"], async () => {
      return existsSync(socket) && (await ctr.tries("version")).status === 0;
    });
    await ociArchive(place, "base", join(root, ".cache/images/base"), image);
    await ociArchive(place, "pause", join(root, "native/build/Release/pause"), pauseImage, ["/pause"]);
    for (const name of ["base", "pause"]) await ctr.says("images", "import", "--snapshotter", "native", `/run/${name}.tar`);
    cri = new RuntimeService(socket);
  });
  after(async () => {
    cri?.close();
    await place.close();
  });

  /** A pod with one container that does nothing, for one test. */
  const withContainer = async (
    name: string,
    test: (container: string) => Promise<void>,
    command = ["sleep", "1000"],
    limit?: number,
  ): Promise<void> => {
    const config = podNamed(name);
    const pod = await cri.runsPod(config);
    try {
      await test(await cri.runsContainer(pod, config, name, command, limit === undefined ? undefined : { memory_limit_in_bytes: limit }));
    } finally {
      await cri.removesPod(pod);
    }
  };

  it("finds runtime and network ready", async () => {
    const { status } = await cri.calls<{ status: { conditions: { type: string; status: boolean }[] } }>("Status");
    for (const type of ["RuntimeReady", "NetworkReady"])
      expect(
        status.conditions.find((condition) => condition.type === type),
        type,
      ).to.include({ status: true });
  });

  it("gives the two containers of a pod one localhost, and another pod another", async () => {
    const config = podNamed("shared");
    const pod = await cri.runsPod(config);
    const serve = "while :; do echo hello | busybox nc -l -p 8080; done";
    await cri.runsContainer(pod, config, "server", ["sh", "-c", serve]);
    const client = await cri.runsContainer(pod, config, "client", ["sleep", "1000"]);
    const ask = ["sh", "-c", "for i in $(busybox seq 50); do busybox nc 127.0.0.1 8080 && exit 0; sleep 0.1; done; exit 9"];
    expect(await cri.executes(client, ask)).to.deep.equal({ stdout: "hello", status: 0 });
    await withContainer("apart", async (other) => {
      expect((await cri.executes(other, ["busybox", "nc", "127.0.0.1", "8080"])).status).to.not.equal(0);
    });
    await cri.removesPod(pod);
  });

  it("gives a pod's container its network: an address of the bridge beside loopback", async () => {
    await withContainer("networked", async (container) => {
      expect((await cri.executes(container, ["sh", "-c", "cd /sys/class/net && echo *"])).stdout).to.equal("eth0 lo");
    });
  });

  it("executes programs in a container, and passes on how they end", async () => {
    await withContainer("executing", async (container) => {
      expect((await cri.executes(container, ["echo", "hello"])).stdout).to.equal("hello");
      for (const status of [0, 5]) expect((await cri.executes(container, ["sh", "-c", `exit ${status}`])).status).to.equal(status);
      const failure = await cri.executes(container, ["/missing"]).then(String, (error: Error) => error.message);
      expect(failure).to.match(/exec "\/missing"|\/missing.*no such file/i);
    });
  });

  it("shows a pod's containers one another's processes, the pause program first", async () => {
    await withContainer("seeing", async (container) => {
      expect((await cri.executes(container, ["sh", "-c", "cat /proc/1/comm /proc/[0-9]*/comm"])).stdout).to.match(
        /^pause\n(.*\n)*sleep(\n|$)/,
      );
    });
  });

  it("ends a program that has no end in time, and the container goes on", async () => {
    await withContainer("patient", async (container) => {
      const failure = await cri.executes(container, ["sleep", "1000"], 1).then(JSON.stringify, (error: Error) => error.message);
      expect(failure).to.match(/timeout|deadline/i);
      const { stdout } = await cri.executes(container, ["sh", "-c", "cat /proc/[0-9]*/comm"]);
      expect(stdout.split("\n").filter((name) => name === "sleep")).to.have.length(1);
    });
  });

  it("tells what a container uses", async () => {
    const burn = ["sh", "-c", "i=0; while test $i -lt 200000; do i=$((i+1)); done; sleep 1000"];
    await withContainer(
      "measured",
      async (container) => {
        let usage = await cri.usage(container);
        for (const end = Date.now() + 30_000; usage.cpu < 5e7 && Date.now() < end; usage = await cri.usage(container)) await pause(100);
        expect(usage.cpu, "processor time, ns").to.be.greaterThan(5e7);
        expect(usage.memory, "memory, bytes").to.be.within(10_000, 64 * MiB);
      },
      burn,
      64 * MiB,
    );
  });

  it("changes the limits of a running container", async () => {
    const limit = ["sh", "-c", "cat /sys/fs/cgroup/memory.max 2>/dev/null || cat /sys/fs/cgroup/memory/memory.limit_in_bytes"];
    await withContainer(
      "updated",
      async (container) => {
        expect((await cri.executes(container, limit)).stdout).to.equal(String(64 * MiB));
        await cri.calls("UpdateContainerResources", { container_id: container, linux: { memory_limit_in_bytes: 96 * MiB } });
        expect((await cri.executes(container, limit)).stdout).to.equal(String(96 * MiB));
      },
      ["sleep", "1000"],
      64 * MiB,
    );
  });

  it("stops a container by SIGTERM, and knows how it ended", async () => {
    await withContainer(
      "stopping",
      async (container) => {
        expect((await cri.status(container)).state).to.equal("CONTAINER_RUNNING");
        const isReady = ["sh", "-c", "until test -e /ready; do sleep 0.1; done"];
        await cri.executes(container, isReady);
        await cri.calls("StopContainer", { container_id: container, timeout: 20 });
        expect(await cri.status(container)).to.include({ state: "CONTAINER_EXITED", exit_code: 3 });
      },
      ["sh", "-c", "trap 'exit 3' TERM; touch /ready; while :; do sleep 0.1; done"],
    );
  });

  it("leaves no container behind", async () => {
    expect((await cri.calls<{ containers: unknown[] }>("ListContainers")).containers).to.deep.equal([]);
    const runtime = new Client(place, [runtimePath, "--root", "/run/containerd/runc/k8s.io"]);
    expect(JSON.parse(await runtime.says("list", "--format", "json"))).to.deep.equal([]);
  });
});

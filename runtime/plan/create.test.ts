import { describe, it } from "node:test";
import { expect } from "chai";
import type { CgroupHost } from "../cgroup/hierarchies.ts";
import type { Configuration } from "../configuration/types.ts";
import { compileCreate } from "./create.ts";
import type { PlanInput } from "./input.ts";
import { cloneFlags } from "./kernel.ts";

const cgroups: CgroupHost = {
  mode: "v1",
  hierarchies: [
    { mountPoint: "/sys/fs/cgroup/cpu,cpuacct", controllers: ["cpu", "cpuacct"], own: "/" },
    { mountPoint: "/sys/fs/cgroup/cpuset", controllers: ["cpuset"], own: "/" },
    { mountPoint: "/sys/fs/cgroup/memory", controllers: ["memory"], own: "/session" },
  ],
  cpuset: { cpus: "0-3", mems: "0" },
};

const configuration: Configuration = {
  ociVersion: "1.2.0",
  root: { path: "rootfs", readonly: true },
  process: { user: { uid: 0, gid: 0 }, args: ["sh"], env: ["PATH=/bin:/usr/bin"], cwd: "/" },
  hostname: "web",
  mounts: [
    { destination: "/proc", type: "proc", source: "proc" },
    { destination: "/data", type: "bind", source: "data", options: ["rbind", "ro"] },
  ],
  linux: {
    namespaces: [{ type: "pid" }, { type: "mount" }, { type: "uts" }, { type: "cgroup" }, { type: "network", path: "/run/netns/a" }],
    resources: { cpu: { quota: 20_000, period: 100_000 }, memory: { limit: 1 << 26 } },
    maskedPaths: ["/proc/kcore"],
    readonlyPaths: ["/proc/sys"],
  },
};

const input: PlanInput = {
  id: "web",
  configuration,
  bundle: "/bundle",
  stateDirectory: "/run/x/web",
  state: "{}",
  cgroups,
  rootless: false,
};
const plan = (more: Partial<PlanInput> = {}) => compileCreate({ ...input, ...more }, () => false);
const kinds = (steps = plan()): string[] => steps.map(({ kind }) => kind);
const at = (kind: string): number => kinds().indexOf(kind);

describe("the plan of a create", () => {
  it("is the same for the same input", () => {
    expect(plan()).to.deep.equal(plan());
  });

  it("makes and limits the groups before the clone, and joins them first thing after", () => {
    const limited = plan().filter((step) => step.kind === "writeFile" && step.actor === "launcher" && /cfs|limit_in/.test(step.path));
    expect(limited.map((step) => (step.kind === "writeFile" ? [step.path, step.data] : []))).to.deep.equal([
      ["/sys/fs/cgroup/cpu,cpuacct/web/cpu.cfs_period_us", "100000"],
      ["/sys/fs/cgroup/cpu,cpuacct/web/cpu.cfs_quota_us", "20000"],
      ["/sys/fs/cgroup/memory/session/web/memory.limit_in_bytes", "67108864"],
    ]);
    const joins = plan().flatMap((step) => (step.kind === "writeFile" && step.actor === "child" ? [step.path] : []));
    expect(joins).to.deep.equal([
      "/sys/fs/cgroup/cpu,cpuacct/web/tasks",
      "/sys/fs/cgroup/cpuset/web/tasks",
      "/sys/fs/cgroup/memory/session/web/tasks",
    ]);
  });

  it("clones what is new, joins what has a path, and makes the cgroup namespace after the groups are joined", () => {
    const steps = plan();
    expect(steps.find((step) => step.kind === "clone")).to.include({ flags: cloneFlags.pid | cloneFlags.mount | cloneFlags.uts });
    expect(steps.find((step) => step.kind === "setns")).to.include({ path: "/run/netns/a", flags: cloneFlags.network });
    const lastJoin = steps.findLastIndex((step) => step.kind === "writeFile" && step.actor === "child");
    expect(at("unshare")).to.be.greaterThan(lastJoin);
    expect(kinds()).to.not.include("loopbackUp");
  });

  it("labels what it mounts and the program, where SELinux is in force, before it leaves the host's tree", () => {
    const mounts = [
      { destination: "/proc", type: "proc" },
      { destination: "/tmp", type: "tmpfs" },
      { destination: "/etc", type: "tmpfs", options: ["tmpcopyup", "mode=755"] },
      { destination: "/data", source: "data", options: ["bind"] },
    ];
    const labelled: Configuration = {
      ...configuration,
      mounts,
      process: { ...configuration.process, selinuxLabel: "u:r:p:s0" },
      linux: { ...configuration.linux, mountLabel: "u:r:f:s0:c1,c2" },
    };
    const steps = plan({ configuration: labelled });
    const told = steps.findIndex((step) => step.kind === "writeFile" && step.path === "/proc/self/attr/exec" && step.data === "u:r:p:s0");
    expect(told).to.be.within(
      1,
      steps.findIndex(({ kind }) => kind === "pivotRoot"),
    );
    expect(steps[told - 2]).to.include({ kind: "open", path: "/sys/fs/selinux/enforce" });
    expect(steps.flatMap((step) => (step.kind === "mount" && step.type === "tmpfs" ? step.data : []))).to.deep.equal([
      'context="u:r:f:s0:c1,c2"',
    ]);
    expect(steps.flatMap((step) => (step.kind === "openFilesystem" ? [step.options] : []))).to.deep.equal([
      [],
      ["mode=755", "context=u:r:f:s0:c1,c2"],
    ]);
    expect(steps.find(({ kind }) => kind === "maskPath")).to.include({ data: 'context="u:r:f:s0:c1,c2"' });
  });

  it("tells AppArmor the profile of the program", () => {
    const process = { ...configuration.process, apparmorProfile: "docker-default" };
    expect(plan({ configuration: { ...configuration, process } })).to.deep.include({
      kind: "writeFile",
      actor: "child",
      path: "/proc/self/attr/apparmor/exec",
      data: "exec docker-default",
    });
  });

  it("opens what it binds and makes proc before the old root is left, and attaches them after", () => {
    const steps = plan();
    expect(steps.find((step) => step.kind === "openTree")).to.include({ path: "/bundle/data", recursive: true });
    expect(at("openTree")).to.be.lessThan(at("pivotRoot"));
    expect(at("openFilesystem")).to.be.lessThan(at("pivotRoot"));
    expect(at("moveMount")).to.be.greaterThan(at("pivotRoot"));
    expect(steps.find((step) => step.kind === "moveMount")).to.include({ target: "/proc", noSymlinks: true });
  });

  it("makes the root read-only after everything was mounted in it", () => {
    const readonly = plan().findIndex((step) => step.kind === "setMountAttributes" && step.path === "/");
    expect(readonly).to.be.greaterThan(kinds().lastIndexOf("moveMount"));
    expect(readonly).to.be.greaterThan(at("maskPath"));
  });

  it("looks for the program before it waits for start, and nothing stands between start and exec", () => {
    expect(kinds().slice(-6)).to.deep.equal(["checkExecutable", "sync", "rename", "sync", "awaitStart", "exec"]);
    const immediate = kinds(plan({ immediate: true }));
    // There execve(2) says itself, and at once, what is wrong with it.
    expect(immediate.slice(immediate.indexOf("exec") - 1, immediate.indexOf("awaitExit"))).to.deep.equal(["chdir", "exec"]);
  });

  it("removes a container that is run at once when it has ended, all that it made outside: groups, then files", () => {
    const steps = plan({ immediate: true });
    const end = steps.findIndex(({ kind }) => kind === "awaitExit");
    const removed = steps.slice(end).flatMap((step) => (step.kind === "rmdir" || step.kind === "unlink" ? step.path : []));
    // Of the directories made on the way only those that were not there before are the container's own.
    const made = steps.slice(0, end).flatMap((step) => {
      if (step.kind === "mkdir" && !step.existOk) return step.path;
      return step.kind === "rename" ? step.to : step.kind === "recordProcess" || step.kind === "mkfifo" ? step.path : [];
    });
    expect(removed).to.include.members(made);
    expect(steps.slice(end + 1).every(({ actor }) => actor === "launcher")).to.equal(true);
  });

  it("unites layers, the top one first, with the characters escaped that overlayfs separates by", () => {
    const overlay = { lower: ["/l/base", "/l/to:p"], upper: "/u,p", work: "/w" };
    const mounted = plan({ overlay }).find((step) => step.kind === "mount" && step.type === "overlay");
    expect(mounted).to.include({ data: "lowerdir=/l/to\\:p:/l/base,upperdir=/u\\,p,workdir=/w" });
  });

  it("maps the ids of a user namespace from outside before the child goes on", () => {
    const ids = [{ containerID: 0, hostID: 1000, size: 1 }];
    const steps = plan({
      rootless: true,
      configuration: {
        ...configuration,
        linux: { namespaces: [{ type: "user" }, { type: "mount" }, { type: "uts" }], uidMappings: ids, gidMappings: ids },
      },
    });
    const written = steps.flatMap((step) => (step.kind === "writeFile" && step.withPid ? [[step.path, step.data]] : []));
    expect(written).to.deep.equal([
      ["/proc/{pid}/setgroups", "deny"],
      ["/proc/{pid}/uid_map", "0 1000 1\n"],
      ["/proc/{pid}/gid_map", "0 1000 1\n"],
    ]);
    expect(kinds(steps)).to.not.include("setGroups");
    expect(steps.find((step) => step.kind === "sync")).to.include({ name: "ids mapped" });
  });

  it("is refused on a host without control groups", () => {
    expect(() => plan({ cgroups: { mode: "none", hierarchies: [] } })).to.throw(/no cgroup hierarchy is mounted/);
  });

  it("is refused when a limit needs a controller that is not mounted", () => {
    const [, cpuset] = cgroups.hierarchies;
    expect(() => plan({ cgroups: { ...cgroups, hierarchies: cpuset ? [cpuset] : [] } })).to.throw(/needs the cgroup controller cpu/);
  });
});

import { describe, it } from "node:test";
import { expect } from "chai";
import type { Step } from "../../../native/index.ts";
import type { Resources } from "../../configuration/resources.ts";
import type { Configuration } from "../../configuration/types.ts";
import { delegatedGroups, groupsOf } from "../groups.ts";
import type { CgroupHost } from "../hierarchies.ts";
import { giveGroups, limitGroups, makeGroups, updateGroups } from "../plan.ts";
import { weightOf } from "./cpu.ts";

const host: CgroupHost = {
  mode: "v2",
  hierarchies: [{ mountPoint: "/sys/fs/cgroup", controllers: ["cpuset", "cpu", "io", "memory", "hugetlb", "pids"], own: "/shells/one" }],
};

const shown = (steps: readonly Step[]): string[] =>
  steps.map((step) => (step.kind === "writeFile" ? `${step.path} ${step.data}` : step.kind === "mkdir" ? `mkdir ${step.path}` : step.kind));

const steps = (resources: Resources, of: CgroupHost, groups = groupsOf(of, "/runs/one", "one")): Step[] => [
  ...makeGroups(groups, resources, of),
  ...limitGroups(groups, resources, of),
];

const make = (resources: Resources, of = host): string[] => shown(steps(resources, of));

/** What is written to the container's own group, "file value". */
const limits = (resources: Resources): string[] =>
  make(resources)
    .filter((line) => line.startsWith("/sys/fs/cgroup/runs/one/"))
    .map((line) => line.slice("/sys/fs/cgroup/runs/one/".length));

const update = (resources: Resources, content = "max 100000"): string[] =>
  shown(updateGroups(groupsOf(host, "/runs/one", "one"), resources, host, () => content));

describe("the group of a container on v2", () => {
  it("lies below the mount point, or beside the own group, which holds processes", () => {
    const place = (path: string | undefined) => groupsOf(host, path, "id")[0]?.directory;
    expect(place("/runs/one")).to.equal("/sys/fs/cgroup/runs/one");
    expect(place("runs/one")).to.equal("/sys/fs/cgroup/shells/runs/one");
    expect(place(undefined)).to.equal("/sys/fs/cgroup/shells/id");
    expect(() => place("/runs/../../one")).to.throw(/linux\.cgroupsPath/);
  });

  it("is made after the groups above it, which give it the controllers that there are", () => {
    const given = "+cpuset +cpu +io +memory +pids";
    expect(make({})).to.deep.equal([
      `/sys/fs/cgroup/cgroup.subtree_control ${given}`,
      "mkdir /sys/fs/cgroup/runs",
      `/sys/fs/cgroup/runs/cgroup.subtree_control ${given}`,
      "mkdir /sys/fs/cgroup/runs/one",
      "expectThawed",
    ]);
    expect(make({ unified: { "hugetlb.2MB.max": "0" } })[0]).to.equal(`/sys/fs/cgroup/cgroup.subtree_control ${given} +hugetlb`);
    const [hierarchy] = host.hierarchies;
    const bare = { ...host, hierarchies: hierarchy ? [{ ...hierarchy, controllers: [] }] : [] };
    expect(make({}, bare)).to.deep.equal(["mkdir /sys/fs/cgroup/runs", "mkdir /sys/fs/cgroup/runs/one", "expectThawed"]);
  });

  it("of a caller who is not root lies in what was delegated, and nothing above that is touched", () => {
    const delegated = { ...host, delegated: { place: "/shells", controllers: ["memory", "pids"] } };
    expect(delegatedGroups(host, undefined, "one")).to.deep.equal([]);
    expect(delegatedGroups(delegated, "/runs/one", "one")).to.deep.equal([]);
    expect(shown(steps({ pids: { limit: 5 } }, delegated, delegatedGroups(delegated, undefined, "one")))).to.deep.equal([
      "/sys/fs/cgroup/shells/cgroup.subtree_control +memory +pids",
      "mkdir /sys/fs/cgroup/shells/one",
      "expectThawed",
      "/sys/fs/cgroup/shells/one/pids.max 5",
    ]);
  });

  it("has the limits that are configured", () => {
    expect(limits({ cpu: { quota: 20_000, period: 50_000, shares: 1024, cpus: "0-1", mems: "0" } })).to.deep.equal([
      "cpu.weight 100",
      "cpu.max 20000 50000",
      "cpuset.cpus 0-1",
      "cpuset.mems 0",
    ]);
    expect(limits({ cpu: { quota: 20_000 } })).to.deep.equal(["cpu.max 20000"]);
    expect(limits({ cpu: { quota: -1 } })).to.deep.equal(["cpu.max max"]);
    expect(limits({ cpu: { period: 50_000 } })).to.deep.equal(["cpu.max max 50000"]);
    expect(limits({ cpu: { quota: 0, period: 0, shares: 0, cpus: "" }, memory: { limit: 0, swap: 0 } })).to.deep.equal([]);
    expect(limits({ pids: { limit: 5 } })).to.deep.equal(["pids.max 5"]);
    expect(limits({ pids: { limit: 0 } })).to.deep.equal(["pids.max max"]);
    expect(limits({ pids: { limit: -1 } })).to.deep.equal(["pids.max max"]);
    const rate = { major: 8, minor: 0, rate: 2 ** 64 };
    expect(
      limits({ blockIO: { throttleReadBpsDevice: [rate] }, hugepageLimits: [{ pageSize: "2MB", limit: 2 ** 64 }] }),
      "more than there can be, which the kernel would take for a small one",
    ).to.deep.equal(["io.max 8:0 rbps=max", "hugetlb.2MB.max max", "hugetlb.2MB.rsvd.max max"]);
  });

  it("has swap apart from memory, where the specification has the sum", () => {
    const memory = (values: NonNullable<Resources["memory"]>): string[] => limits({ memory: values });
    expect(memory({ limit: 100, reservation: 50, swap: 300 })).to.deep.equal(["memory.max 100", "memory.low 50", "memory.swap.max 200"]);
    expect(memory({ limit: 100, swap: 100 })).to.deep.equal(["memory.max 100", "memory.swap.max 0"]);
    expect(memory({ limit: 100, swap: -1 })).to.deep.equal(["memory.max 100", "memory.swap.max max"]);
    expect(memory({ limit: -1 })).to.deep.equal(["memory.max max", "memory.swap.max max"]);
    expect(memory({ limit: -1, swap: 300 })).to.deep.equal(["memory.max max", "memory.swap.max 300"]);
    expect(() => memory({ swap: 300 })).to.throw(/linux\.resources\.memory\.swap.*needs linux\.resources\.memory\.limit/);
    expect(() => memory({ limit: 100, swap: 50 })).to.throw(/must not be below/);
    expect(steps({ memory: { limit: 100, swap: 100 } }, host).at(-1), "a kernel without swap has none to limit").to.include({
      ifExists: true,
    });
  });

  it("takes unified values as they are, after all others, a line a write", () => {
    expect(limits({ unified: { "memory.max": "7", "io.max": "8:0 rbps=1\n8:16 rbps=2\n" }, memory: { limit: 100 } })).to.deep.equal([
      "memory.max 100",
      "memory.max 7",
      "io.max 8:0 rbps=1",
      "io.max 8:16 rbps=2",
    ]);
  });

  it("is refused by the name of what needs a controller that is not there", () => {
    const [hierarchy] = host.hierarchies;
    const some = { ...host, hierarchies: hierarchy ? [{ ...hierarchy, controllers: ["cpu", "pids"] }] : [] };
    expect(() => make({ cpu: { cpus: "0" } }, some)).to.throw(/linux\.resources\.cpu\.cpus.*controller cpuset.*cpu pids/);
    expect(() => make({ memory: { limit: 100 } }, some)).to.throw(/linux\.resources\.memory\.limit/);
    expect(() => make({ unified: { "memory.high": "1" } }, some)).to.throw(/linux\.resources\.unified\["memory\.high"\]/);
    expect(() => make({ cpu: { quota: 1000 }, pids: { limit: 5 } }, some)).to.not.throw();
  });

  it("is refused by the name of what only v1 has", () => {
    for (const [resources, says] of [
      [{ memory: { disableOOMKiller: true } }, /memory\.disableOOMKiller is true/],
      [{ blockIO: { leafWeight: 10 } }, /blockIO\.leafWeight is 10/],
      [{ blockIO: { weightDevice: [{ major: 8, minor: 0, leafWeight: 10 }] } }, /blockIO\.weightDevice\[0\]\.leafWeight/],
      [{ network: { classID: 1 } }, /network\.classID is 1/],
      [{ network: { priorities: [{ name: "lo", priority: 1 }] } }, /network\.priorities/],
    ] as [Resources, RegExp][])
      expect(() => make(resources)).to.throw(says);
    expect(() => make({ memory: { disableOOMKiller: false }, network: { priorities: [] } })).to.not.throw();
  });

  it("is updated in what is named: a period alone keeps the quota", () => {
    expect(update({ cpu: { period: 50_000 } }, "20000 100000")).to.deep.equal(["/sys/fs/cgroup/runs/one/cpu.max 20000 50000"]);
    expect(update({ memory: { limit: 100 } })).to.deep.equal(["/sys/fs/cgroup/runs/one/memory.max 100"]);
    expect(update({ devices: [{ allow: false }] })).to.deep.equal(["open", "attachDeviceProgram"]);
    expect(update({})).to.deep.equal([]);
  });
});

describe("the group of a container that can write below it", () => {
  const mapped = { uidMappings: [{ containerID: 0, hostID: 100_000, size: 65_536 }], gidMappings: [] };
  const configuration = (uid: number, linux: object, options: string[] = []): Configuration => ({
    ociVersion: "1.2.0",
    root: { path: "rootfs" },
    process: { user: { uid, gid: 0 }, args: ["sh"], cwd: "/" },
    mounts: [{ destination: "/sys/fs/cgroup", type: "cgroup", source: "cgroup", options }],
    linux,
  });
  const given = (of: Configuration): string[] =>
    giveGroups(groupsOf(host, "/one", "one"), of, { ...host, delegate: ["cgroup.procs"] }).flatMap((step) =>
      step.kind === "chown" ? [`${step.path} ${step.uid}`] : [],
    );
  const types = (...names: string[]) => names.map((type) => ({ type }) as never);

  it("is its user's, with the files that go with it", () => {
    expect(given(configuration(7, { namespaces: types("cgroup", "user"), ...mapped }))).to.deep.equal([
      "/sys/fs/cgroup/one 100007",
      "/sys/fs/cgroup/one/cgroup.procs 100007",
    ]);
    expect(given(configuration(7, { namespaces: types("cgroup") }))).to.have.lengthOf(2);
  });

  it("is left where it cannot, or the user is the host's root", () => {
    expect(given(configuration(7, { namespaces: types("cgroup") }, ["ro"]))).to.deep.equal([]);
    expect(given(configuration(7, { namespaces: types("mount") }))).to.deep.equal([]);
    expect(given(configuration(0, { namespaces: types("cgroup") }))).to.deep.equal([]);
  });
});

describe("CPU shares as a weight", () => {
  it("go from the least to the most, through the default, and never down", () => {
    expect([2, 1024, 262_144].map(weightOf)).to.deep.equal([1, 100, 10_000]);
    let last = 0;
    for (let shares = 2; shares <= 262_144; shares += 7) {
      const weight = weightOf(shares);
      expect(weight).to.be.within(Math.max(last, 1), 10_000);
      last = weight;
    }
    expect(weightOf(2048)).to.be.greaterThan(weightOf(1024));
  });
});

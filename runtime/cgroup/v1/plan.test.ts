import { describe, it } from "node:test";
import { expect } from "chai";
import type { Resources } from "../../configuration/resources.ts";
import { groupsOf } from "../groups.ts";
import type { CgroupHost } from "../hierarchies.ts";
import { limitGroups, updateGroups } from "../plan.ts";

const controllers = ["blkio", "net_cls", "net_prio"];
const host: CgroupHost = {
  mode: "v1",
  hierarchies: controllers.map((name) => ({ mountPoint: `/sys/fs/cgroup/${name}`, controllers: [name], own: "/" })),
};

const written = (resources: Resources): string[] =>
  limitGroups(groupsOf(host, "/one", "one"), resources, host).flatMap((step) =>
    step.kind === "writeFile" || step.kind === "writeEach"
      ? [step.data].flat().map((data) => `${step.path.replace("/sys/fs/cgroup/", "")} ${data}`)
      : [],
  );

describe("the groups of a container on v1", () => {
  it("tag what is sent with a class, and give it priorities, one a write", () => {
    const priorities = [
      { name: "lo", priority: 5 },
      { name: "eth0", priority: 500 },
    ];
    expect(written({ network: { classID: 0x100001, priorities } })).to.deep.equal([
      "net_cls/one/net_cls.classid 1048577",
      "net_prio/one/net_prio.ifpriomap lo 5",
      "net_prio/one/net_prio.ifpriomap eth0 500",
    ]);
    expect(written({ network: { classID: 0, priorities: [] } })).to.deep.equal([]);
  });

  it("have leaf weights, of all disks and of one", () => {
    expect(written({ blockIO: { leafWeight: 10, weightDevice: [{ major: 8, minor: 0, weight: 20, leafWeight: 30 }] } })).to.deep.equal([
      "blkio/one/blkio.leaf_weight 10",
      "blkio/one/blkio.bfq.weight_device 8:0 20",
      "blkio/one/blkio.leaf_weight_device 8:0 30",
    ]);
  });
});

const memoryHost: CgroupHost = {
  mode: "v1",
  hierarchies: [{ mountPoint: "/sys/fs/cgroup/memory", controllers: ["memory"], own: "/" }],
};
const groups = groupsOf(memoryHost, "/one", "one");
const [limitFile, bothFile] = ["memory.limit_in_bytes", "memory.memsw.limit_in_bytes"] as const;

/** What is written to the container's own group, in order. */
function writes(steps: ReturnType<typeof limitGroups>): [file: string, value: number][] {
  return steps.flatMap((step) =>
    step.kind === "writeFile" ? [[step.path.replace("/sys/fs/cgroup/memory/one/", ""), Number(step.data)]] : [],
  );
}

/** Limits of memory, and of memory and swap together; -1 is none, which the kernel shows as the largest multiple of a page. */
interface Limits {
  limit: number;
  swap: number;
}
const shown = (amount: number): string => (amount < 0 ? "9223372036854771712" : String(amount));

function update(present: Limits, memory: NonNullable<Resources["memory"]>): [string, number][] {
  return writes(updateGroups(groups, { memory }, memoryHost, (file) => shown(file.endsWith(limitFile) ? present.limit : present.swap)));
}

/** Whether the kernel takes the writes, one after another: the first limit may at no moment be above the second (memory.rst, 2.4). */
function isTaken(present: Limits, written: readonly [string, number][]): boolean {
  const endless = (amount: number): number => (amount < 0 ? Infinity : amount);
  const now = new Map([
    [limitFile as string, endless(present.limit)],
    [bothFile, endless(present.swap)],
  ]);
  return written.every(([file, value]) => now.set(file, endless(value)) && Number(now.get(limitFile)) <= Number(now.get(bothFile)));
}

describe("the memory limits of a container on v1", () => {
  const present = { limit: 200, swap: 300 };

  it("get the limit of memory and swap before that of memory when both are raised", () => {
    expect(update(present, { limit: 400, swap: 500 })).to.deep.equal([
      [bothFile, 500],
      [limitFile, 400],
    ]);
    expect(update(present, { limit: -1, swap: -1 })).to.deep.equal([
      [bothFile, -1],
      [limitFile, -1],
    ]);
  });

  it("get the limit of memory before that of memory and swap when both are lowered, and in new groups", () => {
    const lowered = [
      [limitFile, 50],
      [bothFile, 100],
    ];
    expect(update(present, { limit: 50, swap: 100 })).to.deep.equal(lowered);
    expect(update({ limit: -1, swap: -1 }, { limit: 50, swap: 100 })).to.deep.equal(lowered);
    expect(writes(limitGroups(groups, { memory: { limit: 50, swap: 100 } }, memoryHost))).to.deep.equal(lowered);
  });

  it("get their limits in an order that the kernel takes, from whichever to whichever", () => {
    const amounts = [100, 200, 300, -1];
    const all = amounts.flatMap((limit, at) => amounts.slice(at).map((swap) => ({ limit, swap })));
    for (const from of all)
      for (const to of all) expect(isTaken(from, update(from, to)), `${JSON.stringify(from)} to ${JSON.stringify(to)}`).to.equal(true);
    // The model itself refuses the wrong order.
    expect(isTaken(present, update(present, { limit: 400, swap: 500 }).toReversed())).to.equal(false);
    expect(isTaken(present, update(present, { limit: 50, swap: 100 }).toReversed())).to.equal(false);
  });

  it("get no limit in place of one that is more than there can be, which the kernel would take for a small one", () => {
    const others: CgroupHost = {
      mode: "v1",
      hierarchies: [{ mountPoint: "/sys/fs/cgroup/memory", controllers: ["blkio", "hugetlb"], own: "/" }],
    };
    const resources = {
      hugepageLimits: [{ pageSize: "2MB", limit: 2 ** 64 }],
      blockIO: { throttleReadBpsDevice: [{ major: 8, minor: 0, rate: 2 ** 64 }] },
    };
    const steps = limitGroups(groupsOf(others, "/one", "one"), resources, others);
    expect(steps.flatMap((step) => (step.kind === "writeFile" ? step.data : []))).to.deep.equal(["8:0 0", "-1", "-1"]);
  });

  it("keep the limit that an update does not name", () => {
    expect(update(present, { limit: 250 })).to.deep.equal([[limitFile, 250]]);
    expect(update(present, { swap: 500 })).to.deep.equal([[bothFile, 500]]);
  });
});

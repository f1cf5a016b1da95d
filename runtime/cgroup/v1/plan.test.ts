import { describe, it } from "node:test";
import { expect } from "chai";
import type { Resources } from "../../configuration/resources.ts";
import { groupsOf } from "../groups.ts";
import type { CgroupHost } from "../hierarchies.ts";
import { makeGroups } from "../plan.ts";

const controllers = ["blkio", "net_cls", "net_prio"];
const host: CgroupHost = {
  mode: "v1",
  hierarchies: controllers.map((name) => ({ mountPoint: `/sys/fs/cgroup/${name}`, controllers: [name], own: "/" })),
};

const written = (resources: Resources): string[] =>
  makeGroups(groupsOf(host, "/one", "one"), resources, host).flatMap((step) =>
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

import { describe, it } from "node:test";
import { expect } from "chai";
import { controlGroups, cpuUsageMicros, placeGroups } from "./cgroup.ts";
import { cgroupMode, groupDirectory, hierarchies, type Hierarchy } from "./hierarchies.ts";
import { parseMountinfo } from "./mounts.ts";

const mountinfo = `32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:3 - cgroup cgroup rw,cpu,cpuacct
33 31 0:30 /outer /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
34 31 0:37 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,release_agent=/lib/agent,name=systemd
35 31 0:38 / /no/such/unified rw - cgroup2 cgroup2 rw,nsdelegate
36 31 0:29 / /elsewhere/cpu rw - cgroup cgroup rw,cpu,cpuacct
`;

describe("cgroup hierarchies", () => {
  const list = hierarchies(parseMountinfo(mountinfo));

  it("are found in mountinfo, each once, by controllers or name", () => {
    expect(list.map(({ version, controllers }) => [version, ...controllers])).to.deep.equal([
      [1, "cpu", "cpuacct"],
      [1, "memory"],
      [1, "name=systemd"],
      [2],
    ]);
    expect(cgroupMode(list)).to.equal("hybrid");
  });

  it("place a process's groups below their mounts", () => {
    const groups = placeGroups("5:name=systemd:/a\n4:cpu,cpuacct:/run/one\n3:memory:/outer/two\n2:pids:/x\n0::/u\n", list);
    expect(groups.map(({ directory }) => directory)).to.deep.equal([
      "/sys/fs/cgroup/systemd/a",
      "/sys/fs/cgroup/cpu,cpuacct/run/one",
      "/sys/fs/cgroup/memory/two",
      "/no/such/unified/u",
    ]);
  });

  it("have no directory for a group outside of what is mounted", () => {
    const memory = list[1] as Hierarchy;
    expect(groupDirectory(memory, "/other")).to.equal(undefined);
    expect(groupDirectory(memory, "/outer")).to.equal("/sys/fs/cgroup/memory");
    expect(groupDirectory(memory, "/outer/..x")).to.equal("/sys/fs/cgroup/memory/..x");
  });

  it("of this host count CPU time", { skip: cgroupMode() === "none" && "no cgroup file system is mounted" }, () => {
    expect(cpuUsageMicros(controlGroups("self"))).to.be.greaterThan(0);
  });
});

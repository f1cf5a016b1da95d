import { describe, it } from "node:test";
import { expect } from "chai";
import { parseHierarchies } from "./hierarchies.ts";

const v1 =
  "33 31 0:30 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct\n40 31 0:37 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,name=systemd\n";
const v2 = "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw\n";

describe("the cgroup hierarchies of a host", () => {
  it("are those of v1, with their controllers and the own group", () => {
    const host = parseHierarchies(v1, "2:cpu,cpuacct:/user\n1:name=systemd:/\n0::/\n");
    expect(host).to.deep.equal({
      mode: "v1",
      hierarchies: [
        { mountPoint: "/sys/fs/cgroup/cpu,cpuacct", controllers: ["cpu", "cpuacct"], own: "/user" },
        { mountPoint: "/sys/fs/cgroup/systemd", controllers: ["name=systemd"], own: "/" },
      ],
    });
  });

  it("tell a hybrid host, a pure v2 one and one without any apart", () => {
    expect(parseHierarchies(v1 + v2, "").mode).to.equal("hybrid");
    expect(parseHierarchies(v2, "0::/\n").mode).to.equal("v2");
    expect(parseHierarchies("1 0 0:1 / / rw - ext4 /dev/sda rw\n", "0::/\n").mode).to.equal("none");
  });

  it("are the one for all on v2, also where it is mounted somewhere else", () => {
    expect(parseHierarchies(v2, "0::/user.slice/shell\n").hierarchies).to.deep.equal([
      { mountPoint: "/sys/fs/cgroup/unified", controllers: [], own: "/user.slice/shell" },
    ]);
    // The own group lies outside of what is mounted.
    expect(parseHierarchies(v2.replace(" / /sys", " /box /sys"), "0::/../x\n").hierarchies[0]).to.include({ own: "/" });
  });

  it("of a hybrid host are the v1 ones: the unified one has no controllers there", () => {
    expect(parseHierarchies(v1 + v2, "2:cpu,cpuacct:/user\n1:name=systemd:/\n0::/\n").hierarchies).to.have.lengthOf(2);
  });

  it("allow for a mount that shows a part of the hierarchy, and for escaped blanks", () => {
    const [hierarchy] = parseHierarchies(
      "33 31 0:30 /docker/x /a\\040b rw - cgroup cgroup rw,pids\n",
      "2:pids:/docker/x/inner\n",
    ).hierarchies;
    expect(hierarchy).to.deep.equal({ mountPoint: "/a b", controllers: ["pids"], own: "/inner" });
  });
});

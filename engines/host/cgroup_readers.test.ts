import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { expect } from "chai";
import {
  cpuBandwidth,
  cpusAllowed,
  cpuThrottling,
  cpuUsageMicros,
  cpuWeight,
  membership,
  members,
  memoryLimit,
  oomKills,
  taskCount,
  type ControlGroups,
} from "./cgroup.ts";

const made: string[] = [];
after(() => made.forEach((directory) => rmSync(directory, { recursive: true })));

/** A group of plain files: what the kernel would write in one. */
function group(version: 1 | 2, controllers: string[], files: Record<string, string>): ControlGroups {
  const directory = mkdtempSync(join(tmpdir(), "brine-group-"));
  made.push(directory);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  return [{ hierarchy: { version, controllers, mountPoint: directory, root: "/" }, path: "/", directory }];
}

describe("a group of cgroup v2", () => {
  const groups = group(2, ["cpuset", "cpu", "memory", "pids"], {
    "cpu.stat": "usage_usec 1500\nuser_usec 1000\nnr_periods 10\nnr_throttled 4\nthrottled_usec 900\n",
    "cpu.max": "20000 100000\n",
    "cpu.weight": "39\n",
    "cpuset.cpus.effective": "0-1\n",
    "memory.max": "max\n",
    "memory.events": "low 0\nmax 3\noom 1\noom_kill 2\n",
    "pids.max": "max\n",
    "pids.current": "3\n",
    "cgroup.procs": "12\n13\n",
  });

  it("tells CPU use, quota, weight and throttling in microseconds", () => {
    expect(cpuUsageMicros(groups)).to.equal(1500);
    expect(cpuBandwidth(groups)).to.deep.equal({ quota: 20_000, period: 100_000 });
    expect(cpuWeight(groups)).to.deep.equal({ version: 2, weight: 39 });
    expect(cpuThrottling(groups)).to.deep.equal({ periods: 10, throttled: 4, timeMicros: 900 });
    expect(cpuBandwidth(group(2, ["cpu"], { "cpu.max": "max 100000\n" }))).to.deep.equal({ quota: -1, period: 100_000 });
  });

  it("tells CPUs, memory, tasks and members", () => {
    expect(cpusAllowed(groups)).to.equal("0-1");
    expect(memoryLimit(groups)).to.equal(undefined);
    expect(memoryLimit(group(2, ["memory"], { "memory.max": "67108864\n" }))).to.equal(67_108_864);
    expect(oomKills(groups)).to.equal(2);
    expect(taskCount(groups)).to.deep.equal({ current: 3, max: undefined });
    expect(members(groups[0]!.directory)).to.deep.equal([12, 13]);
    expect(members("/no/such/group")).to.deep.equal([]);
  });
});

describe("groups of cgroup v1", () => {
  const groups: ControlGroups = [
    ...group(1, ["cpuacct"], { "cpuacct.usage": "1500000\n" }),
    ...group(1, ["cpu"], {
      "cpu.cfs_quota_us": "-1\n",
      "cpu.cfs_period_us": "100000\n",
      "cpu.shares": "512\n",
      "cpu.stat": "nr_periods 10\nnr_throttled 4\nthrottled_time 900000\n",
    }),
    ...group(1, ["cpuset"], { "cpuset.cpus": "0\n" }),
    ...group(1, ["memory"], {
      "memory.limit_in_bytes": "9223372036854771712\n",
      "memory.oom_control": "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n",
    }),
    ...group(1, ["pids"], { "pids.max": "20\n", "pids.current": "1\n" }),
  ];

  it("tell the same, each from the hierarchy of its controller", () => {
    expect(cpuUsageMicros(groups)).to.equal(1500);
    expect(cpuBandwidth(groups)).to.deep.equal({ quota: -1, period: 100_000 });
    expect(cpuWeight(groups)).to.deep.equal({ version: 1, weight: 512 });
    expect(cpuThrottling(groups)).to.deep.equal({ periods: 10, throttled: 4, timeMicros: 900 });
    expect(cpusAllowed(groups)).to.equal("0");
    expect(memoryLimit(groups)).to.equal(undefined);
    expect(oomKills(groups)).to.equal(1);
    expect(taskCount(groups)).to.deep.equal({ current: 1, max: 20 });
  });

  it("are an error where no mounted hierarchy has the controller", () => {
    expect(() => membership(groups, "hugetlb")).to.throw(/"hugetlb"/);
  });
});

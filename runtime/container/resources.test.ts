/** Resources in v1 hierarchies, as the kernel shows them. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { expect } from "chai";
import { readCgroupHost } from "../cgroup/hierarchies.ts";
import type { Resources } from "../configuration/resources.ts";
import { configurationFor, notHere, TestBundle } from "./test_bundle.ts";
import { rejection } from "./rejection.ts";

const { mode, hierarchies } = readCgroupHost();
const skip = notHere || ((mode === "v2" || mode === "none") && `needs cgroup v1 hierarchies, and this host has ${mode}`);

function configure(bundle: TestBundle, resources: Resources): void {
  bundle.configure(configurationFor(["/bin/probe", "--quiet", "idle"], { linux: { ...configurationFor([]).linux, resources } }));
}

/** What stands in a group's control files, created but not started. */
async function limitsOf(resources: Resources, files: readonly string[]): Promise<string[]> {
  using bundle = new TestBundle();
  configure(bundle, resources);
  const container = await bundle.runtime.create({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
  const read = (file: string): string => {
    const controller = file.split(".")[0] ?? "";
    const index = hierarchies.findIndex(({ controllers }) => controllers.includes(controller));
    return readFileSync(path.join(container.record.groups[index] ?? "", file), "utf8").trim();
  };
  const values = files.map(read);
  await container.delete({ force: true });
  expect(bundle.residue()).to.deep.equal([]);
  return values;
}

async function refusalOf(resources: Resources): Promise<string> {
  using bundle = new TestBundle();
  configure(bundle, resources);
  const error = await rejection(bundle.runtime.create({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio }));
  expect(bundle.residue()).to.deep.equal([]);
  return error.message;
}

/** The first whole disk of this host. */
const disk = /^ *(\d+) +(\d+) +\d+ (?:vd|sd|ubd|nvme\d+n)[a-z0-9]$/m.exec(readFileSync("/proc/partitions", "utf8"));
const device = { major: Number(disk?.[1]), minor: Number(disk?.[2]) };

describe("a container in v1 hierarchies", { skip }, () => {
  it("has a burst of CPU time", async () => {
    const cpu = { quota: 20_000, period: 50_000, burst: 10_000 };
    expect(await limitsOf({ cpu }, ["cpu.cfs_quota_us", "cpu.cfs_burst_us"])).to.deep.equal(["20000", "10000"]);
  });

  it("is idle", async () => {
    expect(await limitsOf({ cpu: { shares: 512, idle: 1 } }, ["cpu.idle"])).to.deep.equal(["1"]);
  });

  it("has a swappiness, and counts in the groups above it", async () => {
    expect(await limitsOf({ memory: { swappiness: 7, useHierarchy: true } }, ["memory.swappiness", "memory.use_hierarchy"])).to.deep.equal([
      "7",
      "1",
    ]);
    expect(await limitsOf({ memory: { swappiness: 0 } }, ["memory.swappiness"])).to.deep.equal(["0"]);
  });

  it("has a limit of TCP buffers", async () => {
    expect(await limitsOf({ memory: { kernelTCP: 1 << 20 } }, ["memory.kmem.tcp.limit_in_bytes"])).to.deep.equal(["1048576"]);
  });

  it("is throttled at a disk", { skip: !disk && "this host has no disk" }, async () => {
    const blockIO = {
      throttleReadBpsDevice: [{ ...device, rate: 1_048_576 }],
      throttleWriteBpsDevice: [{ ...device, rate: 2_097_152 }],
      throttleReadIOPSDevice: [{ ...device, rate: 100 }],
      throttleWriteIOPSDevice: [{ ...device, rate: 200 }],
    };
    const files = ["read_bps", "write_bps", "read_iops", "write_iops"].map((name) => `blkio.throttle.${name}_device`);
    const at = `${device.major}:${device.minor}`;
    expect(await limitsOf({ blockIO }, files)).to.deep.equal([`${at} 1048576`, `${at} 2097152`, `${at} 100`, `${at} 200`]);
  });

  for (const [name, resources, says] of [
    [
      "a device that is not there",
      { blockIO: { throttleReadBpsDevice: [{ major: 4094, minor: 9, rate: 1 }] } },
      /blockIO\.throttleReadBpsDevice.*refused "4094:9 1".*ENODEV/,
    ],
    ["a weight out of bounds", { blockIO: { weight: 5 } }, /blockIO\.weight is 5: must be an integer from 10 to 1000/],
    ["a swappiness out of bounds", { memory: { swappiness: 101 } }, /swappiness is 101: must be an integer from -1 to 100/],
    ["an idle of 2", { cpu: { idle: 2 } }, /cpu\.idle is 2: must be an integer from 0 to 1/],
    [
      "a burst above the quota",
      { cpu: { quota: 20_000, period: 50_000, burst: 30_000 } },
      /cpu\.burst is 30000: must not be above the quota, 20000/,
    ],
    ["a page size without a unit", { hugepageLimits: [{ pageSize: "2M", limit: 0 }] }, /hugepageLimits\[0\]\.pageSize is "2M"/],
    [
      "a leaf weight, which Linux 5.0 has no more",
      { blockIO: { leafWeight: 100 } },
      /blockIO\.leafWeight.*no control file blkio\.leaf_weight/,
    ],
    ["a leaf weight out of bounds", { blockIO: { leafWeight: 5 } }, /blockIO\.leafWeight is 5/],
    ["a class of 33 bits", { network: { classID: 2 ** 32 } }, /network\.classID is 4294967296: must be an integer from 0/],
    ["an interface with a space", { network: { priorities: [{ name: "a b", priority: 1 }] } }, /priorities\[0\]\.name is "a b"/],
    ["a limit of RDMA", { rdma: { mlx: { hcaHandles: 1 } } }, /resources\.rdma: not honoured/],
  ] as [string, Resources, RegExp][])
    it(`is refused with ${name}`, async () => {
      expect(await refusalOf(resources)).to.match(says);
    });

  for (const [controller, resources, file] of [
    ["hugetlb", { hugepageLimits: [{ pageSize: "2MB", limit: 0 }] }, "hugetlb.2MB.limit_in_bytes"],
    ["net_cls", { network: { classID: 0x100001 } }, "net_cls.classid"],
    ["net_prio", { network: { priorities: [{ name: "lo", priority: 5 }] } }, "net_prio.ifpriomap"],
  ] as [string, Resources, string][])
    it(
      `is refused where the controller ${controller} is missing`,
      { skip: hierarchies.some(({ controllers }) => controllers.includes(controller)) && `this host has the controller ${controller}` },
      async () => {
        expect(await refusalOf(resources))
          .to.include(`controller ${controller}, which no mounted`)
          .and.include(file);
      },
    );
});

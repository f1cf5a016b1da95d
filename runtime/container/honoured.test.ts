/** What a configuration asks of a container beyond the usual, seen from inside by the probe. */
import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { expect } from "chai";
import { mount, umount } from "../../native/index.ts";
import type { Configuration, Mount } from "../configuration/types.ts";
import { configurationFor, notHere, TestBundle } from "./test_bundle.ts";
import { rejection } from "./rejection.ts";

type Linux = NonNullable<Configuration["linux"]>;

interface Report {
  clocks: { monotonic: number; boottime: number };
  mounts: { mountPoint: string; options: string[]; optionalFields: string[] }[];
}

const { linux: usual, mounts: usualMounts = [] } = configurationFor([]);

function withLinux(args: string[], linux: Linux, rest: object = {}): Configuration {
  return configurationFor(args, { linux: { ...usual, ...linux }, ...rest });
}

async function run(bundle: TestBundle, configuration: Configuration): Promise<string> {
  bundle.configure(configuration);
  const { exitStatus } = await bundle.runtime.run({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio });
  expect(exitStatus, bundle.output).to.equal(0);
  expect(bundle.residue()).to.deep.equal([]);
  return bundle.output;
}

async function reportOf(bundle: TestBundle, linux: Linux, rest: object = {}): Promise<Report> {
  return JSON.parse(await run(bundle, withLinux(["/bin/probe", "report"], linux, rest))) as Report;
}

async function refusalOf(bundle: TestBundle, configuration: Configuration): Promise<string> {
  bundle.configure(configuration);
  const error = await rejection(bundle.runtime.run({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio }));
  expect(bundle.residue()).to.deep.equal([]);
  return error.message;
}

const mapped: Linux = {
  namespaces: [...(usual?.namespaces ?? []), { type: "user" }],
  uidMappings: [{ containerID: 0, hostID: 0, size: 65_536 }],
  gidMappings: [{ containerID: 0, hostID: 0, size: 65_536 }],
};

describe("a container has", { skip: notHere }, () => {
  for (const [key, value] of [
    // Engines that make bridges turn it on for the host.
    ["net.ipv4.ip_forward", readFileSync("/proc/sys/net/ipv4/ip_forward", "utf8").trim() === "1" ? "0" : "1"],
    ["net/ipv4/ip_default_ttl", "61"],
    ["kernel.msgmax", "4242"],
    ["fs.mqueue.msg_max", "11"],
  ] as const)
    it(`the kernel parameter ${key} for itself`, async () => {
      using bundle = new TestBundle();
      const file = `/proc/sys/${key.replaceAll(".", "/")}`;
      const before = readFileSync(file, "utf8");
      expect(before.trim(), "the host's own").to.not.equal(value);
      const output = await run(bundle, withLinux(["/bin/probe", "read", file], { sysctl: { [key]: value } }));
      expect((JSON.parse(output) as { content: string }).content.trim()).to.equal(value);
      expect(readFileSync(file, "utf8")).to.equal(before);
    });

  it("clocks that are offset, as the first process too", async () => {
    using bundle = new TestBundle();
    const namespaces = [...(usual?.namespaces ?? []), { type: "time" as const }];
    const host = Number(process.hrtime.bigint());
    const { clocks } = await reportOf(bundle, {
      namespaces,
      timeOffsets: { monotonic: { secs: 1_000_000, nanosecs: 500_000_000 }, boottime: { secs: 2_000_000 } },
    });
    expect(clocks.monotonic - host).to.be.within(1_000_000.5e9, 1_000_060e9);
    expect(clocks.boottime - clocks.monotonic).to.be.above(999_990e9);
  });

  for (const linux of [{}, mapped])
    it(`device nodes beside the default ones, ${linux === mapped ? "bound in a user namespace" : "with mode and owner"}`, async () => {
      using bundle = new TestBundle();
      const device =
        linux === mapped
          ? { type: "c" as const, path: "/dev/kmsg", major: 1, minor: 11 }
          : { type: "b" as const, path: "/dev/deep/disk", major: 7, minor: 3, fileMode: 0o640, uid: 5, gid: 6 };
      const output = await run(
        bundle,
        withLinux(["/bin/probe", "stat", device.path], {
          ...linux,
          // The same one twice is no contradiction.
          devices: [device, { type: "p", path: "/dev/fifo", fileMode: 0o600 }, device],
        }),
      );
      const seen = JSON.parse(output) as Record<string, unknown>;
      expect(seen, output).to.deep.include(
        linux === mapped ? { type: "character device" } : { type: "block device", mode: "0640", uid: 5, gid: 6 },
      );
    });

  for (const [value, fields] of [
    ["shared", /^shared:/],
    ["slave", /^(|master:\d+)$/],
    ["private", /^$/],
    ["unbindable", /unbindable/],
  ] as const)
    it(`a root that is ${value}`, async () => {
      using bundle = new TestBundle();
      const { mounts } = await reportOf(bundle, { rootfsPropagation: value });
      expect(mounts.find(({ mountPoint }) => mountPoint === "/")?.optionalFields.join(" ")).to.match(fields);
    });

  it("mounts with options for those below them too", async () => {
    using bundle = new TestBundle();
    const source = path.join(bundle.directory, "source");
    mkdirSync(path.join(source, "below"), { recursive: true });
    mount("tmpfs", path.join(source, "below"), "tmpfs", 0, "");
    try {
      const bind = (destination: string, ...options: string[]): Mount => ({
        destination,
        type: "bind",
        source,
        options: ["rbind", ...options],
      });
      const { mounts } = await reportOf(
        bundle,
        {},
        { mounts: [...usualMounts, bind("/one", "ro"), bind("/all", "rro", "rnosuid", "rnodev", "rnoexec", "rnoatime")] },
      );
      const options = (at: string) => mounts.find(({ mountPoint }) => mountPoint === at)?.options;
      expect(options("/one")).to.include("ro");
      expect(options("/one/below")).to.include("rw").and.not.include("nodev");
      for (const at of ["/all", "/all/below"]) expect(options(at)).to.include.members(["ro", "nosuid", "nodev", "noexec", "noatime"]);
    } finally {
      umount(path.join(source, "below"), 2);
    }
  });

  it("mounts whose propagation is what is asked for", async () => {
    using bundle = new TestBundle();
    const tmpfs = (destination: string, option: string): Mount => ({ destination, type: "tmpfs", source: "tmpfs", options: [option] });
    const kinds = ["private", "rprivate", "slave", "rslave", "shared", "rshared", "unbindable", "runbindable"];
    const { mounts } = await reportOf(bundle, {}, { mounts: [...usualMounts, ...kinds.map((kind) => tmpfs(`/${kind}`, kind))] });
    const seen = kinds.map((kind) =>
      mounts
        .find(({ mountPoint }) => mountPoint === `/${kind}`)
        ?.optionalFields.join(" ")
        .replace(/:\d+/, ""),
    );
    expect(seen).to.deep.equal(["", "", "", "", "shared", "shared", "unbindable", "unbindable"]);
  });

  it("a tmpfs that begins with what is at its mount point", async () => {
    using bundle = new TestBundle();
    const etc = path.join(bundle.rootfs, "etc");
    mkdirSync(path.join(etc, "deep"), { recursive: true, mode: 0o750 });
    writeFileSync(path.join(etc, "deep/file"), "x".repeat(3_000_000), { mode: 0o604 });
    symlinkSync("deep/file", path.join(etc, "link"));
    const tmpfs: Mount = { destination: "/etc", type: "tmpfs", source: "tmpfs", options: ["ro", "tmpcopyup", "size=8m"] };
    const output = await run(bundle, configurationFor(["/bin/probe", "stat", "/etc/deep/file"], { mounts: [...usualMounts, tmpfs] }));
    expect(JSON.parse(output), output).to.deep.include({ size: 3_000_000, mode: "0604" });
    expect(lstatSync(path.join(etc, "link")).isSymbolicLink()).to.equal(true);
  });

  it("the domain LINUX, and none other yet", async () => {
    using bundle = new TestBundle();
    await reportOf(bundle, { personality: { domain: "LINUX" } });
    const other = { domain: "LINUX32" } as unknown as { domain: "LINUX" };
    expect(await refusalOf(bundle, withLinux(["/bin/probe"], { personality: other }))).to.match(
      /personality\.domain is "LINUX32": not honoured/,
    );
  });
});

describe("a container is refused", { skip: notHere }, () => {
  for (const [name, linux, says] of [
    ["a parameter of the whole kernel", { sysctl: { "kernel.panic": "1" } }, /kernel\.panic.*no parameter of a namespace/],
    ["a parameter by way of ..", { sysctl: { "net/../kernel/panic": "1" } }, /no parameter of a namespace/],
    [
      "one of a namespace that is the host's",
      { sysctl: { "net.ipv4.ip_forward": "1" }, namespaces: [{ type: "mount" }] },
      /needs a network namespace/,
    ],
    [
      "one of a namespace that is joined and is the host's",
      {
        sysctl: { "net.ipv4.ip_forward": "1" },
        namespaces: [{ type: "mount" }, { type: "uts" }, { type: "network", path: "/proc/self/ns/net" }],
      },
      /needs a network namespace/,
    ],
    [
      "one of a namespace that is joined by another path, and is the host's all the same",
      {
        sysctl: { "net.ipv4.ip_forward": "1" },
        namespaces: [{ type: "mount" }, { type: "uts" }, { type: "network", path: `/proc/${process.pid}/ns/net` }],
      },
      /needs a network namespace/,
    ],
    ["a parameter that does not exist", { sysctl: { "net.ipv4.nothing": "1" } }, /net\.ipv4\.nothing.*no such parameter \(ENOENT/],
    ["a value that the kernel refuses", { sysctl: { "kernel.msgmax": "many" } }, /kernel\.msgmax.*refused "many" \(EINVAL/],
    ["offsets without a time namespace", { timeOffsets: { monotonic: { secs: 1 } } }, /timeOffsets: needs a new time namespace/],
    [
      "a clock that would be before its start",
      { timeOffsets: { boottime: { secs: -4_000_000_000 } }, namespaces: [{ type: "mount" }, { type: "uts" }, { type: "time" }] },
      /timeOffsets cannot be set.*ERANGE/,
    ],
    [
      "two devices at one path",
      {
        devices: [
          { type: "p", path: "/dev/x" },
          { type: "c", path: "/dev//x", major: 1, minor: 3 },
        ],
      },
      /devices\[1\]\.path is "\/dev\/\/x": is listed as another device before/,
    ],
    [
      "a device in place of another file",
      { devices: [{ type: "c", path: "/bin/probe", major: 1, minor: 3 }] },
      /\/bin\/probe.*is not the device/,
    ],
    ["a propagation nobody knows", { rootfsPropagation: "open" }, /rootfsPropagation is "open": must be/],
  ] as [string, Linux, RegExp][])
    it(name, async () => {
      using bundle = new TestBundle();
      const configuration = withLinux(["/bin/probe", "true"], linux, { mounts: [] });
      delete configuration.hostname;
      expect(await refusalOf(bundle, configuration)).to.match(says);
    });

  const appArmor = "/sys/module/apparmor/parameters/enabled";
  for (const [label, isInForce, says] of [
    ["apparmorProfile", existsSync(appArmor) && readFileSync(appArmor, "utf8").startsWith("Y"), /AppArmor is not in force on this host/],
    ["selinuxLabel", existsSync("/sys/fs/selinux/enforce"), /SELinux is not in force on this host/],
  ] as const)
    it(`with ${label} where the host has not its security module`, { skip: isInForce && "this host has it" }, async () => {
      using bundle = new TestBundle();
      const { process: usualProcess } = configurationFor(["/bin/probe", "true"]);
      const process = { ...usualProcess, [label]: "some_label" };
      expect(await refusalOf(bundle, configurationFor([], { process }))).to.match(says);
      if (label === "apparmorProfile") return;
      using other = new TestBundle();
      expect(await refusalOf(other, withLinux(["/bin/probe", "true"], { mountLabel: "some_label" }))).to.match(says);
    });
});

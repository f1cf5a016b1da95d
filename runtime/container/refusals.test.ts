import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { expect } from "chai";
import { mount, umount } from "../../native/index.ts";
import { configurationFor, notHere, TestBundle } from "./test_bundle.ts";
import { rejection } from "./rejection.ts";
import { Runtime } from "./runtime.ts";

/** What is changed about a good bundle, what the error must say, and what must not have been made beside the root file system. */
const refusals: { name: string; spoil: (bundle: TestBundle) => void; says: RegExp; id?: string; made?: string }[] = [
  {
    name: "a bundle without config.json",
    spoil: (bundle) => rmSync(path.join(bundle.directory, "config.json")),
    says: /config\.json does not exist.*runc spec/,
  },
  {
    name: "malformed JSON",
    spoil: (bundle) => bundle.configure('{\n  "ociVersion": "1.0.2",\n  "root": }\n'),
    says: /line 3, column 11: not valid JSON/,
  },
  {
    name: "JSON that breaks off",
    spoil: (bundle) => bundle.configure('{\n  "ociVersion": "1.0.2",\n'),
    says: /line 3, column 1: not valid JSON/,
  },
  {
    name: "a rootfs that is missing",
    spoil: (bundle) => rmSync(bundle.rootfs, { recursive: true }),
    says: /root file system .*rootfs cannot be used \(ENOENT\)/,
  },
  {
    name: "a rootfs that is a file",
    spoil: (bundle) => {
      rmSync(bundle.rootfs, { recursive: true });
      writeFileSync(bundle.rootfs, "");
    },
    says: /rootfs is no directory/,
  },
  {
    name: "a rootfs whose /proc is a symbolic link",
    spoil: (bundle) => {
      rmSync(path.join(bundle.rootfs, "proc"), { recursive: true });
      mkdirSync(path.join(bundle.rootfs, "tmp"));
      symlinkSync("tmp", path.join(bundle.rootfs, "proc"));
    },
    says: /\/proc in the root file system is a symbolic link/,
  },
  {
    name: "a program that does not exist",
    spoil: (bundle) => bundle.configure(configurationFor(["/bin/nothing"])),
    says: /program "\/bin\/nothing" does not exist/,
  },
  {
    name: "a program that is not found in PATH",
    spoil: (bundle) => bundle.configure(configurationFor(["nothing"])),
    says: /program "nothing" does not exist in PATH/,
  },
  {
    name: "a program that is not executable",
    spoil: (bundle) => chmodSync(path.join(bundle.rootfs, "bin/probe"), 0o644),
    says: /is not an executable file/,
  },
  {
    name: "a program that is a directory",
    spoil: (bundle) => bundle.configure(configurationFor(["/bin"])),
    says: /is not an executable file/,
  },
  { name: "an id with a slash", spoil: () => undefined, id: "a/b", says: /"a\/b": the id is not valid/ },
  { name: "the id ..", spoil: () => undefined, id: "..", says: /the id is not valid/ },
  { name: "an id of 256 bytes", spoil: () => undefined, id: "a".repeat(256), says: /the id is not valid/ },
  {
    name: "a field that is not honoured",
    spoil: (bundle) =>
      bundle.configure(
        configurationFor(["/bin/probe"], {
          process: { ...configurationFor(["/bin/probe"]).process, scheduler: { policy: "SCHED_BATCH" } },
        }),
      ),
    says: /process\.scheduler: not honoured/,
  },
  {
    name: "a hook whose path is not absolute",
    spoil: (bundle) => bundle.configure(configurationFor(["/bin/probe"], { hooks: { prestart: [{ path: "bin/true" }] } })),
    says: /hooks\.prestart\[0\]\.path.*must be an absolute path/,
  },
  {
    name: "a file system of a device of the host",
    spoil: (bundle) =>
      bundle.configure(configurationFor(["/bin/probe"], { mounts: [{ destination: "/data", type: "ext4", source: "/dev/nothing" }] })),
    says: /the source \/dev\/nothing of a mount of type ext4 does not exist/,
  },
  {
    name: "a file system that no kernel has",
    spoil: (bundle) =>
      bundle.configure(configurationFor(["/bin/probe"], { mounts: [{ destination: "/data", type: "nothingfs", source: "nothing" }] })),
    says: /this kernel has no file system "nothingfs"/,
  },
  {
    name: "a mount that is no bind and has no type",
    spoil: (bundle) => bundle.configure(configurationFor(["/bin/probe"], { mounts: [{ destination: "/data", source: "/etc" }] })),
    says: /mounts\[0\]\.type: is needed/,
  },
  {
    name: "new options for what is not mounted",
    spoil: (bundle) =>
      bundle.configure(configurationFor(["/bin/probe"], { mounts: [{ destination: "/bin", options: ["bind", "remount", "ro"] }] })),
    says: /\/bin cannot have its mount options changed: it is no mount point/,
  },
  {
    name: "a terminal without a console socket",
    spoil: (bundle) =>
      bundle.configure(configurationFor(["/bin/probe"], { process: { ...configurationFor(["/bin/probe"]).process, terminal: true } })),
    says: /process\.terminal is true: needs a console socket/,
  },
  {
    name: "a namespace path that does not exist",
    spoil: (bundle) =>
      bundle.configure(
        configurationFor(["/bin/probe"], {
          linux: { namespaces: [{ type: "mount" }, { type: "network", path: "/run/nothing" }] },
          hostname: undefined,
        }),
      ),
    says: /namespace \/run\/nothing does not exist/,
  },
  {
    name: "a host name without a UTS namespace",
    spoil: (bundle) => bundle.configure(configurationFor(["/bin/probe"], { linux: { namespaces: [{ type: "mount" }] } })),
    says: /hostname is "inside": needs a uts namespace/,
  },
  {
    name: "mounts without a mount namespace",
    spoil: (bundle) => bundle.configure(configurationFor(["/bin/probe"], { linux: { namespaces: [{ type: "uts" }] } })),
    says: /mounts: needs a new mount namespace/,
  },
  {
    name: "a NUL byte in an argument",
    spoil: (bundle) => bundle.configure(configurationFor(["/bin/probe\0x"])),
    says: /process\.args\[0\].*without NUL bytes/,
  },
  {
    name: "a control group path with ..",
    spoil: (bundle) =>
      bundle.configure(configurationFor(["/bin/probe"], { linux: { ...configurationFor([]).linux, cgroupsPath: "/../../x" } })),
    says: /linux\.cgroupsPath.*must not hold \.\./,
  },
  {
    name: "a bind mount with an option of a file system",
    spoil: (bundle) =>
      bundle.configure(
        configurationFor(["/bin/probe"], { mounts: [{ destination: "/x", type: "bind", source: "/etc", options: ["bind", "size=1k"] }] }),
      ),
    says: /mounts\[0\]\.options is "size=1k": no option that a bind mount has/,
  },
  {
    name: "a bind mount of what does not exist",
    spoil: (bundle) =>
      bundle.configure(configurationFor(["/bin/probe"], { mounts: [{ destination: "/x", type: "bind", source: "/nowhere" }] })),
    says: /the source \/nowhere of a bind mount does not exist/,
  },
  {
    name: "a mount point that leads out of the root by way of another process's root",
    spoil: (bundle) => {
      symlinkSync(`/proc/${process.pid}/root${bundle.directory}`, path.join(bundle.rootfs, "out"));
      const { linux, mounts = [] } = configurationFor([]);
      const namespaces = linux?.namespaces?.filter(({ type }) => type !== "pid");
      const mount = { destination: "/out/made-on-the-host/x", type: "tmpfs", source: "tmpfs" };
      bundle.configure(configurationFor(["/bin/probe"], { linux: { ...linux, namespaces }, mounts: [...mounts, mount] }));
    },
    says: /\/out\/made-on-the-host\/x lies behind symbolic links that lead out of the root/,
    made: "made-on-the-host",
  },
  {
    name: "devices that would be made outside by way of another process's root",
    spoil: (bundle) => {
      mkdirSync(path.join(bundle.directory, "made-on-the-host"));
      rmSync(path.join(bundle.rootfs, "dev"), { recursive: true });
      symlinkSync(`/proc/${process.pid}/root${bundle.directory}/made-on-the-host`, path.join(bundle.rootfs, "dev"));
      const { linux, mounts } = configurationFor([]);
      const namespaces = linux?.namespaces?.filter(({ type }) => type !== "pid");
      const proc = mounts?.filter(({ type }) => type === "proc");
      bundle.configure(configurationFor(["/bin/probe"], { linux: { ...linux, namespaces }, mounts: proc }));
    },
    says: /mknod\(path: "\/dev\/null".* failed with ELOOP/,
    made: "made-on-the-host/null",
  },
  {
    name: "a resource limit below zero",
    spoil: (bundle) =>
      bundle.configure(
        configurationFor(["/bin/probe"], {
          process: { ...configurationFor(["/bin/probe"]).process, rlimits: [{ type: "RLIMIT_CORE", soft: -1, hard: -1 }] },
        }),
      ),
    says: /process\.rlimits\[0\]\.soft is -1: must be an integer of 64 bits, without a sign/,
  },
  {
    name: "a text where there must be a boolean",
    spoil: (bundle) => bundle.configure(configurationFor(["/bin/probe"], { root: { path: "rootfs", readonly: "no" } })),
    says: /root\.readonly is "no": must be a boolean/,
  },
  {
    name: "more arguments than a plan holds",
    spoil: (bundle) => bundle.configure(configurationFor(Array<string>(65_001).fill("a"))),
    says: /process\.args: with process\.env must not be more than 65000 texts/,
  },
  {
    name: "a working directory that is missing from a file system nobody can write to",
    spoil: (bundle) =>
      bundle.configure(configurationFor(["/bin/probe"], { process: { ...configurationFor(["/bin/probe"]).process, cwd: "/sys/nowhere" } })),
    says: /\/sys\/nowhere, a mount point or the working directory, is not there and cannot be made, as its file system is read-only/,
  },
];

describe("create refuses, and leaves nothing", { skip: notHere }, () => {
  for (const { name, spoil, says, id, made } of refusals) {
    it(name, async () => {
      using bundle = new TestBundle();
      spoil(bundle);
      const error = await rejection(bundle.runtime.create({ id: id ?? bundle.id, bundle: bundle.directory, stdio: bundle.stdio }));
      expect(error.message).to.match(says);
      if (made !== undefined) expect(existsSync(path.join(bundle.directory, made)), `${made} outside the root`).to.equal(false);
      expect(bundle.residue()).to.deep.equal([]);
    });
  }

  it("an id in use, without touching the one that has it", async () => {
    using bundle = new TestBundle();
    const options = { id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio };
    const first = await bundle.runtime.create(options);
    const before = bundle.residue();
    expect((await rejection(bundle.runtime.create(options))).message).to.match(/the id is in use/);
    expect(bundle.residue()).to.deep.equal(before);
    expect(first.status).to.equal("created");
    await first.delete({ force: true });
  });

  it("a control group that another runtime's container of the same id has", async () => {
    using bundle = new TestBundle();
    const other = new Runtime({ root: path.join(bundle.directory, "other") });
    const options = { id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio };
    const first = await other.create(options);
    expect((await rejection(bundle.runtime.create(options))).message).to.match(/control group .* exists already/);
    expect(first.status).to.equal("created");
    await first.delete({ force: true });
    expect(bundle.residue()).to.deep.equal([]);
  });

  it("a full disk under the state directory", async () => {
    using bundle = new TestBundle();
    const small = path.join(bundle.directory, "small");
    mkdirSync(small);
    mount("tmpfs", small, "tmpfs", 0, "size=8k");
    try {
      writeFileSync(path.join(small, "filler"), Buffer.alloc(4096));
      const runtime = new Runtime({ root: path.join(small, "state") });
      writeFileSync(path.join(small, "filler"), Buffer.alloc(4096), { flag: "a" });
      const error = await rejection(runtime.create({ id: bundle.id, bundle: bundle.directory, stdio: bundle.stdio }));
      expect(error.message).to.match(/no space is left under its state directory/);
      expect(runtime.list()).to.deep.equal([]);
      expect(bundle.residue()).to.deep.equal([]);
      rmSync(path.join(small, "filler"));
      const next = await runtime.run({
        id: bundle.id,
        bundle: bundle.directory,
        configuration: configurationFor(["/bin/probe", "true"]),
        stdio: bundle.stdio,
      });
      expect(next.exitStatus).to.equal(0);
    } finally {
      umount(small, 2);
    }
  });
});

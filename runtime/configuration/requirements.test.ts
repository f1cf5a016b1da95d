/**
 * What the specification (runtime-spec 1.2, config.md and config-linux.md) says that a configuration MUST be, as far as its text alone can tell,
 * and what a runtime MUST make of it. What depends on the host is tested where it is found out: that root.path is a directory
 * (container/refusals.test.ts), that nothing else is in a device's place (container/honoured.test.ts), that a controller is there
 * (container/unified.test.ts, container/resources.test.ts), that a namespace is of its type (features/namespaces).
 */
import { describe, it } from "node:test";
import { expect } from "chai";
import { checkConfiguration, checkProcess, checkResources } from "./check.ts";
import { ConfigurationError } from "./error.ts";
import { parseConfiguration } from "./read.ts";

type Json = Record<string, unknown>;

const good = {
  ociVersion: "1.2.0",
  root: { path: "rootfs" },
  process: { cwd: "/", args: ["true"], user: { uid: 0, gid: 0 } },
  linux: { namespaces: [{ type: "mount" }, { type: "uts" }, { type: "ipc" }] },
};

/** The good configuration with another value at a place, "linux.namespaces[0].type"; undefined takes away what is there. */
function withAt(place: string, value: unknown): Json {
  const configuration = structuredClone(good) as Json;
  const names = place.match(/[^.[\]]+/g) ?? [];
  const last = names.pop() ?? "";
  let parent = configuration;
  for (const name of names) parent = (parent[name] ??= {}) as Json;
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else parent[last] = value;
  return configuration;
}

const namespaces = (...types: string[]) => types.map((type) => ({ type }));
const hook = { path: "/bin/true" };
const profile = { defaultAction: "SCMP_ACT_ALLOW" };
const rlimit = { type: "RLIMIT_CORE", soft: 0, hard: 0 };
const device = { type: "c", path: "/dev/x", major: 1, minor: 3 };

/** By section: what is wrong, where, the value, and how it is told: "is …: must …" behind the place, or all of it. */
const refused: Record<string, [name: string, place: string, value: unknown, says: string][]> = {
  "config.md, Specification version": [
    ["ociVersion is required", "ociVersion", undefined, "ociVersion is missing: only 1.x is supported, as MAJOR.MINOR.PATCH"],
    ["ociVersion is a semantic version", "ociVersion", "1.2", 'is "1.2": only 1.x'],
    ["it has no v before it", "ociVersion", "v1.2.0", 'is "v1.2.0": only 1.x'],
    ["its numbers have no zeros before them", "ociVersion", "1.02.0", 'is "1.02.0": only 1.x'],
    ["nothing is promised of another major version", "ociVersion", "2.0.0", 'is "2.0.0": only 1.x'],
  ],
  "config.md, Root": [
    ["root is required on Linux", "root", undefined, "root is missing: must be an object"],
    ["root.path is required", "root.path", undefined, "root.path is missing: must be a string that is not empty"],
    ["root.path names something", "root.path", "", 'root.path is "": must be a string that is not empty'],
    ["root.readonly is a boolean", "root.readonly", "no", 'root.readonly is "no": must be a boolean'],
  ],
  "config.md, Mounts": [
    ["destination is required", "mounts", [{}], "mounts[0].destination is missing: must be a string that is not empty"],
    ["options is an array of strings", "mounts", [{ destination: "/x", options: [1] }], "mounts[0].options[0] is 1: must be a string"],
    ["nothing leads out of the container", "mounts", [{ destination: "/../x" }], 'mounts[0].destination is "/../x": must not hold ..'],
    [
      "a mapping of ids is applied or refused",
      "mounts",
      [{ destination: "/x", uidMappings: [{ containerID: 0, hostID: 0, size: 1 }] }],
      "mounts[0].uidMappings: not honoured by this version of the runtime",
    ],
  ],
  "config.md, Process": [
    ["process is an object", "process", "sleep", 'process is "sleep": must be an object'],
    ["cwd is required", "process.cwd", undefined, "process.cwd is missing: must be an absolute path"],
    ["cwd is absolute", "process.cwd", "tmp", 'process.cwd is "tmp": must be an absolute path'],
    ["args has at least one entry", "process.args", [], "process.args is []: must hold at least the program"],
    ["args is there", "process.args", undefined, "process.args is missing: must hold at least the program"],
    [
      "texts are texts to the kernel too",
      "process.args",
      ["a\0b"],
      String.raw`process.args[0] is "a\u0000b": must be a string without NUL`,
    ],
    ["texts have UTF-8", "process.args", ["\ud800"], 'process.args[0] is "\\ud800": must not hold half of a surrogate pair'],
    ["height is required", "process.consoleSize", { width: 80 }, "process.consoleSize.height is missing: must be an integer of 64 bits"],
  ],
  "config.md, POSIX process": [
    [
      "a resource that is none is an error",
      "process.rlimits",
      [{ ...rlimit, type: "RLIMIT_TIME" }],
      'process.rlimits[0].type is "RLIMIT_TIME": must be one of RLIMIT_CPU, RLIMIT_FSIZE',
    ],
    [
      "duplicates are an error",
      "process.rlimits",
      [rlimit, rlimit],
      'process.rlimits[1].type is "RLIMIT_CORE": is listed twice (config.md',
    ],
    ["hard is required", "process.rlimits", [{ ...rlimit, hard: undefined }], "process.rlimits[0].hard is missing: must be an integer"],
  ],
  "config.md, Linux process": [
    ["a score that the kernel has", "process.oomScoreAdj", 1001, "process.oomScoreAdj is 1001: must be an integer from -1000 to 1000"],
    [
      "capabilities are arrays of strings",
      "process.capabilities",
      { bounding: "CAP_KILL" },
      'capabilities.bounding is "CAP_KILL": must be an',
    ],
    ["a policy that is none", "process.scheduler", { policy: "BATCH" }, 'process.scheduler.policy is "BATCH": must be one of SCHED_OTHER'],
    ["a policy is applied or refused", "process.scheduler", { policy: "SCHED_BATCH" }, "process.scheduler: not honoured by this version"],
    ["class is required", "process.ioPriority", { priority: 1 }, "process.ioPriority.class is missing: must be one of IOPRIO_CLASS_RT"],
    ["a list of CPUs", "process.execCPUAffinity", { initial: "all" }, 'initial is "all": must be a list of CPUs such as 0-3,7'],
  ],
  "config.md, POSIX-platform User": [
    ["uid is required", "process.user.uid", undefined, "process.user.uid is missing: must be an integer from 0 to 4294967294"],
    ["gid is required", "process.user.gid", undefined, "process.user.gid is missing: must be an integer"],
    ["an id that is none to the kernel", "process.user.uid", 4294967295, "is 4294967295: must be an integer from 0 to 4294967294"],
    ["an id that would be another, cut to 32 bits", "process.user.uid", 4294967296, "is 4294967296: must be an integer from 0"],
    [
      "additionalGids is an array of integers",
      "process.user.additionalGids",
      [-1],
      "process.user.additionalGids[0] is -1: must be an integer",
    ],
    ["umask is permissions", "process.user.umask", 0o1000, "process.user.umask is 512: must be an integer from 0 to 511"],
  ],
  "config.md, Platform-specific configuration": [
    [
      "another platform's is applied or refused",
      "windows",
      { layerFolders: ["x"] },
      "windows: not honoured by this version of the runtime",
    ],
  ],
  "config.md, POSIX-platform Hooks": [
    ["path is required", "hooks", { poststop: [hook, {}] }, "hooks.poststop[1].path is missing: must be an absolute path"],
    ["path is absolute", "hooks", { createRuntime: [{ path: "true" }] }, 'hooks.createRuntime[0].path is "true": must be an absolute path'],
    [
      "timeout is greater than zero",
      "hooks",
      { prestart: [{ ...hook, timeout: 0 }] },
      "hooks.prestart[0].timeout is 0: must be an integer from 1",
    ],
  ],
  "config.md, Annotations": [
    ["annotations are a map", "annotations", ["a"], 'annotations is ["a"]: must be an object'],
    ["keys are not empty", "annotations", { "": "x" }, "annotations: must have no empty key"],
    ["values are strings", "annotations", { "com.example/a": 2 }, 'annotations["com.example/a"] is 2: must be a string'],
  ],
  "config-linux.md, Namespaces": [
    [
      "type is required",
      "linux.namespaces",
      [{}],
      "linux.namespaces[0].type is missing: must be one of pid, network, ipc, uts, mount, user",
    ],
    ["a type that is none", "linux.namespaces[1].type", "foo", 'linux.namespaces[1].type is "foo": must be one of pid, network, ipc'],
    ["path is absolute", "linux.namespaces[1].path", "proc/1/ns/uts", 'namespaces[1].path is "proc/1/ns/uts": must be an absolute path'],
    [
      "duplicates are an error",
      "linux.namespaces",
      namespaces("mount", "uts", "mount"),
      'namespaces[2].type is "mount": is listed twice (config',
    ],
  ],
  "config-linux.md, User namespace mappings": [
    ["size is required", "linux.uidMappings", [{ containerID: 0, hostID: 0 }], "linux.uidMappings[0].size is missing: must be an integer"],
    [
      "there is a namespace to map in",
      "linux.gidMappings",
      [{ containerID: 0, hostID: 0, size: 1 }],
      "linux.gidMappings: needs a user namespace in linux.namespaces",
    ],
  ],
  "config-linux.md, Offset for Time Namespace": [
    ["nanoseconds are below a second", "linux.timeOffsets", { boottime: { nanosecs: 1e9 } }, "boottime.nanosecs is 1000000000: must be"],
    [
      "a clock that is none of a namespace",
      "linux.timeOffsets",
      { realtime: {} },
      "linux.timeOffsets.realtime: is no clock of a time namespace",
    ],
    ["there is a new namespace", "linux.timeOffsets", { boottime: { secs: 1 } }, "linux.timeOffsets: needs a new time namespace"],
  ],
  "config-linux.md, Devices": [
    ["type is c, b, u or p", "linux.devices", [{ ...device, type: "a" }], 'linux.devices[0].type is "a": must be c, b, u or p'],
    ["path is a full path", "linux.devices", [{ ...device, path: "dev/x" }], 'linux.devices[0].path is "dev/x": must be an absolute path'],
    [
      "major is required unless it is a FIFO",
      "linux.devices",
      [{ ...device, major: undefined }],
      "linux.devices[0].major is missing: must be",
    ],
    [
      "a number that the kernel has",
      "linux.devices",
      [{ ...device, minor: 2 ** 20 }],
      "minor is 1048576: must be an integer from 0 to 1048575",
    ],
    [
      "two at one path do not match",
      "linux.devices",
      [device, { ...device, minor: 5 }],
      'linux.devices[1].path is "/dev/x": is listed as another device before',
    ],
  ],
  "config-linux.md, Allowed Device list": [
    ["allow is required", "linux.resources.devices", [{}], "linux.resources.devices[0].allow is missing: must be a boolean"],
    [
      "a type that is none",
      "linux.resources.devices",
      [{ allow: true, type: "x" }],
      'devices[0].type is "x": must be one of a, b, c, u, p',
    ],
    ["access is of r, w and m", "linux.resources.devices", [{ allow: true, access: "rx" }], 'access is "rx": must be made of r, w and m'],
  ],
  "config-linux.md, Memory": [
    [
      "bytes, or -1",
      "linux.resources.memory",
      { limit: -2 },
      "linux.resources.memory.limit is -2: must be an integer of 64 bits not below -1",
    ],
    ["swappiness is at most 100", "linux.resources.memory", { swappiness: 101 }, "swappiness is 101: must be an integer from -1 to 100"],
  ],
  "config-linux.md, CPU": [
    [
      "burst is no larger than the quota",
      "linux.resources.cpu",
      { quota: 10, burst: 11 },
      "cpu.burst is 11: must not be above the quota, 10",
    ],
    ["idle is 0 or 1", "linux.resources.cpu", { idle: 2 }, "linux.resources.cpu.idle is 2: must be an integer from 0 to 1"],
  ],
  "config-linux.md, Block IO": [
    [
      "at least one of the weights is given",
      "linux.resources.blockIO",
      { weightDevice: [{ major: 8, minor: 0 }] },
      'linux.resources.blockIO.weightDevice[0] is {"major":8,"minor":0}: needs a weight',
    ],
    ["a weight that the kernel has", "linux.resources.blockIO", { weight: 9 }, "blockIO.weight is 9: must be an integer from 10 to 1000"],
    [
      "rate is required",
      "linux.resources.blockIO",
      { throttleReadBpsDevice: [{ major: 8, minor: 0 }] },
      "blockIO.throttleReadBpsDevice[0].rate is missing: must be an integer",
    ],
    ["a leaf's has the same bounds", "linux.resources.blockIO", { leafWeight: 5 }, "linux.resources.blockIO.leafWeight is 5: must be"],
  ],
  "config-linux.md, Huge page limits": [
    [
      "pageSize is <size><unit-prefix>B",
      "linux.resources.hugepageLimits",
      [{ pageSize: "64kB", limit: 1 }],
      'hugepageLimits[0].pageSize is "64kB": must be a size such as 64KB, 2MB or 1GB',
    ],
    [
      "limit is required",
      "linux.resources.hugepageLimits",
      [{ pageSize: "2MB" }],
      "hugepageLimits[0].limit is missing: must be an integer",
    ],
  ],
  "config-linux.md, Network": [
    ["a class has 32 bits", "linux.resources.network", { classID: 2 ** 32 }, "linux.resources.network.classID is 4294967296: must be"],
  ],
  "config-linux.md, PIDs": [["limit is required", "linux.resources.pids", {}, "linux.resources.pids.limit is missing: must be an integer"]],
  "config-linux.md, RDMA": [
    ["it is applied or refused", "linux.resources.rdma", { mlx5_1: { hcaHandles: 1 } }, "linux.resources.rdma: not honoured"],
    [
      "its limits are 32 bits",
      "linux.resources.rdma",
      { mlx5_1: { hcaHandles: -1 } },
      "rdma.mlx5_1.hcaHandles is -1: must be an integer from 0",
    ],
  ],
  "config-linux.md, Unified": [
    [
      "a key is a file",
      "linux.resources.unified",
      { "../memory.max": "1" },
      'unified["../memory.max"]: must be the name of a control file',
    ],
    ["what moves processes is no limit", "linux.resources.unified", { "cgroup.procs": "1" }, 'unified["cgroup.procs"]: is no limit'],
    ["a value is a string", "linux.resources.unified", { "memory.max": 1 }, 'unified["memory.max"] is 1: must be a string'],
  ],
  "config-linux.md, IntelRdt": [
    ["memBwSchema begins with MB:", "linux.intelRdt", { memBwSchema: "L3:0=f" }, 'memBwSchema is "L3:0=f": must begin with MB:'],
    ["memBwSchema is one line", "linux.intelRdt", { memBwSchema: "MB:0=20\nMB:1=70" }, "must begin with MB: and be one line"],
    ["it is applied or refused", "linux.intelRdt", { closID: "a" }, "linux.intelRdt: not honoured by this version of the runtime"],
  ],
  "config-linux.md, Sysctl": [
    ["a value is a string", "linux.sysctl", { "net.core.somaxconn": 1 }, 'linux.sysctl["net.core.somaxconn"] is 1: must be a string'],
    ["the host's is not changed", "linux.sysctl", { "kernel.panic": "1" }, 'linux.sysctl["kernel.panic"]: is no parameter of a namespace'],
    ["nor through a namespace it shares", "linux.sysctl", { "net.core.somaxconn": "1" }, "needs a network namespace of the container's"],
  ],
  "config-linux.md, Seccomp": [
    ["defaultAction is required", "linux.seccomp", {}, "linux.seccomp.defaultAction is missing: must be one of SCMP_ACT_KILL"],
    [
      "names has at least one entry",
      "linux.seccomp",
      { ...profile, syscalls: [{ names: [], action: "SCMP_ACT_LOG" }] },
      "syscalls[0].names is []: must",
    ],
    ["an errno of an action without one", "linux.seccomp", { ...profile, defaultErrnoRet: 1 }, "has no meaning with SCMP_ACT_ALLOW"],
    ["metadata needs a listener", "linux.seccomp", { ...profile, listenerMetadata: "x" }, "must not be set without listenerPath"],
  ],
  "config-linux.md, Rootfs Mount Propagation": [
    [
      "a value that is none",
      "linux.rootfsPropagation",
      "open",
      'rootfsPropagation is "open": must be private, slave, shared or unbindable',
    ],
  ],
  "config-linux.md, Masked Paths, Readonly Paths": [
    ["maskedPaths are absolute", "linux.maskedPaths", ["/a", "b"], 'linux.maskedPaths[1] is "b": must be an absolute path'],
    ["readonlyPaths are absolute", "linux.readonlyPaths", ["b"], 'linux.readonlyPaths[0] is "b": must be an absolute path'],
  ],
  "config-linux.md, Mount Label": [
    ["it stands between quotation marks", "linux.mountLabel", 'system_u:"x"', "must hold no quotation mark"],
  ],
  "config-linux.md, Personality": [
    ["domain is required", "linux.personality", {}, "linux.personality.domain is missing: must be one of LINUX, LINUX32"],
    ["no flags are known", "linux.personality", { domain: "LINUX", flags: ["x"] }, "linux.personality.flags: not honoured"],
  ],
};

const taken: [name: string, place: string, value: unknown][] = [
  ["a version with a label and a build (Semantic Versioning)", "ociVersion", "1.3.0-rc.1+sha.5114f85"],
  ["a relative mount point, which begins at the root (config.md, Mounts)", "mounts", [{ destination: "data" }]],
  ["two mounts at one destination (config.md, Mounts)", "mounts", [{ destination: "/x" }, { destination: "/x" }]],
  ["any size of a terminal that is not there (config.md, Process)", "process.consoleSize", { height: 1e6, width: 0 }],
  ["a capability nobody knows (config.md, Linux process)", "process.capabilities", { bounding: ["CAP_TOMORROW"] }],
  ["the largest limit there is (config.md, POSIX process)", "process.rlimits", [{ ...rlimit, hard: 18446744073709551615n }]],
  ["an annotation without a value (config.md, Annotations)", "annotations", { "com.example.a": "" }],
  ["properties that nobody knows (config.md, Extensibility)", "com.example.unknown", [{ a: null }]],
  ["properties that nobody knows, below others", "linux.resources.cpu", { tomorrow: { "": [1.5] } }],
  ["the same device twice (config-linux.md, Devices)", "linux.devices", [device, { ...device, path: "/dev//x" }]],
  ["a FIFO without a number (config-linux.md, Devices)", "linux.devices", [{ type: "p", path: "/dev/x" }]],
  ["a burst without a quota (config-linux.md, CPU)", "linux.resources.cpu", { quota: -1, burst: 5 }],
  ["the specification's own limit of huge pages", "linux.resources.hugepageLimits", [{ pageSize: "2MB", limit: 9223372036854772000n }]],
  ["a listener that nothing is notified through (config-linux.md, Seccomp)", "linux.seccomp", { ...profile, listenerPath: "/run/x" }],
];

describe("a configuration is refused where it breaks what the specification demands", () => {
  for (const [section, cases] of Object.entries(refused))
    describe(section, () => {
      for (const [name, place, value, says] of cases)
        it(name, () => {
          expect(() => checkConfiguration(withAt(place, value)))
            .to.throw(ConfigurationError)
            .with.property("message")
            .that.includes(says)
            .and.matches(/^config\.json: /);
        });
    });

  it("with the place of a program, or of limits, that come by themselves", () => {
    expect(() => checkProcess({ ...good.process, cwd: "tmp" })).to.throw('config.json: process.cwd is "tmp": must be an absolute path');
    expect(() => checkProcess([])).to.throw("config.json: process is []: must be an object");
    expect(() => checkResources({ pids: { limit: 1.5 } })).to.throw("config.json: linux.resources.pids.limit is 1.5: must be an integer");
  });

  it("without all of a value that is long", () => {
    const { message } = captured(withAt("process.cwd", "x".repeat(1e6)));
    expect(message).to.match(/^config\.json: process\.cwd is "x{199}…: must be an absolute path/);
  });

  for (const value of [undefined, null, [], "text", 1])
    it(`when it is ${JSON.stringify(value)}`, () => {
      expect(captured(value).message).to.match(/^config\.json: the document.*: must be an object$/);
    });
});

function captured(value: unknown): Error {
  try {
    checkConfiguration(value);
  } catch (error) {
    return error as Error;
  }
  throw new Error("it was expected to be refused, and was not");
}

/** As text, with numbers as they are. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? `#${each}#` : each)).replaceAll(/"#(\d+)#"/g, "$1");

describe("a configuration is taken", () => {
  for (const [name, place, value] of taken)
    it(`with ${name}`, () => {
      parseConfiguration(textOf(withAt(place, value)));
    });

  it("with null for whatever may be absent, which is absent then", () => {
    const { process, linux } = parseConfiguration(`{
      "ociVersion": "1.2.0", "root": {"path": "r", "readonly": null}, "hooks": null, "annotations": null, "mounts": null, "hostname": null,
      "process": {"cwd": "/", "args": ["a"], "env": null, "user": {"uid": 0, "gid": 0, "additionalGids": null}, "capabilities": {"bounding": null},
        "rlimits": null, "terminal": null, "consoleSize": null, "oomScoreAdj": null, "scheduler": null},
      "linux": {"namespaces": null, "seccomp": {"defaultAction": "SCMP_ACT_LOG", "syscalls": [{"names": ["a"], "action": "SCMP_ACT_LOG",
        "errnoRet": null, "args": [{"index": 0, "op": "SCMP_CMP_EQ", "value": 1, "valueTwo": null}]}]}, "rootfsPropagation": null,
        "resources": {"memory": null, "cpu": {"shares": null}, "devices": [{"allow": false, "type": null, "major": null}]},
        "devices": null, "personality": null, "x-unknown": null}
    }`);
    expect(process).to.deep.equal({ cwd: "/", args: ["a"], user: { uid: 0, gid: 0 }, capabilities: {} });
    expect(linux?.resources).to.deep.equal({ cpu: {}, devices: [{ allow: false }] });
    expect(linux?.seccomp?.syscalls?.[0]?.args?.[0]).to.have.keys("index", "op", "value");
    expect(() => parseConfiguration('{"ociVersion": "1.2.0", "root": null, "process": null}')).to.throw("root is null: must be an object");
    expect(() => checkConfiguration(withAt("linux.sysctl", { "net.core.somaxconn": null }))).to.throw("is null: must be a string");
  });

  it("without making anything of names that JavaScript has for other things", () => {
    const text = textOf(good).replace("{", '{"__proto__": {"hostname": "evil", "mounts": 7}, "constructor": 1, ');
    const configuration = parseConfiguration(
      text.replace('"linux":{', '"annotations":{"__proto__":"a","constructor":"b"},"linux":{"__proto__":{"seccomp":1},'),
    );
    expect(configuration.hostname).to.equal(undefined);
    expect(Object.getPrototypeOf(configuration)).to.equal(Object.prototype);
    expect(Object.entries(configuration.annotations ?? {})).to.deep.equal([
      ["__proto__", "a"],
      ["constructor", "b"],
    ]);
    // Nor when nulls are taken out.
    const again = parseConfiguration(text.replace("{", '{"domainname": null, '));
    expect(Object.getPrototypeOf(again)).to.equal(Object.prototype);
    expect(again.hostname).to.equal(undefined);
    const inherited = Object.create({ cwd: "/", args: ["a"], user: { uid: 0, gid: 0 } }) as object;
    expect(() => parseConfiguration(textOf({ ...good, process: inherited }))).to.throw("process.cwd is missing");
    for (const name of ["__proto__", "constructor", "toString"]) {
      expect(() => checkConfiguration(withAt("linux.rootfsPropagation", name))).to.throw("must be private");
      expect(() => checkConfiguration(withAt("process.rlimits", [{ ...rlimit, type: name }]))).to.throw("must be one of");
      expect(() => checkConfiguration(withAt("linux.seccomp", { defaultAction: name }))).to.throw("must be one of");
    }
  });
});

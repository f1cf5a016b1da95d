/** What a new bundle begins with: the same container that `runc spec` describes, a shell with three capabilities. */
const capabilities = ["CAP_AUDIT_WRITE", "CAP_KILL", "CAP_NET_BIND_SERVICE"];

const mount = (destination: string, type: string, source: string, ...options: string[]): object => ({ destination, type, source, options });

const mounts = [
  { destination: "/proc", type: "proc", source: "proc" },
  mount("/dev", "tmpfs", "tmpfs", "nosuid", "strictatime", "mode=755", "size=65536k"),
  mount("/dev/pts", "devpts", "devpts", "nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"),
  mount("/dev/shm", "tmpfs", "shm", "nosuid", "noexec", "nodev", "mode=1777", "size=65536k"),
  mount("/dev/mqueue", "mqueue", "mqueue", "nosuid", "noexec", "nodev"),
  mount("/sys", "sysfs", "sysfs", "nosuid", "noexec", "nodev", "ro"),
  mount("/sys/fs/cgroup", "cgroup", "cgroup", "nosuid", "noexec", "nodev", "relatime", "ro"),
];

/** Without root: no group 5 is mapped for terminals, and a sysfs needs a network namespace of its own. */
const rootlessMounts = [
  ...mounts.slice(0, 2),
  mount("/dev/pts", "devpts", "devpts", "nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620"),
  ...mounts.slice(3, 5),
  mount("/sys", "none", "/sys", "rbind", "nosuid", "noexec", "nodev", "ro"),
];

export function defaultConfiguration(rootless: boolean): object {
  const own = (id: number | undefined): object[] => [{ containerID: 0, hostID: id ?? 0, size: 1 }];
  const types = ["pid", ...(rootless ? [] : ["network"]), "ipc", "uts", "mount", ...(rootless ? ["user"] : []), "cgroup"];
  return {
    ociVersion: "1.2.0",
    process: {
      terminal: true,
      user: { uid: 0, gid: 0 },
      args: ["sh"],
      env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "TERM=xterm"],
      cwd: "/",
      capabilities: { bounding: capabilities, effective: capabilities, permitted: capabilities },
      rlimits: [{ type: "RLIMIT_NOFILE", hard: 1024, soft: 1024 }],
      noNewPrivileges: true,
    },
    root: { path: "rootfs", readonly: true },
    hostname: "brine",
    mounts: rootless ? rootlessMounts : mounts,
    linux: {
      ...(rootless
        ? { uidMappings: own(process.getuid?.()), gidMappings: own(process.getgid?.()) }
        : { resources: { devices: [{ allow: false, access: "rwm" }] } }),
      namespaces: types.map((type) => ({ type })),
      maskedPaths: [
        "/proc/acpi",
        "/proc/asound",
        "/proc/kcore",
        "/proc/keys",
        "/proc/latency_stats",
        "/proc/timer_list",
        "/proc/timer_stats",
        "/proc/sched_debug",
        "/proc/scsi",
        "/sys/firmware",
      ],
      readonlyPaths: ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"],
    },
  };
}

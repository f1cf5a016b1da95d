/** What every container of the soak is: all namespaces but the user's, groups below the run's own, a program that waits for a signal. */
export function soakConfiguration(rootfs: string, cgroupsPath?: string): object {
  return {
    ociVersion: "1.0.2",
    process: { user: { uid: 0, gid: 0 }, args: ["/bin/pause"], env: ["PATH=/bin"], cwd: "/", noNewPrivileges: true },
    root: { path: rootfs, readonly: true },
    hostname: "soaked",
    mounts: [
      { destination: "/proc", type: "proc", source: "proc" },
      { destination: "/dev", type: "tmpfs", source: "tmpfs", options: ["nosuid", "mode=755", "size=65536k"] },
    ],
    linux: {
      ...(cgroupsPath !== undefined && { cgroupsPath }),
      namespaces: [{ type: "pid" }, { type: "network" }, { type: "ipc" }, { type: "uts" }, { type: "mount" }],
      resources: { pids: { limit: 50 } },
    },
  };
}

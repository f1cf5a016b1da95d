/** Mutants of the launch plan that are not made, each because it would change the host. */
export interface Excluded {
  /** Beginning of the mutant's name. */
  mutant: string;
  reason: string;
}

export const excluded: readonly Excluded[] = [
  { mutant: "plan/create/clone/without-mount", reason: "all mounts of the container would be made in the host's mount namespace" },
  {
    mutant: "plan/create/clone/dropped",
    reason: "without a child the later steps, and the signals at the end, would be about PID 0: the process group of the caller",
  },
  {
    mutant: "plan/exec/clone/dropped",
    reason: "without a child the signals at the end would be about PID 0: the process group of the caller",
  },
  {
    mutant: "plan/raw/clone/dropped",
    reason: "without a child the signals at the end would be about PID 0: the process group of the caller",
  },
  {
    mutant: "plan/create/awaitLauncher/dropped",
    reason:
      "whether the child comes too early then is a matter of chance, and what it does too early would fail as it does when the step that it waits for is dropped",
  },
  {
    mutant: "plan/create/mount/propagation/dropped",
    reason: "where the host's / is shared, the container's mounts would travel to the host (mount_namespaces(7), \"Shared subtrees\")",
  },
  {
    mutant: "plan/raw/mount/propagation/dropped",
    reason: "where the host's / is shared, the process's mounts would travel to the host (mount_namespaces(7), \"Shared subtrees\")",
  },
  {
    mutant: "plan/create/pivotRoot/dropped",
    reason: "the program would run on the host's root file system, and devices and mount points would be made there",
  },
  {
    mutant: "plan/create/mount/bind-root/dropped",
    reason: "should pivot_root succeed all the same, because the root is a mount of the host, it would be that mount that is moved",
  },
];

/** What this runtime supports, in the structure of the specification (features.md, features-linux.md), from the tables it works with. */
import { hookKinds, namespaceTypes } from "./configuration/types.ts";
import { capabilityNames } from "./plan/kernel.ts";
import { mountOptionNames } from "./plan/mount_options.ts";
import { actions, flagBits } from "./seccomp/actions.ts";
import { families } from "./seccomp/architectures.ts";
import { operators } from "./seccomp/types.ts";

/** @param version the runtime's own */
export function features(version: string): object {
  return {
    ociVersionMin: "1.0.0",
    ociVersionMax: "1.2.0",
    hooks: hookKinds,
    mountOptions: mountOptionNames,
    linux: {
      namespaces: namespaceTypes,
      capabilities: capabilityNames,
      cgroup: { v1: true, v2: true, systemd: false, systemdUser: false, rdma: false },
      seccomp: {
        enabled: true,
        actions: Object.keys(actions),
        operators,
        archs: Object.keys(families[process.arch]?.compatible ?? {}),
        knownFlags: Object.keys(flagBits),
        supportedFlags: Object.keys(flagBits),
      },
      apparmor: { enabled: true },
      selinux: { enabled: true },
      intelRdt: { enabled: false },
      mountExtensions: { idmap: { enabled: false } },
    },
    annotations: { "io.brine.runtime.version": version },
    potentiallyUnsafeConfigAnnotations: [],
  };
}

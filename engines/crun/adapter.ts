import type { EngineAdapter } from "../contract.ts";
import { hierarchies } from "../host/hierarchies.ts";
import { mounts } from "../host/mounts.ts";
import { ociAdapter } from "../oci/runtime.ts";

/**
 * crun 1.8 refuses hosts with v1 hierarchies beside a v2 one ("cgroups in hybrid mode not supported"). In a mount namespace without the
 * v2 one it sees a v1 host. All other mounts stay peers of the host's where they are shared: whether mounts travel is crun's to decide.
 * The mount below which the v2 one lies is made a slave first, so that the host keeps its own.
 */
const withoutV2 =
  'for mount in $BRINE_HOLDERS; do mount --make-slave "$mount" || exit 125; done; for mount in $BRINE_HIDDEN; do umount "$mount" || exit 125; done; exec "$@"';

function through(): string[] {
  if (!hierarchies().some(({ version }) => version === 1)) return [];
  const all = mounts();
  const hidden = all.filter(({ type }) => type === "cgroup2");
  if (hidden.length === 0) return [];
  const holders = all.filter(({ id }) => hidden.some(({ parent }) => parent === id));
  const points = (list: typeof all): string => list.map(({ mountPoint }) => mountPoint).join(" ");
  return [
    "/usr/bin/env",
    `BRINE_HOLDERS=${points(holders)}`,
    `BRINE_HIDDEN=${points(hidden.toReversed())}`,
    "unshare",
    "--mount",
    "--propagation",
    "unchanged",
    "sh",
    "-c",
    withoutV2,
    "crun",
  ];
}

/** crun, the OCI runtime in C. */
export const adapter: EngineAdapter = ociAdapter({ name: "crun", program: "crun", package: "crun", through });

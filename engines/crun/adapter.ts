import type { EngineAdapter } from "../contract.ts";
import { hierarchies } from "../host/hierarchies.ts";
import { ociAdapter } from "../oci/runtime.ts";

/**
 * crun 1.8 refuses hosts with v1 hierarchies beside a v2 one ("cgroups in hybrid mode not supported"). In a mount namespace without the
 * v2 one it sees a v1 host; what it mounts below the bundle still reaches nobody else, what the host mounts still reaches it.
 */
const withoutV2 = 'for mount in $BRINE_HIDDEN; do umount "$mount" || exit 125; done; exec "$@"';

function through(): string[] {
  const found = hierarchies();
  if (!found.some(({ version }) => version === 1)) return [];
  const hidden = found.filter(({ version }) => version === 2).map(({ mountPoint }) => mountPoint);
  if (hidden.length === 0) return [];
  return [
    "/usr/bin/env",
    `BRINE_HIDDEN=${hidden.join(" ")}`,
    "unshare",
    "--mount",
    "--propagation",
    "slave",
    "sh",
    "-c",
    withoutV2,
    "crun",
  ];
}

/** crun, the OCI runtime in C. */
export const adapter: EngineAdapter = ociAdapter({ name: "crun", program: "crun", package: "crun", through });

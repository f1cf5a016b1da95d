/** Of `mounts`, what their schema cannot say. Two at one destination are no error: the later one is on top (config.md, "Mounts"). */
import { ConfigurationError } from "../error.ts";
import type { Mount } from "../types.ts";
import { refuse } from "./not_honoured.ts";

/** @throws `ConfigurationError` */
export function followMountRules(mounts: readonly Mount[]): void {
  mounts.forEach((mount, index) => {
    const place = `mounts[${index}]`;
    if (mount.destination.split("/").includes(".."))
      throw new ConfigurationError(`${place}.destination`, "must not hold ..", mount.destination);
    for (const name of ["uidMappings", "gidMappings"]) refuse(mount, name, place);
  });
}

/** Of `linux.resources`, what its schema cannot say (config-linux.md, "Control groups"). */
import { ConfigurationError, memberOf } from "../error.ts";
import type { Resources } from "../resources.ts";
import { refuseNotHonoured } from "./not_honoured.ts";

/** @throws `ConfigurationError` */
export function followResourcesRules(resources: Resources): void {
  refuseNotHonoured(resources, "linux.resources");
  const { cpu, blockIO, unified = {} } = resources;
  if (cpu?.burst !== undefined && cpu.quota !== undefined && cpu.quota > 0 && cpu.burst > cpu.quota)
    throw new ConfigurationError("linux.resources.cpu.burst", `must not be above the quota, ${cpu.quota}`, cpu.burst);
  blockIO?.weightDevice?.forEach((device, index) => {
    const place = `linux.resources.blockIO.weightDevice[${index}]`;
    if (device.weight === undefined && device.leafWeight === undefined)
      throw new ConfigurationError(place, "needs a weight (config-linux.md, Block IO: at least one must be given)", device);
  });
  for (const file of Object.keys(unified)) checkControlFile(file, memberOf("linux.resources.unified", file));
}

function checkControlFile(file: string, place: string): void {
  if (!/^[a-z]\w*(\.\w+)+$/.test(file)) throw new ConfigurationError(place, "must be the name of a control file, <controller>.<parameter>");
  // The core's other files move processes, freeze or end them, or would keep the container out of its group.
  if (file.startsWith("cgroup.") && !file.startsWith("cgroup.max."))
    throw new ConfigurationError(place, "is no limit: of the files of cgroup itself only cgroup.max.depth and cgroup.max.descendants are");
}

import { parseJson, readText } from "../configuration/json.ts";
import type { Resources } from "../configuration/resources.ts";
import { CommandError, existing, type Globals } from "./globals.ts";

/** The options of runc, each with its place in linux.resources; sizes may end in k, m, g or t. */
export const limitOptions = {
  blkioWeight: ["blockIO", "weight"],
  cpuPeriod: ["cpu", "period"],
  cpuQuota: ["cpu", "quota"],
  cpuShare: ["cpu", "shares"],
  cpuBurst: ["cpu", "burst"],
  cpuIdle: ["cpu", "idle"],
  cpuRtPeriod: ["cpu", "realtimePeriod"],
  cpuRtRuntime: ["cpu", "realtimeRuntime"],
  cpusetCpus: ["cpu", "cpus"],
  cpusetMems: ["cpu", "mems"],
  memory: ["memory", "limit"],
  memoryReservation: ["memory", "reservation"],
  memorySwap: ["memory", "swap"],
  pidsLimit: ["pids", "limit"],
} as const;

export type UpdateCommand = Partial<Record<keyof typeof limitOptions, string>> & { resources?: string };

export async function update(globals: Globals, id: string, options: UpdateCommand): Promise<void> {
  const container = existing(globals, "update", id);
  await container.update(options.resources === undefined ? resourcesOf(options) : readResources(options.resources));
}

/** @param file `-` is standard input */
function readResources(file: string): Resources {
  return parseJson(readText(file === "-" ? 0 : file), file === "-" ? "standard input" : file) as Resources;
}

function resourcesOf(options: UpdateCommand): Resources {
  const resources: Record<string, Record<string, unknown>> = {};
  for (const [option, [part, field]] of Object.entries(limitOptions)) {
    const text = options[option as keyof typeof limitOptions];
    if (text === undefined) continue;
    resources[part] = { ...resources[part], [field]: part === "cpu" && field.endsWith("s") && field !== "shares" ? text : amountOf(text) };
  }
  if (Object.keys(resources).length === 0) throw new CommandError("update: give a limit, or --resources with a file of them");
  return resources;
}

function amountOf(text: string): number {
  const [, digits, unit = ""] = /^(-?\d+)([kmgt]?)b?$/i.exec(text) ?? [];
  if (digits === undefined) throw new CommandError(`update: ${JSON.stringify(text)} is no amount: digits, and k, m, g or t after them`);
  return Number(digits) * 1024 ** ["", "k", "m", "g", "t"].indexOf(unit.toLowerCase());
}

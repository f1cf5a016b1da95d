/** Control groups that are there already where a container's are to be ("The cgroups will be created if they don't exist": config-linux.md). */
import { existsSync } from "node:fs";
import { StepError } from "../../native/index.ts";
import { isPopulated } from "./remove.ts";

/** What is done to one of them would be done to processes that are none of the container's. */
export class GroupInUse extends Error {
  override readonly name = "GroupInUse";
  readonly code = "EEXIST";
  constructor(directory: string) {
    super(
      `its control group ${directory} exists already and holds processes, which would share its limits and be ended with it: choose another id or linux.cgroupsPath`,
    );
  }
}

/** Whether a launch failed because one of the groups was there before. */
export function isInTheWay(error: unknown, groups: readonly string[]): boolean {
  if (!(error instanceof StepError) || error.code !== "EEXIST" || error.step?.kind !== "mkdir") return false;
  return groups.includes(error.step.path);
}

/**
 * Those of the groups that exist.
 *
 * @throws `GroupInUse` when a process is in one of them, or below (config-linux.md, "Control groups": an error where the runtime looks)
 */
export async function groupsForUse(groups: readonly string[]): Promise<string[]> {
  const found = groups.filter((directory) => existsSync(directory));
  for (const directory of found) if (await isPopulated(directory)) throw new GroupInUse(directory);
  return found;
}

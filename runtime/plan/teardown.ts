/** Compiles the plan that removes what a create made outside the container's own processes. */
import { removeGroups } from "../cgroup/plan.ts";
import type { Step } from "../../native/index.ts";
import { stateFiles } from "./create.ts";

/**
 * The groups first: as long as the state stands, a repeated delete finds what is left. The process last: as long as it stands, and has
 * ended, the container is `stopped` to whoever looks.
 */
export function compileTeardown(stateDirectory: string, groups: readonly string[]): Step[] {
  const files = [
    stateFiles.start,
    stateFiles.unready,
    `${stateFiles.process}.new`,
    stateFiles.exit,
    `${stateFiles.exit}.new`,
    `${stateFiles.state}.new`,
    stateFiles.state,
    stateFiles.process,
  ];
  return [
    ...removeGroups(groups),
    ...files.map((file): Step => ({ kind: "unlink", actor: "launcher", path: `${stateDirectory}/${file}`, ifExists: true })),
    { kind: "rmdir", actor: "launcher", path: stateDirectory, ifExists: true },
  ];
}

/** Compiles the plan that removes what a create made outside the container's own processes. */
import { removeGroups } from "../cgroup/plan.ts";
import type { Step } from "../../native/index.ts";
import { stateFiles } from "./create.ts";

/**
 * The groups first: as long as the state stands, a repeated delete finds what is left. The process last: as long as it stands, and has
 * ended, the container is `stopped` to whoever looks. What is written beside and renamed goes before what it becomes: the launcher of another
 * process may be recording the end just now, and what it has begun a second try finds in any case.
 */
export function compileTeardown(stateDirectory: string, groups: readonly string[]): Step[] {
  const files = [
    stateFiles.unready,
    stateFiles.start,
    `${stateFiles.process}.new`,
    `${stateFiles.exit}.new`,
    stateFiles.exit,
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

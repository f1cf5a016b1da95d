import { runProgram, findProgram } from "./monitor.ts";
import { mounts, type Mount } from "./mounts.ts";
import { programEnvironment } from "./run_mark.ts";

const option = "nsdelegate";
const deadline = 5_000;

/** Whether a cgroup namespace is a border of delegation (cgroup-v2.rst, "Delegation Containment"); `undefined` where no v2 hierarchy is mounted. */
export function isBorderOfDelegation(): boolean | undefined {
  return unified()?.superOptions.includes(option);
}

/**
 * Mounts the v2 hierarchy with nsdelegate again, after something in the host's cgroup namespace has mounted it without: the options are
 * those of the one file system, and the last to mount it there sets them.
 * @throws Error with what mount(8) said.
 */
export async function restoreBorder(): Promise<void> {
  const mount = unified();
  if (!mount || mount.superOptions.includes(option)) return;
  const options = ["remount", option, ...mount.superOptions.filter((each) => each !== "rw")].join(",");
  const result = await runProgram([findProgram("mount") ?? "/bin/mount", "-o", options, mount.mountPoint], {
    env: programEnvironment("delegation"),
    deadline,
  });
  if (result.exitStatus !== 0) throw new Error(`"mount -o ${options} ${mount.mountPoint}" did not succeed: ${result.stderr.trim()}`);
}

function unified(): Mount | undefined {
  return mounts().find(({ type }) => type === "cgroup2");
}

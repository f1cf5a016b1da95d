import type { Step } from "../../../native/index.ts";
import type { Configuration, IdMapping } from "../../configuration/types.ts";

/** On a kernel that does not tell which files a group's owner is to have (config-linux.md, "Cgroup ownership"). */
export const usualDelegate: readonly string[] = ["cgroup.procs", "cgroup.subtree_control", "cgroup.threads"];

/** Who runs the program, as the host numbers users; undefined where that cannot be told, or where nobody does. */
function hostUid({ process: { user }, linux = {} }: Configuration): number | undefined {
  const namespace = linux.namespaces?.find(({ type }) => type === "user");
  if (!namespace) return user.uid;
  if (namespace.path) return undefined;
  const holds = ({ containerID, size }: IdMapping): boolean => user.uid >= containerID && user.uid < containerID + size;
  const mapping = linux.uidMappings?.find(holds);
  return mapping && mapping.hostID + user.uid - mapping.containerID;
}

/**
 * A container that sees its group as the root of all, and can write there, makes groups of its own below it: the group becomes the user's who
 * runs the program (config-linux.md, "Cgroup ownership"; cgroups(7), "Delegation").
 *
 * @param delegate the files that go with a group
 */
export function giveGroup(configuration: Configuration, directory: string, delegate: readonly string[]): Step[] {
  const { linux = {}, mounts = [] } = configuration;
  const isOwnRoot = linux.namespaces?.some(({ type, path }) => type === "cgroup" && !path) ?? false;
  const isWritable = mounts.some(
    ({ source, destination, options = [] }) =>
      source === "cgroup" && /^\/?sys\/fs\/cgroup\/*$/.test(destination) && !options.includes("ro") && !options.includes("rro"),
  );
  const uid = hostUid(configuration);
  if (!isOwnRoot || !isWritable || !uid) return [];
  const give = (path: string, ifExists: boolean): Step => ({ kind: "chown", actor: "launcher", path, uid, ...(ifExists && { ifExists }) });
  return [give(directory, false), ...delegate.map((file) => give(`${directory}/${file}`, true))];
}

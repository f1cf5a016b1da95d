import { removeEmptyGroups } from "../engines/host/residue.ts";
import type { ContainerSubject } from "./container_subject.ts";
import type { KernelSubject } from "./kernel_subject.ts";
import type { PodSubject } from "./pod_subject.ts";

/** What a scenario may have made. */
export interface Made {
  containers: ContainerSubject[];
  pods: PodSubject[];
  processes: KernelSubject[];
  releases: (() => void | Promise<void>)[];
  /** Absolute cgroup paths of groups that hold those of containers. */
  sharedGroups: string[];
  executedEnd: Promise<unknown> | undefined;
}

/**
 * Removes everything, the last made first, going on after a failure: a container may have joined the namespaces of one made before it.
 * @throws AggregateError of all that went wrong.
 */
export async function removeAll({ containers, pods, processes, releases, sharedGroups, executedEnd }: Made): Promise<void> {
  const removals: (() => void | Promise<unknown>)[] = [
    ...containers.filter((each) => each.created && !each.deleted).map((each) => () => each.container.delete({ force: true })),
    ...pods.filter((each) => each.created && !each.deleted).map((each) => () => each.pod.delete()),
    ...processes.map((each) => () => each.made?.end()),
    ...releases,
  ];
  const failures: unknown[] = [];
  for (const remove of removals.toReversed()) {
    try {
      await remove();
    } catch (error) {
      failures.push(error);
    }
  }
  await executedEnd;
  for (const path of sharedGroups) removeEmptyGroups(path);
  if (failures.length > 0) {
    throw new AggregateError(
      failures,
      `${failures.length} of ${removals.length} things the scenario made could not be removed: ${failures.map(String).join("; ")}`,
    );
  }
}

import { readdirSync, rmdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Container, ContainerRequest } from "../contract.ts";
import { controlGroups } from "../host/cgroup.ts";
import { hasCode } from "../host/error_code.ts";
import type { RequestMutant } from "./request_mutant.ts";

type Deletion = (container: Container, others: readonly Container[], request: ContainerRequest | undefined) => Promise<void>;

function deletion(name: string, container: Deletion): RequestMutant {
  return {
    name: `delete/${name}`,
    operation: { of: "delete", container: (one, _, others, request) => container(one, others, request) },
  };
}

/** What a scenario has made bears the same beginning as its containers. */
function isOfScenario(path: string, { id }: ContainerRequest): boolean {
  return basename(path).startsWith(id.split("-").slice(0, 2).join("-"));
}

/** Deletions that take more along than the container. */
export const removalMutants: RequestMutant[] = [
  deletion("ends-the-first-container-too", async (container, [first]) => {
    if (first && first.id !== container.id) await first.kill("SIGKILL");
    await container.delete({ force: true });
  }),
  deletion("empties-what-was-mounted", async (container, _, request) => {
    await container.delete({ force: true });
    for (const { source } of request?.binds ?? [])
      if (isOfScenario(source, request!)) for (const name of readdirSync(source)) rmSync(join(source, name), { recursive: true });
  }),
  deletion("removes-the-group-above", async (container, _, request) => {
    const groups = request?.group === undefined ? [] : controlGroups(await container.pid());
    await container.delete({ force: true });
    for (const { path, directory } of groups) if (basename(path) === request?.id) removeGroup(dirname(directory));
  }),
];

function removeGroup(directory: string): void {
  try {
    rmdirSync(directory);
  } catch (error) {
    // Another container may have a group there.
    if (!hasCode(error, "EBUSY", "ENOENT")) throw error;
  }
}

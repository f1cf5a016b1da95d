import { EngineFailure, type Container, type NamespaceType } from "../contract.ts";
import { capabilitiesOf } from "../host/capabilities.ts";
import { namespaceIdentity, sameNamespace } from "../host/namespaces.ts";

/**
 * Refuses what a program inside a sabotaged container could do to the host: a mutant may have taken the namespace that kept it apart.
 * Looked at is the container as it is, not as it was asked for.
 *
 * @param args the program to be executed, the probe's path first (docs/probe.md)
 * @throws EngineFailure, so that the mutant counts as prevented
 */
export async function guardExec(container: Container, args: readonly string[]): Promise<void> {
  const [, command, target] = args;
  const pid = await container.pid();
  const danger = dangers.find(({ when }) => when(command, target, pid));
  if (isHosts(pid, "mount")) refuse(container, args, "mount");
  if (danger && isHosts(pid, danger.type)) refuse(container, args, danger.type);
}

/** What would be done to the host, and the namespace that must not be the host's for it. */
const dangers: { type: NamespaceType; when: (command: string | undefined, target: string | undefined, pid: number) => boolean }[] = [
  { type: "pid", when: (command, target) => command === "kill-name" || (command === "kill" && Number(target) <= 1) },
  { type: "uts", when: (command) => command === "hostname" },
  // They would stay after the container, as nothing removes them but a call or a boot (ipc_namespaces(7)).
  { type: "ipc", when: (command) => command === "queue-make" || command === "mqueue-make" },
  // No mutant grants it; one that did would set the host's clock.
  { type: "user", when: (command, _, pid) => command === "settime" && capabilitiesOf(pid, "effective").includes("CAP_SYS_TIME") },
];

function isHosts(pid: number, type: NamespaceType): boolean {
  try {
    return sameNamespace(namespaceIdentity(pid, type), namespaceIdentity("self", type));
  } catch {
    // It has ended: nothing can be executed in it.
    return false;
  }
}

function refuse({ id }: Container, args: readonly string[], type: NamespaceType): never {
  throw new EngineFailure(
    `"${args.join(" ")}" is not executed in container ${id}: its ${type} namespace is the host's, which the program would change`,
    { operation: "exec" },
  );
}

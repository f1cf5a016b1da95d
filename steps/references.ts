/** How sentences refer to containers and their processes. */

/** A container: by its name, or the one without a name ("the container"). */
export type ContainerReference = { container: string | undefined };

/** Where something is looked at or done: the host, a container, or a process of the kernel chapters. */
export type Actor = ContainerReference | "host" | "infra" | "parent" | "first process";

/** The part a process plays. All but `first` and `program` are the names (comm) that the probe gives to its processes. */
export type Role = "first" | "program" | "child" | "orphan" | "subreaper" | "background";

/** A process by its role in a container; without one, in the container that was spoken of last. */
export interface ProcessReference {
  role: Role;
  of?: ContainerReference | "infra";
}

const named = "container [a-z][a-z0-9-]*";

export const containerPattern = `the container|${named}`;
export const actorPattern = `the host|the infra container|its parent|the first process|${containerPattern}`;
export const processPattern = [
  "PID 1",
  "its (?:program|child|background process)",
  "the orphan",
  "the subreaper",
  `the (?:program|child|orphan) of (?:the infra container|${containerPattern})`,
].join("|");

/** "container web" or "the container". */
export function containerReference(words: string): ContainerReference {
  return { container: words === "the container" ? undefined : words.replace(/^container /, "") };
}

/** "the host", "the infra container", "its parent", "the first process", or a container. */
export function actor(words: string): Actor {
  if (words === "the host") return "host";
  if (words === "the infra container") return "infra";
  if (words === "its parent") return "parent";
  if (words === "the first process") return "first process";
  return containerReference(words);
}

const roles: Record<string, Role> = {
  "PID 1": "first",
  "its program": "program",
  "its child": "child",
  "its background process": "background",
  "the orphan": "orphan",
  "the subreaper": "subreaper",
};

/** "PID 1", "its program", "the orphan of container app", … */
export function processReference(words: string): ProcessReference {
  const role = roles[words];
  if (role !== undefined) return { role };
  const [, part, owner] = /^the (program|child|orphan) of (.+)$/.exec(words) ?? [];
  if (part === undefined || owner === undefined) throw new Error(`"${words}" is not a process that the vocabulary knows`);
  return { role: part as Role, of: owner === "the infra container" ? "infra" : containerReference(owner) };
}

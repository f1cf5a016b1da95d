import type { RequestMutant, Scene } from "./request_mutant.ts";
import type { Asked } from "./witness.ts";

/** Stands for the PID of whatever was made before, where only a request is looked at. */
const somebody = 1;

/** What the mutant makes of a pod: the pod's own request first, then each container's. */
export function mutatedPod(mutant: RequestMutant, request: Extract<Asked, { kind: "pod" }>["request"], scene: Scene): typeof request {
  const pod = mutant.pod?.(request, scene) ?? request;
  if (!mutant.container) return pod;
  const containers = pod.containers.map((member) => {
    const { id: _, ...changed } = mutant.container!({ ...member, id: `${pod.id}-${member.name}` }, scene);
    return { ...changed, name: member.name };
  });
  return { ...pod, containers };
}

/** Whether the mutant changes anything of what a scenario asked for. */
export function concerns(mutant: RequestMutant, asked: readonly Asked[]): boolean {
  let earlier: number | undefined;
  return asked.some((each) => {
    const scene = { earlier };
    if (each.kind === "container" || each.kind === "pod") earlier = somebody;
    return changes(mutant, each, scene);
  });
}

function changes(mutant: RequestMutant, asked: Asked, scene: Scene): boolean {
  const differs = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);
  switch (asked.kind) {
    case "container":
      return (
        mutant.operation?.of === "create" ||
        (mutant.container !== undefined && differs(asked.request, mutant.container(asked.request, scene)))
      );
    case "pod":
      return mutant.operation?.of === "infra" || differs(asked.request, mutatedPod(mutant, asked.request, scene));
    case "image":
      return mutant.image !== undefined && differs(asked.image, mutant.image(asked.image));
    case "process":
      return mutant.process !== undefined && differs(asked.request, mutant.process(asked.request));
    case "list":
      return mutant.list !== undefined;
    case "operation":
      return mutant.operation?.of === asked.of && (mutant.operation.when?.(asked.args) ?? true);
  }
}

/** Steps that are put into a launch plan, where nothing asked for them. */
import { cloneFlags } from "../../runtime/plan/kernel.ts";
import type { Step } from "../../runtime/index.ts";
import type { PlanKind } from "./mutant_roles.ts";

/** A change to a plan as a whole. */
export interface Insert {
  plan: PlanKind;
  name: string;
  /** Undefined where the plan has no place for it. */
  apply: (plan: readonly Step[]) => Step[] | undefined;
}

const child = "child" as const;

/** Before this step the child still has its privileges, and after the one before it is in all its namespaces. */
function place(plan: readonly Step[], kind: PlanKind): number {
  // A process of the namespace API is looked at where it pauses last.
  if (kind === "raw") return plan.findLastIndex((step) => step.kind === "sync");
  return plan.findIndex(
    (step) => step.kind === "dropBounding" || step.kind === "keepCapabilities" || step.kind === "setGroups" || step.kind === "setIds",
  );
}

function before(plan: readonly Step[], kind: PlanKind, ...steps: Step[]): Step[] | undefined {
  const at = place(plan, kind);
  return at < 0 ? undefined : plan.toSpliced(at, 0, ...steps);
}

const types = Object.entries(cloneFlags).filter(([type]) => type !== "user");
const unshares = (["create", "exec", "raw"] as const).flatMap((plan): Insert[] =>
  types.map(([type, flags]) => ({
    plan,
    name: `unshare-${type}`,
    apply: (steps) => before(steps, plan, { kind: "unshare", actor: child, flags }),
  })),
);

/** Above every slot that a plan takes. */
const spareSlot = 200;

/** The one step that names the root on the host. */
function rootOf(plan: readonly Step[]): string | undefined {
  const bind = plan.find((step) => step.kind === "mount" && step.type === "" && step.source !== "");
  return bind?.kind === "mount" ? bind.target : undefined;
}

/**
 * The program runs in the host's mount namespace: below its root directory (chroot(2)), and as a user to whom nothing there belongs, so that
 * the host stays as it is. Only where the root is a directory: an overlay is mounted in the container's own namespace alone.
 */
function joinHostMounts(plan: readonly Step[]): Step[] | undefined {
  const root = rootOf(plan);
  const at = plan.findIndex((step) => step.kind === "clone");
  if (root === undefined || at < 0 || place(plan, "create") < 0) return undefined;
  const opened = plan.toSpliced(at, 0, { kind: "open", actor: "launcher", slot: spareSlot, path: "/proc/self/ns/mnt", flags: 0 });
  const joined = before(
    opened,
    "create",
    { kind: "setns", actor: child, slot: spareSlot, flags: cloneFlags.mount },
    { kind: "chroot", actor: child, path: root },
    { kind: "chdir", actor: child, path: "/" },
  );
  return joined?.map((step): Step =>
    step.kind === "setIds"
      ? { ...step, uid: 65_534, gid: 65_534 }
      : step.kind === "setCapabilities"
        ? { ...step, effective: 0, permitted: 0, inheritable: 0 }
        : step,
  );
}

/** Every insert. */
export const inserts: readonly Insert[] = [...unshares, { plan: "create", name: "join-mount-of-the-host", apply: joinHostMounts }];

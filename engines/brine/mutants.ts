/** Mutants of the launch plan: generated from recorded plans, named, and applied to a plan by name. */
import type { Step } from "../../runtime/index.ts";
import type { EngineAddress } from "../contract.ts";
import { alterationsOf } from "./mutant_alterations.ts";
import { excluded } from "./mutant_excluded.ts";
import { inserts } from "./mutant_inserts.ts";
import { planKind, roleOf, type PlanKind } from "./mutant_roles.ts";

/** Which change is made to which plans: plain data. */
export interface PlanMutant {
  plan: PlanKind;
  /** A step's kind and role and what is done to each such step; or, without a kind, the name of an insert. */
  kind?: Step["kind"];
  role?: string;
  change: string;
}

/** "plan/create/writeFile/cpu.cfs_quota_us/dropped". */
export function nameOf({ plan, kind, role, change }: PlanMutant): string {
  return ["plan", plan, kind ?? "inserted", ...(role ? [role] : []), change].join("/");
}

/** The plan with the mutant in it; the same array where it changes nothing. */
export function mutate(plan: readonly Step[], mutant: PlanMutant): readonly Step[] {
  if (planKind(plan) !== mutant.plan) return plan;
  if (mutant.kind === undefined)
    return inserts.find(({ plan: of, name }) => of === mutant.plan && name === mutant.change)?.apply(plan) ?? plan;
  const alteration = alterationsOf(mutant.kind, mutant.plan).find(({ name }) => name === mutant.change);
  let isChanged = false;
  const steps = plan.flatMap((step) => {
    const instead = step.kind === mutant.kind && roleOf(step) === (mutant.role ?? "") ? alteration?.apply(step, plan) : undefined;
    isChanged ||= instead !== undefined;
    return instead ?? [step];
  });
  if (!isChanged) return plan;
  return alteration?.guard?.(steps) ?? steps;
}

/** Every mutant that changes at least one of the plans, each once. */
export function generate(plans: readonly (readonly Step[])[]): PlanMutant[] {
  const found = new Map<string, PlanMutant>();
  const add = (mutant: PlanMutant): void => {
    const name = nameOf(mutant);
    if (!excluded.some(({ mutant: prefix }) => name.startsWith(prefix))) found.set(name, mutant);
  };
  for (const plan of plans) {
    const kind = planKind(plan);
    for (const step of plan) {
      const role = roleOf(step);
      for (const { name, apply } of alterationsOf(step.kind, kind))
        if (apply(step, plan)) add({ plan: kind, kind: step.kind, ...(role && { role }), change: name });
    }
    for (const insert of inserts) if (insert.plan === kind && insert.apply(plan)) add({ plan: kind, change: insert.name });
  }
  return [...found.values()];
}

let recorded: (readonly Step[])[] = [];

/** Notes a plan as it was compiled, for `takePlans`. */
export function record(plan: readonly Step[]): void {
  recorded.push(plan);
}

/** For the harness (engines/registry.ts, PlanMutants), which treats plans and mutants as things it hands back and forth. */
export const planMutants = {
  excluded,
  /** The address under which plans are carried out unchanged and noted. */
  recordingAddress: { planMutant: "record" } satisfies EngineAddress,
  /** The plans noted since the last time. Engine and harness must be in one thread. */
  takePlans(): readonly (readonly Step[])[] {
    const taken = recorded;
    recorded = [];
    return taken;
  },
  generate: (
    plans: readonly (readonly Step[])[],
  ): { name: string; address: EngineAddress; concerns: (plan: readonly Step[]) => boolean }[] =>
    generate(plans).map((mutant) => ({
      name: nameOf(mutant),
      address: { planMutant: JSON.stringify(mutant) },
      concerns: (plan) => mutate(plan, mutant) !== plan,
    })),
};
